using Granary.DuckDb;

namespace Granary.Tables.Cleansing;

/// <summary>The engine's view of a cleansing plan: a row of texts in, a struct of typed values and a fault out.</summary>
sealed class CleanseRows(CleansingPlan plan) : RowFunction
{
    /// <summary>The struct's last member; 0 for a row that is good.</summary>
    public const string Fault = "fault";

    readonly ColumnReader[] _readers = [.. plan.Columns.Select((c, i) => ColumnReader.For(c, i + 1))];

    public override IReadOnlyList<string> Inputs { get; } = [.. plan.Columns.Select(_ => "VARCHAR")];

    public override IReadOnlyList<(string Name, string Type)> Outputs =>
        [.. _readers.Select((r, i) => (Member(i), r.EngineType)), (Fault, "INTEGER")];

    /// <summary>The member that holds a column of the plan.</summary>
    public static string Member(int column) => $"v{column}";

    public override void Run(RowInput input, RowOutput output)
    {
        var faults = output.Values<int>(_readers.Length);
        faults.Clear();
        for (var i = 0; i < _readers.Length; i++)
            _readers[i].Read(input.Text(i), output, faults);
    }
}
