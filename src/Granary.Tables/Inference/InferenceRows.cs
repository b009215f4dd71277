using Granary.DuckDb;
using Granary.Model.Datasets;
using Granary.Tables.Plans;
using Granary.Tables.Values;

namespace Granary.Tables.Inference;

/// <summary>
/// Looks at every row of a table to find its columns' types. Gives back nothing of use to the engine: one member that is always 0.
/// </summary>
sealed class InferenceRows(int columns) : RowFunction
{
    readonly Lock _lock = new();
    readonly TypeInference[] _all = [.. Enumerable.Range(0, columns).Select(_ => new TypeInference())];

    public override IReadOnlyList<ScalarType> Inputs { get; } = [.. Enumerable.Repeat<ScalarType>(DuckDbType.Varchar, columns)];

    public override IReadOnlyList<(string Name, ScalarType Type)> Outputs => [("seen", DuckDbType.Integer)];

    public IReadOnlyList<ColumnType> Types => [.. _all.Select(g => g.Type)];

    public IReadOnlyList<TypeEvidence> Evidence => [.. _all.Select(g => g.Evidence)];

    public override void Run(RowInput input, RowOutput output)
    {
        output.Values<int>(0).Clear();
        for (var i = 0; i < columns; i++)
        {
            var inference = new TypeInference();
            var texts = input.Text(i);
            for (var row = 0; row < input.Count; row++)
            {
                if (!texts.IsNull(row) && FieldText.Trim(texts[row]) is { IsEmpty: false } text)
                    inference.Add(text);
            }

            lock (_lock)
                _all[i].Join(inference);
        }
    }
}
