using Granary.Platform.Runs;
namespace Granary.Home.Runs;

/// <summary>A run: one start of a project's entry state machine.</summary>
/// <param name="Sequence">Counts the runs of a home from 1.</param>
/// <param name="Project">The folder below <c>projects/</c>.</param>
/// <param name="JobId">What the pipeline calls the run; null until it has a name for it.</param>
/// <param name="LeaseUntil">Until when its owner has it, unless the owner is gone; milliseconds since 1970.</param>
/// <param name="BegunAt">When it came to its turn; null while it waits for runs before it.</param>
/// <param name="RetryOf">The run that this one retries from one of its states; null for any other.</param>
/// <param name="Error">The name of the error that ended it.</param>
/// <param name="Cause">The message for people.</param>
/// <param name="IsLedgerDropped">Whether its ledger and rejected rows are no longer kept.</param>
sealed record RunRecord(
    string RunId,
    long Sequence,
    string Project,
    string Environment,
    string ExecutionArn,
    RunStatus Status,
    RunOutcome? Outcome,
    string? JobId,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    string? Error,
    string? Cause,
    string? LastState,
    long LeaseNumber,
    long LeaseUntil,
    string? ConcurrencyKey,
    DateTimeOffset? BegunAt,
    string? RetryOf,
    bool IsLedgerDropped)
{
    /// <param name="detail">As <see cref="RunSummary.Detail"/>.</param>
    public RunSummary ToSummary(string? detail) => new()
    {
        RunId = RunId,
        Project = Project,
        Environment = Environment,
        ExecutionArn = ExecutionArn,
        Status = Status,
        Outcome = Outcome,
        Detail = detail,
        JobId = JobId,
        StartedAt = StartedAt,
        EndedAt = EndedAt,
        Error = Error,
        Cause = Cause,
        LastState = LastState,
        RetryOf = RetryOf,
        HasLedger = !IsLedgerDropped,
    };
}
