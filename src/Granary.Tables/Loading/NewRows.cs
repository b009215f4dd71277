using Granary.DuckDb;
using Granary.Model.Datasets;
using Granary.Tables.Dialects;
using Granary.Tables.Ledger;
using Granary.Tables.Stages;

namespace Granary.Tables.Loading;

/// <summary>
/// Which of a run's cleansed rows a table does not have yet. Decided before any row is looked at; the conditions are SQL that every engine
/// understands.
/// </summary>
/// <param name="Known">The files that are loaded already, by path; what to say of each.</param>
/// <param name="Cursor">The cleansed column that tells how far the table is loaded, with its type; null when there is none.</param>
/// <param name="Reached">Its highest loaded value; null when nothing is loaded yet.</param>
sealed record NewRows(IReadOnlyDictionary<string, string> Known, Column? Cursor, string? Reached)
{
    /// <summary>All of them, where each run fills the table anew.</summary>
    public static NewRows All { get; } = new(new Dictionary<string, string>(StringComparer.Ordinal), null, null);

    /// <param name="cleansed">The run's cleansed rows, and their account.</param>
    /// <param name="before">Null for a table that nobody has published yet.</param>
    public static NewRows Of(StageDatabase database, Dataset dataset, Sql cleansed, StageAccount account, LoadedBefore? before)
    {
        if (!LoadStrategy.Of(dataset).KeepsRows)
            return All;
        var known = LoadedFiles.In(account, before?.Files ?? new Dictionary<string, string>(StringComparer.Ordinal));
        if (dataset.Load.Cursor is not { } wanted)
            return new(known, null, null);
        var columns = database.Connection.ColumnsOf(cleansed);
        var found = new ColumnNames([.. columns.Select(c => c.Name)], [.. columns.Select(c => c.Name)], []).Find(wanted);
        var column = columns[
            found
                ?? throw new InvalidOperationException(
                    $"The cleansed rows of {dataset.Table} have no column {wanted}, though its dataset declares it.")
        ];
        var cursor = DuckDbDialect.ColumnOf(dataset.Table, column);
        return new(known, cursor, ReachedBy(database, column.Name, before));
    }

    /// <summary>Those of the cleansed rows that are to be loaded.</summary>
    public Sql In(Sql cleansed) => Where(cleansed, Condition(isLate: false));

    /// <summary>Those that come at or below the cursor, in files that are not known; null when there can be none.</summary>
    public Sql? LateIn(Sql cleansed) => Reached is null ? null : Where(cleansed, Condition(isLate: true));

    /// <summary>How far the table is loaded when these rows are in it.</summary>
    public LoadCursor? After(StageDatabase database, Sql cleansed) =>
        Cursor is not { } cursor ? null
        : (
            database.Connection.Scalar<string?>(Sql.From($"SELECT max({new Identifier(cursor.Name)})::VARCHAR FROM ({In(cleansed)})"))
            ?? Reached)
            is { } reached
            ? new(cursor.Name, reached)
        : null;

    List<Sql> Condition(bool isLate)
    {
        var all = new List<Sql>();
        if (Known.Count > 0)
            all.Add(Sql.From($"{new Identifier(Lineage.SourceFile)} NOT IN ({Sql.Join(", ", Known.Keys.Select(k => Sql.From($"{k}")))})"));
        if (Cursor is not { } cursor || Reached is null)
            return all;
        var reached = Sql.From($"CAST({Reached} AS {SqlDialect.DuckDb.TypeSql(cursor.Type)})");
        all.Add(isLate ? Sql.From($"{new Identifier(cursor.Name)} <= {reached}") : Sql.From($"{new Identifier(cursor.Name)} > {reached}"));
        return all;
    }

    static Sql Where(Sql rows, List<Sql> conditions) =>
        conditions.Count == 0 ? rows : Sql.From($"SELECT * FROM ({rows}) WHERE {Sql.Join(" AND ", conditions)}");

    /// <summary>What was remembered; else, for a table that had no cursor until now, what its rows say.</summary>
    static string? ReachedBy(StageDatabase database, string column, LoadedBefore? before)
    {
        if (before is null)
            return null;
        if (before.Cursor is { } remembered && remembered.Column == column)
            return remembered.Value;
        return before.Table.Columns.Any(c => c.Name == column)
            ? database.Connection.Scalar<string?>(Sql.From($"SELECT max({new Identifier(column)})::VARCHAR FROM ({before.Table.Select})"))
            : null;
    }
}
