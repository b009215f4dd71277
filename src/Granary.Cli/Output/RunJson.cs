using System.Text.Json;
using Granary.Model.Datasets;
using Granary.Platform.Catalog;
using Granary.Platform.Runs;

namespace Granary.Cli.Output;

/// <summary>The JSON shapes of runs and tables. Documented in docs/architecture.md, "JSON".</summary>
static class RunJson
{
    /// <summary>The whole run: its head, its ledger, the tables it published.</summary>
    public static void Write(TextWriter target, RunDetails details) => JsonLines.Write(target, json =>
    {
        WriteHead(json, details.Run);
        json.WriteList("stages", details.Stages, WriteStage);
        json.WriteList("tables", details.Tables, WriteTable);
    });

    public static void WriteHead(TextWriter target, RunSummary run) => JsonLines.Write(target, json => WriteHead(json, run));

    public static void WriteTable(TextWriter target, CatalogTable table) => JsonLines.Write(target, json => WriteTable(json, table));

    /// <summary>A version: the table as it was, and how it was made.</summary>
    public static void WriteVersion(TextWriter target, VersionSummary version) => JsonLines.Write(target, json =>
    {
        WriteTable(json, version.Table);
        json.WriteString("runId", version.RunId);
        json.WriteString("publishedAt", Timestamps.Text(version.PublishedAt));
        json.WriteString("load", version.Table.Load.Text());
        json.WriteString("cursorColumn", version.CursorColumn);
        json.WriteString("cursorValue", version.CursorValue);
        json.WriteBoolean("isCurrent", version.IsCurrent);
    });

    static void WriteHead(Utf8JsonWriter json, RunSummary run)
    {
        json.WriteString("runId", run.RunId);
        json.WriteString("executionArn", run.ExecutionArn);
        json.WriteString("status", run.Status.Text());
        json.WriteString("detail", run.Detail);
        json.WriteString("outcome", run.Outcome?.ToString());
        json.WriteString("jobId", run.JobId);
        json.WriteString("startedAt", Timestamps.Text(run.StartedAt));
        json.WriteString("endedAt", run.EndedAt is { } ended ? Timestamps.Text(ended) : null);
        json.WriteString("project", run.Project);
        json.WriteString("environment", run.Environment);
        json.WriteString("error", run.Error);
        json.WriteString("cause", run.Cause);
        json.WriteString("lastState", run.LastState);
        json.WriteString("retryOf", run.RetryOf);
    }

    static void WriteStage(Utf8JsonWriter json, StageSummary stage)
    {
        json.WriteString("stage", stage.Stage);
        json.WriteString("table", stage.Table);
        json.WriteNumber("seconds", Math.Round(stage.Elapsed.TotalSeconds, 3));
        json.WriteNumber("rowsRead", stage.Read);
        json.WriteNumber("rowsWritten", stage.Written);
        json.WriteNumber("rowsRejected", stage.Rejected);
        json.WriteNumber("rowsDuplicate", stage.Duplicate);
        if (stage.Derived is { } derived)
            json.WriteNumber("rowsDerived", derived);
        else
            json.WriteNull("rowsDerived");
        json.WriteList("files", stage.Files, WriteFile);
        json.WriteStartArray("notes");
        foreach (var note in stage.Notes)
            json.WriteStringValue(note);
        json.WriteEndArray();
    }

    static void WriteFile(Utf8JsonWriter json, FileSummary file)
    {
        json.WriteString("path", file.Path);
        json.WriteString("sha256", file.Sha256);
        json.WriteNumber("bytes", file.Bytes);
        json.WriteNumber("records", file.Records);
        json.WriteNumber("rowsSkipped", file.Skipped);
        json.WriteNumber("rowsRead", file.Read);
        json.WriteNumber("rowsWritten", file.Written);
        json.WriteNumber("rowsRejected", file.Rejected);
        json.WriteNumber("rowsDuplicate", file.Duplicate);
    }

    static void WriteTable(Utf8JsonWriter json, CatalogTable table)
    {
        json.WriteString("database", table.Database);
        json.WriteString("name", table.Name);
        json.WriteString("location", table.Location);
        json.WriteNumber("rows", table.Rows);
        json.WriteList("columns", table.Columns, (j, c) =>
        {
            j.WriteString("name", c.Name);
            j.WriteString("type", c.Type);
        });
    }
}
