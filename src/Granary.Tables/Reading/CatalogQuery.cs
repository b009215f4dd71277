using Granary.DuckDb;
using Granary.Model;
using Granary.Tables.Stages;

namespace Granary.Tables.Reading;

/// <summary>SQL over the catalog's tables as they were at one moment. Nothing can be written, and no file beside the tables be read.</summary>
public sealed class CatalogQuery : IDisposable
{
    readonly Engine _engine;

    CatalogQuery(Engine engine) => _engine = engine;

    /// <param name="tables">Each stands as <c>"database"."table"</c>, and by its bare name where no other database has one of that name.</param>
    public static CatalogQuery Over(IReadOnlyList<PublishedTable> tables, string temporaryFolder)
    {
        var engine = Engine.Start(temporaryFolder);
        var query = new CatalogQuery(engine);
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
            // The folder that may be read may also be written to, as far as the engine is concerned.
            if (!_engine.Connection.IsSelect(Sql.Trusted(sql)))
                throw new ProblemException(new Problem("GR5012", "This is not a query: it would change something.", "Write a SELECT."));
            return _engine.Connection.Query(Sql.Trusted(sql), cancellationToken);
        }
        catch (DuckDbException e)
        {
            throw new ProblemException(new Problem("GR5010", e.Message, "granary tables shows what there is to query."), e);
        }
    }

    public void Dispose() => _engine.Dispose();

    void Show(IReadOnlyList<PublishedTable> tables)
    {
        var connection = _engine.Connection;
        foreach (var database in tables.Select(t => t.Database).Distinct(StringComparer.Ordinal))
            connection.Execute(Sql.From($"CREATE SCHEMA IF NOT EXISTS {new Identifier(database)}"));
        foreach (var table in tables)
            connection.Execute(Sql.From($"CREATE VIEW {new Identifier(table.Database)}.{new Identifier(table.Name)} AS {table.Select}"));
        foreach (var table in tables.GroupBy(t => t.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() == 1).Select(g => g.Single()))
        {
            connection.Execute(Sql.From(
                $"CREATE VIEW main.{new Identifier(table.Name)} AS SELECT * FROM {new Identifier(table.Database)}.{new Identifier(table.Name)}"));
        }

        // Without it a query without ORDER BY gives its rows in another order each time.
        connection.Execute(Sql.From($"SET preserve_insertion_order = true"));

        // An author's query is not an author's program.
        var readable = Sql.Join(", ", tables.Select(t => Sql.From($"{t.Folder}")));
        connection.Execute(Sql.From($"SET allowed_directories = [{readable}]"));
        connection.Execute(Sql.From($"SET enable_external_access = false"));
        connection.Execute(Sql.From($"SET lock_configuration = true"));
    }
}
