using System.CommandLine;
using Granary.Cli.Output;
using Granary.Home;
using Granary.Home.Catalog;
using Granary.Home.Runs;
using Granary.Model;
using Granary.Tables.Ledger;
using Granary.Tables.Rejects;

namespace Granary.Cli.Commands;

/// <summary>Shows the rows that a run set aside.</summary>
static class RejectsCommand
{
    public static Command Bind(Surroundings surroundings)
    {
        var table = new Argument<string>("table") { Description = "The table." };
        var run = CommonOptions.Run();
        var json = CommonOptions.Json();
        var command = new Command("rejects", "Show the rows that were set aside, of the table's last run unless another is named.")
        {
            table,
            run,
            json,
        };
        command.SetAction(parsed => (int)Run(surroundings, parsed.GetRequiredValue(table), parsed.GetValue(run), parsed.GetValue(json)));
        return command;
    }

    static ExitCode Run(Surroundings surroundings, string table, string? runName, bool json)
    {
        using var home = surroundings.OpenHome();
        using var reading = CatalogReading.Begin(home);
        var (run, stages) = Find(home, table, runName);
        var data = surroundings.Terminal.Data;
        var text = new TextTable(["stage", "file", "line", "column", "code", "reason", "raw"], 2);
        foreach (var stage in stages.Where(s => s.Rejected > 0))
        {
            if (home.Rejects.FilesOf(run.RunId, stage.Stage, stage.Table).Count == 0)
                throw new ProblemException(
                    new Problem(
                        "GR5009", ProblemKind.NotFound,
                        $"The rows that the run {run.RunId} set aside in stage {stage.Stage} are not there any more.",
                        "granary runs lists the runs."));
            RejectReader.Read(
                home.Rejects.Of(run.RunId, stage.Stage, stage.Table), reading.TemporaryFolder, row =>
                {
                    if (json)
                        WriteJson(data, run, stage, row);
                    else
                        text.Add(stage.Stage, row.File, TextTable.Number(row.Line), row.Column ?? "", row.Code, row.Reason, row.Raw);
                });
        }

        if (!json)
        {
            text.Write(data);
            var rejected = stages.Sum(s => s.Rejected);
            data.WriteLine($"({TextTable.Number(rejected)} {(rejected == 1 ? "row" : "rows")} rejected in run {run.RunId})");
        }

        return ExitCode.Success;
    }

    static (RunRecord Run, IReadOnlyList<StageAccount> Stages) Find(LocalHome home, string table, string? runName)
    {
        var runs = runName is null ? home.Runs.All() : [NamedRun.Find(home, runName)];
        foreach (var run in runs)
        {
            if (home.Stages.Of(run.RunId).Where(s => s.Table == table).ToList() is { Count: > 0 } stages)
                return (run, stages);
        }

        if (runName is not null && home.Runs.IsLedgerDropped(runs[0].RunId))
            throw new ProblemException(
                new Problem(
                    "GR5009", ProblemKind.NotFound,
                    $"The ledger and the rejected rows of the run {runs[0].RunId} are no longer kept.",
                    "ledger.keepDays in the environment file says how long they are."));
        var known = runs.SelectMany(r => home.Stages.Of(r.RunId)).Select(s => s.Table).Distinct(StringComparer.Ordinal).ToList();
        throw new ProblemException(new Problem(
            "GR5006", ProblemKind.NotFound,
            runName is null ? $"No run has a table {table}." : $"The run {runs[0].RunId} has no table {table}.",
            Spelling.Hint(table, known) ?? (known.Count > 0 ? $"There are {string.Join(", ", known)}." : null)));
    }

    static void WriteJson(TextWriter data, RunRecord run, StageAccount stage, RejectedRow row) => JsonLines.Write(data, json =>
    {
        json.WriteString("run", run.RunId);
        json.WriteString("table", stage.Table);
        json.WriteString("stage", stage.Stage);
        json.WriteString("file", row.File);
        json.WriteNumber("line", row.Line);
        json.WriteString("column", row.Column);
        json.WriteString("raw", row.Raw);
        json.WriteString("code", row.Code);
        json.WriteString("reason", row.Reason);
    });
}
