using System.CommandLine;
using Granary.Cli.Output;
using Granary.Home;
using Granary.Home.Catalog;
using Granary.Home.Queries;
using Granary.Tables.Reading;

namespace Granary.Cli.Commands;

/// <summary>Runs SQL over the catalog's tables.</summary>
static class QueryCommand
{
    public static Command Bind(Surroundings surroundings)
    {
        var sql = new Argument<string>("sql") { Description = "A query, in DuckDB's dialect." };
        var asOf = new Option<string?>("--as-of")
        {
            Description = "Read all tables as they were when this run had published: its id or the beginning of it, @last or @last-failed.",
        };
        var json = CommonOptions.Json();
        var command = new Command("query", "Query the tables with SQL.") { sql, asOf, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            using var home = surroundings.OpenHome();
            Run(home, surroundings.Terminal, parsed.GetRequiredValue(sql), parsed.GetValue(asOf), parsed.GetValue(json), cancellationToken);
            return Task.FromResult((int)ExitCode.Success);
        });
        return command;
    }

    /// <param name="asOf">The name of a run; null for the tables as they are.</param>
    public static void Run(LocalHome home, Terminal terminal, string sql, string? asOf, bool json, CancellationToken cancellationToken)
    {
        using var reading = CatalogReading.Begin(home);
        var (tables, absent) = asOf is null
            ? ([.. reading.Tables().Select(t => t.ToPublished(home.Objects))], [])
            : TablesAsOf.Find(home, NamedRun.Find(home, asOf));
        using var query = CatalogQuery.Over(tables, reading.TemporaryFolder, absent, JournalTables.Of(home));
        using var result = query.Run(sql, cancellationToken);
        if (json)
            QueryRows.WriteJson(terminal.Data, result);
        else
            QueryRows.WriteText(terminal.Data, result);
    }
}
