using System.CommandLine;
using Granary.Cli.Output;
using Granary.Local;
using Granary.Local.Catalog;
using Granary.Tables.Reading;

namespace Granary.Cli.Commands;

/// <summary>Runs SQL over the catalog's tables.</summary>
static class QueryCommand
{
    public static Command Bind(Surroundings surroundings)
    {
        var sql = new Argument<string>("sql") { Description = "A query, in DuckDB's dialect." };
        var json = CommonOptions.Json();
        var command = new Command("query", "Query the tables with SQL.") { sql, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            using var home = surroundings.OpenHome();
            Run(home, surroundings.Terminal, parsed.GetRequiredValue(sql), parsed.GetValue(json), cancellationToken);
            return Task.FromResult((int)ExitCode.Success);
        });
        return command;
    }

    public static void Run(Home home, Terminal terminal, string sql, bool json, CancellationToken cancellationToken)
    {
        var temporary = Directory.CreateDirectory(Path.Combine(home.Path, "tmp", $"query-{Guid.NewGuid():N}"));
        try
        {
            var tables = home.Catalog.Tables().Select(t => t.ToPublished(home.Objects)).ToList();
            using var query = CatalogQuery.Over(tables, temporary.FullName);
            using var result = query.Run(sql, cancellationToken);
            if (json)
                QueryRows.WriteJson(terminal.Data, result);
            else
                QueryRows.WriteText(terminal.Data, result);
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }
}
