using System.Text.Json.Nodes;

namespace Granary.Testing.CommandLine;

/// <summary>The object that <c>run --json</c> writes, its ledger proved.</summary>
public sealed class RunReport
{
    readonly CommandResult _command;
    readonly JsonObject _run;

    public RunReport(CommandResult command)
    {
        _command = command;
        _run = command.Object;
        RequireLedger();
    }

    public int ExitCode => _command.ExitCode;

    public string Errors => _command.Errors;

    public JsonObject Json => _run;

    public string RunId => (string)_run["runId"]!;

    public string? JobId => (string?)_run["jobId"];

    public string Status => (string)_run["status"]!;

    public string Outcome => (string)_run["outcome"]!;

    public string? Error => (string?)_run["error"];

    public string? Cause => (string?)_run["cause"];

    public IReadOnlyList<JsonObject> Stages => [.. _run["stages"]!.AsArray().Select(s => s!.AsObject())];

    public IReadOnlyList<JsonObject> Tables => [.. _run["tables"]!.AsArray().Select(t => t!.AsObject())];

    public JsonObject Table(string name) => Tables.Single(t => (string)t["name"]! == name);

    /// <summary>The data's columns of a published table, each as "name type".</summary>
    public IReadOnlyList<string> ColumnsOf(string table) =>
        [.. Table(table)["columns"]!.AsArray().Select(c => $"{c!["name"]} {c["type"]}")];

    /// <summary>The notes of all stages of a table.</summary>
    public string NotesOf(string table) =>
        string.Join('\n', Stages.Where(s => (string)s["table"]! == table).SelectMany(s => s["notes"]!.AsArray()).Select(n => (string)n!));

    public StageRows Rows(string stage, string table) =>
        StageRows.Of(Stages.Single(s => (string)s["stage"]! == stage && (string)s["table"]! == table));

    public IReadOnlyList<JsonObject> Files(string stage, string table) =>
        [
            .. Stages.Single(s => (string)s["stage"]! == stage && (string)s["table"]! == table)["files"]!
                .AsArray()
                .Select(f => f!.AsObject()),
        ];

    /// <summary>Makes sure of how the run and the command ended.</summary>
    public RunReport Ends(string status, string outcome, int exitCode)
    {
        Assert.True(
            (status, outcome, exitCode) == (Status, Outcome, ExitCode),
            $"{Status} {Outcome} {ExitCode} instead of {status} {outcome} {exitCode}\n{_command}");
        return this;
    }

    public RunReport Succeeds() => Ends("SUCCEEDED", "Succeeded", 0);

    public RunReport Fails() => Ends("FAILED", "Failed", 1);

    /// <summary>
    /// For every file and stage: records = skipped + read, and read = written + rejected + duplicates; a stage is the sum of its files.
    /// </summary>
    void RequireLedger()
    {
        foreach (var stage in Stages)
        {
            var files = stage["files"]!.AsArray().Select(f => f!.AsObject()).ToList();
            foreach (var file in files)
            {
                var rows = StageRows.Of(file);
                Assert.True((long)file["records"]! == (long)file["rowsSkipped"]! + rows.Read, $"records = skipped + read: {file}");
                Assert.True(rows.Read == rows.Written + rows.Rejected + rows.Duplicate, $"read = written + rejected + duplicates: {file}");
            }

            if (stage["rowsDerived"] is null)
                Assert.Equal(files.Aggregate(new StageRows(0, 0, 0, 0), (sum, f) => sum + StageRows.Of(f)), StageRows.Of(stage));
        }
    }
}

/// <summary>The rows of a stage or of one of its files.</summary>
public sealed record StageRows(long Read, long Written, long Rejected = 0, long Duplicate = 0)
{
    public static StageRows Of(JsonObject json) =>
        new((long)json["rowsRead"]!, (long)json["rowsWritten"]!, (long)json["rowsRejected"]!, (long)json["rowsDuplicate"]!);

    public static StageRows operator +(StageRows left, StageRows right) =>
        new(left.Read + right.Read, left.Written + right.Written, left.Rejected + right.Rejected, left.Duplicate + right.Duplicate);
}
