using Granary.DuckDb;
using Granary.Tables.Inference;
using Granary.Tables.Stages;

namespace Granary.Tables.Plans;

/// <summary>
/// What the values of landed files leave possible for each of their columns, to be handed to whoever plans the next stage.
/// </summary>
/// <param name="Columns">By the landed column's name.</param>
public sealed record LandedEvidence(IReadOnlyDictionary<string, TypeEvidence> Columns)
{
    public static LandedEvidence None { get; } = new(new Dictionary<string, TypeEvidence>(StringComparer.Ordinal));

    /// <summary>Reads every value.</summary>
    /// <param name="files">A pattern of landed Parquet files.</param>
    /// <param name="columns">Those of the files' data columns to look at.</param>
    public static LandedEvidence Read(
        string files, IReadOnlyList<string> columns, string temporaryFolder, CancellationToken cancellationToken)
    {
        if (columns.Count == 0)
            return None;
        using var database = StageDatabase.Start(temporaryFolder);
        return new(
            columns
                .Zip(Read(database, StageDatabase.Parquet(files), columns, cancellationToken))
                .ToDictionary(c => c.First, c => c.Second, StringComparer.Ordinal));
    }

    internal static IReadOnlyList<TypeEvidence> Read(
        StageDatabase database, Sql rows, IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        if (columns.Count == 0)
            return [];
        var inference = new InferenceRows(columns.Count);
        database.Connection.Register("infer_rows", inference);
        var arguments = Sql.Join(", ", columns.Select(c => Sql.From($"{new Identifier(c)}")));
        using var result = database.Connection.Query(Sql.From($"SELECT sum(infer_rows({arguments}).seen) FROM {rows}"), cancellationToken);
        while (result.ReadRow())
        {
            // One row; the inference has seen all of the table's by now.
        }

        return inference.Evidence;
    }

    /// <summary>Evidence of other files of the same table.</summary>
    public LandedEvidence Join(LandedEvidence other) => new(Columns.Keys.Union(other.Columns.Keys, StringComparer.Ordinal)
        .ToDictionary(name => name, name => Of(name).Join(other.Of(name)), StringComparer.Ordinal));

    public TypeEvidence Of(string column) => Columns.GetValueOrDefault(column, TypeEvidence.None);
}
