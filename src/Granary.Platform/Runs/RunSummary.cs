using Granary.Platform.Catalog;

namespace Granary.Platform.Runs;

/// <summary>One start of a project's entry state machine.</summary>
public sealed record RunSummary
{
    public required string RunId { get; init; }

    /// <summary>The folder below <c>projects/</c>.</summary>
    public required string Project { get; init; }

    /// <summary>The environment's name, or the path of its file.</summary>
    public required string Environment { get; init; }

    public required string ExecutionArn { get; init; }

    public required RunStatus Status { get; init; }

    /// <summary>Null while it is running.</summary>
    public RunOutcome? Outcome { get; init; }

    /// <summary>
    /// Of a running one: <c>interrupted</c> when its process is gone, <c>queued behind RUN</c> while it waits for its turn; else null.
    /// </summary>
    public string? Detail { get; init; }

    /// <summary>What the pipeline calls the run; null until it has a name for it.</summary>
    public string? JobId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null while it is running.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The name of the error that ended it.</summary>
    public string? Error { get; init; }

    /// <summary>The error's message.</summary>
    public string? Cause { get; init; }

    /// <summary>The state that failed first.</summary>
    public string? LastState { get; init; }

    /// <summary>The run that this one retries from one of its states; null for any other.</summary>
    public string? RetryOf { get; init; }

    /// <summary>Whether its ledger and rejected rows are kept: <c>ledger.keepDays</c> limits how long.</summary>
    public required bool HasLedger { get; init; }
}

/// <summary>A run with what it has done.</summary>
/// <param name="Stages">In the order they ended; empty when the ledger is no longer kept.</param>
/// <param name="Tables">The versions that it has published, whether or not readers still see them.</param>
public sealed record RunDetails(RunSummary Run, IReadOnlyList<StageSummary> Stages, IReadOnlyList<CatalogTable> Tables);

/// <summary>The row account of a stage and table: read = written + rejected + duplicate.</summary>
/// <param name="Derived">The rows that an author's SQL made of the written ones; null without such SQL.</param>
public sealed record StageSummary(
    string Stage, string Table, TimeSpan Elapsed, long Read, long Written, long Rejected, long Duplicate, long? Derived,
    IReadOnlyList<FileSummary> Files, IReadOnlyList<string> Notes);

/// <summary>The part of a stage's account that one file has.</summary>
/// <param name="Bytes">Its size as it was delivered.</param>
/// <param name="Records">The records that were found in it, skipped ones among them.</param>
public sealed record FileSummary(
    string Path, string Sha256, long Bytes, long Records, long Skipped, long Read, long Written, long Rejected, long Duplicate);

/// <summary>One start of a state machine.</summary>
/// <param name="Machine">The machine's name.</param>
/// <param name="ParentArn">The execution that started it; null for a run's own.</param>
/// <param name="ParentEvent">The id of the parent's event that asked for it; null for a run's own.</param>
public sealed record ExecutionSummary(string Arn, string Machine, string? ParentArn, long? ParentEvent);

/// <summary>An event of an execution.</summary>
/// <param name="Json">In the shape of GetExecutionHistory.</param>
public readonly record struct RunEvent(long Id, string Json);

/// <summary>A published version of a table.</summary>
/// <param name="Table">As it was then.</param>
/// <param name="CursorColumn">The column that an incremental load continues by; null without one, like its value.</param>
/// <param name="IsCurrent">Whether it is the version that readers see.</param>
public sealed record VersionSummary(
    CatalogTable Table, string RunId, DateTimeOffset PublishedAt, string? CursorColumn, string? CursorValue, bool IsCurrent);

/// <summary>A rejected row.</summary>
/// <param name="Line">Where the record begins, counted from 1.</param>
/// <param name="Column">Null when the whole record was rejected.</param>
/// <param name="Raw">The record's text, or the value's.</param>
public sealed record RejectSummary(
    string Stage, string File, long Line, string? Column, string Raw, string Code, string Reason);

/// <summary>A task that waits for its token.</summary>
/// <param name="Activity">The ARN of the activity whose workers may take it; null for any other task.</param>
/// <param name="Input">JSON text.</param>
/// <param name="Status"><c>WAITING</c> or <c>TAKEN</c>.</param>
/// <param name="CreatedAt">ISO 8601 in UTC, to the millisecond, like the other times.</param>
public sealed record WaitingTask(
    string Token, string ExecutionArn, string StateName, string? Activity, string Input, string Status, string? Worker, string CreatedAt,
    string? TakenAt, string? HeartbeatAt);
