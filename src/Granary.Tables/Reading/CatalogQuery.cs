using Granary.DuckDb;
using Granary.Model;
using Granary.Tables.Stages;

namespace Granary.Tables.Reading;

/// <summary>
/// SQL over the catalog's tables as they were at one moment. Nothing can be written, and no file beside the tables be read.
/// </summary>
public sealed class CatalogQuery : IDisposable
{
    readonly StageDatabase _database;
    readonly List<string> _unreadable = [];

    readonly IReadOnlyList<AbsentTable> _absent;
    readonly LedgerTables? _ledger;
    readonly HashSet<string> _inLedgerSchema = new(StringComparer.OrdinalIgnoreCase);
    bool _isLedgerShown;

    CatalogQuery(StageDatabase database, IReadOnlyList<AbsentTable> absent, LedgerTables? ledger) =>
        (_database, _absent, _ledger) = (database, absent, ledger);

    /// <param name="tables">Each stands as <c>"database"."table"</c>, and by its bare name where no other database has one of that
    /// name.</param>
    /// <param name="absent">Tables that there were, and that a query may ask for in vain.</param>
    /// <param name="ledger">What is in the schema <c>granary</c>, if anything does.</param>
    public static CatalogQuery Over(
        IReadOnlyList<PublishedTable> tables, string temporaryFolder, IReadOnlyList<AbsentTable>? absent = null, LedgerTables? ledger = null
    )
    {
        var database = StageDatabase.Start(temporaryFolder);
        var query = new CatalogQuery(database, absent ?? [], ledger);
        try
        {
            query.Show(tables);
            return query;
        }
        catch
        {
            query.Dispose();
            throw;
        }
    }

    /// <exception cref="ProblemException">The engine does not take the SQL.</exception>
    public DuckDbResult Run(string sql, CancellationToken cancellationToken)
    {
        try
        {
            ShowLedger(sql);

            // The folder that may be read may also be written to, as far as the engine is concerned.
            if (!_database.Connection.IsSelect(Sql.Trusted(sql)))
                throw new ProblemException(new Problem("GR5012", ProblemKind.Usage,
                    "This is not a query: it would change something.", "Write a SELECT."));
            return _database.Connection.Query(Sql.Trusted(sql), cancellationToken);
        }
        catch (DuckDbException e)
        {
            if (_absent.FirstOrDefault(t => t.Name.Equals(e.MissingTable, StringComparison.OrdinalIgnoreCase)) is { } absent)
                throw new ProblemException(absent.Problem, e);
            var hint = e.Type == DuckDbErrorType.Parser
                ? "Write a name that is also a keyword of SQL in double quotes."
                : Hint;
            throw new ProblemException(new Problem("GR5010", ProblemKind.Usage, e.Message, hint), e);
        }
    }

    public void Dispose() => _database.Dispose();

    void ShowLedger(string sql)
    {
        if (_ledger is null || _isLedgerShown || !LedgerTables.MayBeIn(sql))
            return;
        _ledger.Show(_database.Connection, _inLedgerSchema);
        _isLedgerShown = true;
    }

    string Hint => _unreadable.Count == 0
        ? "granary tables shows what there is to query."
        : $"The files of {string.Join(", ", _unreadable)} are gone or damaged; a run of its project makes them anew.";

    void Show(IReadOnlyList<PublishedTable> tables)
    {
        var connection = _database.Connection;
        foreach (var database in tables.Select(SchemaOf).Distinct(StringComparer.Ordinal))
            connection.Execute(Sql.From($"CREATE SCHEMA IF NOT EXISTS {new Identifier(database)}"));
        foreach (var name in tables.GroupBy(t => t.Name, StringComparer.OrdinalIgnoreCase))
        {
            foreach (var table in name)
                TryShow(connection, table, isUnique: name.Count() == 1);
        }

        // Without it a query without ORDER BY gives its rows in another order each time.
        connection.Execute(Sql.From($"SET preserve_insertion_order = true"));

        _inLedgerSchema.UnionWith(tables.Where(t => t.Database == LedgerTables.Schema).Select(t => t.Name));

        // An author's query is not an author's program.
        var readable = Sql.Join(
            ", ", tables.Select(t => t.Folder).Concat(_ledger is null ? [] : [_ledger.RejectsFolder]).Select(f => Sql.From($"{f}")));
        connection.Execute(Sql.From($"SET allowed_directories = [{readable}]"));
        connection.Execute(Sql.From($"SET enable_external_access = false"));
        connection.Execute(Sql.From($"SET lock_configuration = true"));
    }

    /// <summary>A database that is called as something of the engine's own shares the place of bare names.</summary>
    static string SchemaOf(PublishedTable table) =>
        table.Database is "main" or "memory" or "temp" or "system" or "information_schema" or "pg_catalog" ? "main" : table.Database;

    /// <summary>A table whose files cannot be read is left out; the tables beside it can be queried all the same.</summary>
    void TryShow(DuckDbConnection connection, PublishedTable table, bool isUnique)
    {
        var (schema, name) = (new Identifier(SchemaOf(table)), new Identifier(table.Name));
        try
        {
            connection.Execute(Sql.From($"CREATE VIEW {schema}.{name} AS {table.Select}"));
            if (isUnique && SchemaOf(table) != "main")
                connection.Execute(Sql.From($"CREATE VIEW main.{name} AS SELECT * FROM {schema}.{name}"));
        }
        catch (DuckDbException)
        {
            // Told when a query fails; one that does not need the table loses nothing.
            _unreadable.Add($"{table.Database}.{table.Name}");
        }
    }
}

/// <summary>A table that a query may name, and that cannot be read.</summary>
/// <param name="Problem">What to say to a query that needs it.</param>
public sealed record AbsentTable(string Name, Problem Problem);
