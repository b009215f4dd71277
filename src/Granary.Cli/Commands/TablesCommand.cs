using System.CommandLine;
using Granary.Cli.Output;

namespace Granary.Cli.Commands;

/// <summary>Lists the catalog.</summary>
static class TablesCommand
{
    public static Command Bind(Surroundings surroundings)
    {
        var json = CommonOptions.Json();
        var command = new Command("tables", "List the tables of the catalog.") { json };
        command.SetAction(parsed => (int)Run(surroundings, parsed.GetValue(json)));
        return command;
    }

    static ExitCode Run(Surroundings surroundings, bool json)
    {
        using var home = surroundings.OpenHome();
        var tables = home.Catalog.Tables();
        if (!json)
        {
            RunText.WriteTables(surroundings.Terminal.Data, tables);
            return ExitCode.Success;
        }

        foreach (var table in tables)
            RunJson.WriteTable(surroundings.Terminal.Data, table);
        return ExitCode.Success;
    }
}
