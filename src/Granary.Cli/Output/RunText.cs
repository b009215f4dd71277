using System.Globalization;
using Granary.Platform.Catalog;
using Granary.Platform.Runs;

namespace Granary.Cli.Output;

/// <summary>Runs and tables for people.</summary>
static class RunText
{
    public static void Write(TextWriter target, RunDetails details)
    {
        WriteHead(target, details.Run);
        var stages = details.Stages;
        if (stages.Count > 0)
        {
            target.WriteLine();
            WriteLedger(target, stages);
        }

        foreach (var (table, note) in stages.SelectMany(s => s.Notes.Select(n => (s.Table, n))).Distinct())
            target.WriteLine($"note on {table}: {note}");
        var rejecting = stages.Where(s => s.Rejected > 0).Select(s => s.Table).Distinct(StringComparer.Ordinal).ToList();
        if (rejecting.Count > 0)
            target.WriteLine($"\nSee the rejected rows: {string.Join(", ", rejecting.Select(t => $"granary rejects {t}"))}");
    }

    public static void WriteHead(TextWriter target, RunSummary run)
    {
        var took = run.EndedAt is { } ended ? $"  {Seconds((ended - run.StartedAt).TotalSeconds)}" : "";
        target.WriteLine($"run {run.RunId}  {run.Status.Text()}  {run.Outcome?.ToString() ?? run.Detail ?? ""}{took}");
        var state = run.LastState is null ? "" : $" in {run.LastState}";
        var cause = run.Cause is null ? "" : $": {run.Cause.ReplaceLineEndings("\n  ")}";
        if (run.Error is not null)
            target.WriteLine($"  {run.Error}{state}{cause}");
        else if (run.Cause is not null)
            target.WriteLine($"  {run.Cause}");
    }

    public static void WriteLedger(TextWriter target, IReadOnlyList<StageSummary> stages)
    {
        var table = new TextTable(["stage", "table", "read", "written", "rejected", "duplicate", "derived", "seconds"], 2, 3, 4, 5, 6, 7);
        foreach (var stage in stages)
        {
            table.Add(
                stage.Stage,
                stage.Table,
                TextTable.Number(stage.Read),
                TextTable.Number(stage.Written),
                TextTable.Number(stage.Rejected),
                TextTable.Number(stage.Duplicate),
                stage.Derived is { } derived ? TextTable.Number(derived) : "",
                Seconds(stage.Elapsed.TotalSeconds));
        }

        table.Write(target);
    }

    public static void WriteTables(TextWriter target, IReadOnlyList<CatalogTable> tables)
    {
        var text = new TextTable(["database", "table", "rows", "columns", "location"], 2, 3);
        foreach (var table in tables)
            text.Add(table.Database, table.Name, TextTable.Number(table.Rows), TextTable.Number(table.Columns.Count), table.Location);
        text.Write(target);
    }

    public static string Seconds(double seconds) => seconds.ToString(seconds < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture) + " s";
}
