using System.CommandLine;
using Granary.Cli.Output;
using Granary.Home.Queries;
using Granary.Model;
using Granary.Platform.Runs;

namespace Granary.Cli.Commands;

/// <summary>Lists the catalog: the tables that readers see, or the versions that are kept.</summary>
static class TablesCommand
{
    public static Command Bind(CommandContext context)
    {
        var table = new Argument<string?>("table")
        {
            Description = "With --versions: the table; all tables when left out.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var versions = new Option<bool>("--versions") { Description = "List the versions that are kept, the newest first." };
        var json = CommonOptions.Json();
        var command = new Command("tables", "List the tables of the catalog, or their versions.") { table, versions, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var home = context.ReadHome();
            var (data, name, isJson) = (context.Terminal.Data, parsed.GetValue(table), parsed.GetValue(json));
            if (parsed.GetValue(versions))
                await ShowVersionsAsync(home.Queries, data, name, isJson, cancellationToken);
            else
                await ShowTablesAsync(home.Queries, data, name, isJson, cancellationToken);
            return (int)ExitCode.Success;
        });
        return command;
    }

    static async Task ShowTablesAsync(
        HomeQueries home, TextWriter data, string? name, bool json, CancellationToken cancellationToken)
    {
        var all = await Pages.AllAsync(page => home.ListTablesAsync(page, cancellationToken)).ToListAsync(cancellationToken);
        RequireKnown(name, [.. all.Select(t => t.Name)]);
        var tables = all.Where(t => name is null || t.Name == name).ToList();
        if (!json)
        {
            RunText.WriteTables(data, tables);
            return;
        }

        foreach (var table in tables)
            RunJson.WriteTable(data, table);
    }

    static async Task ShowVersionsAsync(
        HomeQueries home, TextWriter data, string? name, bool json, CancellationToken cancellationToken)
    {
        var all = await Pages.AllAsync(page => home.ListVersionsAsync(page, cancellationToken)).ToListAsync(cancellationToken);
        RequireKnown(name, [.. all.Select(v => v.Table.Name)]);
        var versions = all.Where(v => name is null || v.Table.Name == name).ToList();
        if (!json)
        {
            VersionText.Write(data, versions);
            return;
        }

        foreach (var version in versions)
            RunJson.WriteVersion(data, version);
    }

    static void RequireKnown(string? name, IReadOnlyList<string> known)
    {
        if (name is not null && !known.Contains(name))
            throw new ProblemException(
                new Problem(
                    "GR5006", ProblemKind.NotFound,
                    $"No run has published a table {name}.", Spelling.Hint(name, known) ?? "granary tables lists what there is.")
            );
    }
}
