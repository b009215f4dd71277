using Granary.DuckDb;
using Granary.Tables.Dialects;

namespace Granary.Tables.Cleansing;

/// <summary>The engine's view of a cleansing plan: a row of texts in, a struct of typed values and a fault out.</summary>
sealed class CleanseRows(CleansingPlan plan) : RowFunction
{
    /// <summary>The struct's last member; 0 for a row that is good.</summary>
    public const string Fault = "fault";

    readonly ColumnReader[] _readers = [.. plan.Columns.Select((c, i) => ColumnReader.For(c, i + 1))];

    public override IReadOnlyList<ScalarType> Inputs { get; } = [.. plan.Columns.Select(_ => (ScalarType)DuckDbType.Varchar)];

    public override IReadOnlyList<(string Name, ScalarType Type)> Outputs =>
        [.. plan.Columns.Select((c, i) => (Member(i), DuckDbDialect.ScalarOf(c.Type))), (Fault, DuckDbType.Integer)];

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
