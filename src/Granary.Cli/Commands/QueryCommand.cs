using System.CommandLine;
using Granary.Cli.Output;
using Granary.Home.Queries;
using Granary.Platform.Runs;

namespace Granary.Cli.Commands;

/// <summary>Runs SQL over the catalog's tables.</summary>
static class QueryCommand
{
    public static Command Bind(CommandContext context)
    {
        var sql = new Argument<string>("sql") { Description = "A query, in DuckDB's dialect." };
        var asOf = new Option<string?>("--as-of")
        {
            Description = "Read all tables as they were when this run had published: its id or the beginning of it, @last or @last-failed.",
        };
        var json = CommonOptions.Json();
        var command = new Command("query", "Query the tables with SQL.") { sql, asOf, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var home = context.ReadHome();
            var run = parsed.GetValue(asOf) is { } name ? await NamedRun.FindAsync(home.Queries, name, cancellationToken) : null;
            Run(home.Queries, context.Terminal, parsed.GetRequiredValue(sql), run, parsed.GetValue(json), cancellationToken);
            return (int)ExitCode.Success;
        });
        return command;
    }

    /// <param name="asOf">A run; null for the tables as they are.</param>
    public static void Run(
        HomeQueries home, Terminal terminal, string sql, RunSummary? asOf, bool json, CancellationToken cancellationToken)
    {
        using var query = home.OpenTables(asOf);
        using var result = query.Run(sql, cancellationToken);
        if (json)
            QueryRows.WriteJson(terminal.Data, result);
        else
            QueryRows.WriteText(terminal.Data, result);
    }
}
