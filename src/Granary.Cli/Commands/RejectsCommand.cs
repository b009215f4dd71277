using System.CommandLine;
using Granary.Cli.Output;
using Granary.Home.Queries;
using Granary.Model;
using Granary.Platform.Runs;

namespace Granary.Cli.Commands;

/// <summary>Shows the rows that a run has rejected.</summary>
static class RejectsCommand
{
    public static Command Bind(CommandContext context)
    {
        var table = new Argument<string>("table") { Description = "The table." };
        var run = CommonOptions.Run();
        var json = CommonOptions.Json();
        var command = new Command("rejects", "Show the rejected rows, of the table's last run unless another is named.")
        {
            table,
            run,
            json,
        };
        command.SetAction(async (parsed, cancellationToken) => (int)await RunAsync(
            context, parsed.GetRequiredValue(table), parsed.GetValue(run), parsed.GetValue(json), cancellationToken));
        return command;
    }

    static async Task<ExitCode> RunAsync(
        CommandContext context, string table, string? runName, bool json, CancellationToken cancellationToken)
    {
        using var home = context.ReadHome();
        var queries = home.Queries;
        var (run, stages) = await FindAsync(queries, table, runName, cancellationToken);
        var data = context.Terminal.Data;
        var text = new TextTable(["stage", "file", "line", "column", "code", "reason", "raw"], 2);
        var read = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in Pages.AllAsync(page => queries.ListRejectsAsync(run.RunId, table, page, cancellationToken)))
        {
            read.Add(row.Stage);
            if (json)
                WriteJson(data, run, table, row);
            else
                text.Add(row.Stage, row.File, TextTable.Number(row.Line), row.Column ?? "", row.Code, row.Reason, row.Raw);
        }

        if (stages.FirstOrDefault(s => s.Rejected > 0 && !read.Contains(s.Stage)) is { } gone)
            throw new ProblemException(
                new Problem(
                    "GR5009", ProblemKind.NotFound,
                    $"The rows that the run {run.RunId} rejected in stage {gone.Stage} are no longer "
                        + "there.", "granary runs lists the runs."));
        if (!json)
        {
            text.Write(data);
            var rejected = stages.Sum(s => s.Rejected);
            data.WriteLine($"({TextTable.Number(rejected)} {(rejected == 1 ? "row" : "rows")} rejected in run {run.RunId})");
        }

        return ExitCode.Success;
    }

    static async Task<(RunSummary Run, IReadOnlyList<StageSummary> Stages)> FindAsync(
        HomeQueries home, string table, string? runName, CancellationToken cancellationToken)
    {
        var named = runName is null ? null : await NamedRun.FindAsync(home, runName, cancellationToken);
        var runs = named is null
            ? Pages.AllAsync(page => home.ListRunsAsync(page, cancellationToken))
            : new[] { named }.ToAsyncEnumerable();
        var known = new List<string>();
        await foreach (var run in runs)
        {
            var stages = (await home.DetailsAsync(run, cancellationToken)).Stages;
            if (stages.Where(s => s.Table == table).ToList() is { Count: > 0 } found)
                return (run, found);
            known.AddRange(stages.Select(s => s.Table).Except(known));
        }

        if (named is { HasLedger: false })
            throw new ProblemException(
                new Problem(
                    "GR5009", ProblemKind.NotFound, $"The ledger and the rejected rows of the run {named.RunId} are no longer kept.",
                    "ledger.keepDays in the environment file says how long they are."));
        throw new ProblemException(
            new Problem(
                "GR5006", ProblemKind.NotFound,
                named is null ? $"No run has a table {table}." : $"The run {named.RunId} has no table {table}.",
                Spelling.Hint(table, known) ?? (known.Count > 0 ? $"There are {string.Join(", ", known)}." : null)));
    }

    static void WriteJson(TextWriter data, RunSummary run, string table, RejectSummary row) => JsonLines.Write(data, json =>
    {
        json.WriteString("run", run.RunId);
        json.WriteString("table", table);
        json.WriteString("stage", row.Stage);
        json.WriteString("file", row.File);
        json.WriteNumber("line", row.Line);
        json.WriteString("column", row.Column);
        json.WriteString("raw", row.Raw);
        json.WriteString("code", row.Code);
        json.WriteString("reason", row.Reason);
    });
}
