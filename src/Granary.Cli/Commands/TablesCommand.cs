using System.CommandLine;
using Granary.Cli.Output;
using Granary.Home;
using Granary.Model;

namespace Granary.Cli.Commands;

/// <summary>Lists the catalog: the tables that readers see, or the versions that are kept.</summary>
static class TablesCommand
{
    public static Command Bind(Surroundings surroundings)
    {
        var table = new Argument<string?>("table")
        {
            Description = "With --versions: the table; all tables when left out.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var versions = new Option<bool>("--versions") { Description = "List the versions that are kept, the newest first." };
        var json = CommonOptions.Json();
        var command = new Command("tables", "List the tables of the catalog, or their versions.") { table, versions, json };
        command.SetAction(parsed =>
        {
            using var home = surroundings.OpenHome();
            if (parsed.GetValue(versions))
                ShowVersions(home, surroundings.Terminal.Data, parsed.GetValue(table), parsed.GetValue(json));
            else
                ShowTables(home, surroundings.Terminal.Data, parsed.GetValue(table), parsed.GetValue(json));
            return (int)ExitCode.Success;
        });
        return command;
    }

    static void ShowTables(LocalHome home, TextWriter data, string? name, bool json)
    {
        var tables = home.Catalog.Tables();
        RequireKnown(name, [.. tables.Select(t => t.Name)]);
        tables = [.. tables.Where(t => name is null || t.Name == name)];
        if (!json)
        {
            RunText.WriteTables(data, tables);
            return;
        }

        foreach (var table in tables)
            RunJson.WriteTable(data, table);
    }

    static void ShowVersions(LocalHome home, TextWriter data, string? name, bool json)
    {
        var versions = home.Catalog.Versions.Kept();
        RequireKnown(name, [.. versions.Select(v => v.Table.Name)]);
        versions = [.. versions.Where(v => name is null || v.Table.Name == name)];
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
