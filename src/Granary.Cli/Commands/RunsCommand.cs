using System.CommandLine;
using Granary.Cli.Output;
using Granary.Home.Queries;
using Granary.Home.Storage;
using Granary.Platform.Runs;

namespace Granary.Cli.Commands;

/// <summary>Lists the runs of the home, the newest first.</summary>
static class RunsCommand
{
    public static Command Bind(Surroundings surroundings)
    {
        var json = CommonOptions.Json();
        var command = new Command("runs", "List runs, the newest first.") { json };
        command.SetAction(parsed => (int)Run(surroundings, parsed.GetValue(json)));
        return command;
    }

    static ExitCode Run(Surroundings surroundings, bool json)
    {
        using var home = surroundings.OpenHome();
        var data = surroundings.Terminal.Data;
        var runs = home.Runs.All();
        if (json)
        {
            foreach (var run in runs)
                RunJson.WriteHead(data, home, run);
            return ExitCode.Success;
        }

        var table = new TextTable(["run", "project", "env", "status", "outcome", "started", "took"], 6);
        foreach (var run in runs)
        {
            table.Add(
                run.RunId, run.Project, run.Environment, run.Status.Text(), run.Outcome?.ToString() ?? RunDetail.Of(home, run) ?? "",
                Timestamps.Text(run.StartedAt), run.EndedAt is { } ended ? RunText.Seconds((ended - run.StartedAt).TotalSeconds) : "");
        }

        table.Write(data);
        return ExitCode.Success;
    }
}
