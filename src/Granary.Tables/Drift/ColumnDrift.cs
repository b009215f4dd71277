using Granary.Model;
using Granary.Model.Datasets;

namespace Granary.Tables.Drift;

/// <summary>What the changes of a table's columns lead to.</summary>
static class ColumnDrift
{
    /// <returns>A note for each change, where the table takes them.</returns>
    /// <exception cref="ProblemException">The table takes none, and there are some: one problem names all of them.</exception>
    public static IReadOnlyList<string> Check(Dataset dataset, IReadOnlyList<SchemaChange> changes)
    {
        if (dataset.Drift != DriftMode.Freeze || changes.Count == 0)
            return [.. changes.Select(c => $"Drift: {c}.")];
        throw new ProblemException(new Problem(
            "GR3126", ProblemKind.Data,
            $"The columns of {dataset.Table} are not those of its published version: {string.Join("; ", changes)}.",
            "Nothing was published. Deliver the columns as they were, or take the change with \"drift\": \"evolve\" in "
                + $"datasets/{dataset.Table}.json."));
    }

    /// <summary>The changes of names and order.</summary>
    public static IReadOnlyList<SchemaChange> Of(WrittenSchema? written, IReadOnlyList<string> columns) =>
        written is null || columns.Count == 0 ? [] : SchemaDrift.Between(Untyped(written.Sources), Untyped(columns));

    /// <summary>
    /// Why a file is rejected as a whole; null when it is not. Order alone is no reason, because files are joined by name.
    /// </summary>
    public static string? WhyRejected(Dataset dataset, WrittenSchema? written, IReadOnlyList<string> columns)
    {
        if (dataset.Drift != DriftMode.Quarantine)
            return null;
        var changes = Of(written, columns).Where(c => c is not SchemaChange.Reordered).ToList();
        return changes.Count == 0 ? null : $"the columns of its file are not those of the table: {string.Join("; ", changes)}";
    }

    static IReadOnlyList<SchemaColumn> Untyped(IReadOnlyList<string> names) => [.. names.Select(n => new SchemaColumn(n, null))];
}
