using System.CommandLine;
using Granary.Cli.Output;
using Granary.Platform.Runs;

namespace Granary.Cli.Commands;

/// <summary>Lists the runs of the home, the newest first.</summary>
static class RunsCommand
{
    public static Command Bind(CommandContext context)
    {
        var json = CommonOptions.Json();
        var command = new Command("runs", "List runs, the newest first.") { json };
        command.SetAction(async (parsed, cancellationToken) =>
            (int)await RunAsync(context, parsed.GetValue(json), cancellationToken));
        return command;
    }

    static async Task<ExitCode> RunAsync(CommandContext context, bool json, CancellationToken cancellationToken)
    {
        using var home = context.ReadHome();
        var data = context.Terminal.Data;
        var runs = Pages.AllAsync(page => home.Queries.ListRunsAsync(page, cancellationToken));
        if (json)
        {
            await foreach (var run in runs)
                RunJson.WriteHead(data, run);
            return ExitCode.Success;
        }

        var table = new TextTable(["run", "project", "env", "status", "outcome", "started", "took"], 6);
        await foreach (var run in runs)
        {
            table.Add(
                run.RunId, run.Project, run.Environment, run.Status.Text(), run.Outcome?.ToString() ?? run.Detail ?? "",
                Timestamps.Text(run.StartedAt), run.EndedAt is { } ended ? RunText.Seconds((ended - run.StartedAt).TotalSeconds) : "");
        }

        table.Write(data);
        return ExitCode.Success;
    }
}
