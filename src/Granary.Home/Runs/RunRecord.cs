using Granary.Platform.Catalog;
using Granary.Platform.Runs;
using Granary.Platform.Stacks;
using Granary.Tables.Ledger;

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
    Concurrency? Concurrency,
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

/// <summary>A run as it is written down before anything of it happens.</summary>
/// <param name="Request">What was asked for, as JSON text: all that another process needs to resume the run.</param>
/// <param name="Concurrency">How many runs of one key go on at once; null for a run that need not wait.</param>
/// <param name="RetryOf">The run that this one does over from one of its states.</param>
sealed record NewRun(
    string RunId, string Project, string Environment, string ExecutionArn, string Request, Concurrency? Concurrency, string? RetryOf = null
);

/// <summary>What a run came to: nothing better than its worst part.</summary>
static class Outcomes
{
    public static RunOutcome Of(
        RunStatus status, IReadOnlyList<StageAccount> stages, IReadOnlyList<CatalogTable> published, bool crawled) =>
        status switch
        {
            RunStatus.Aborted => RunOutcome.Cancelled,
            RunStatus.TimedOut => RunOutcome.TimedOut,
            RunStatus.Failed or RunStatus.Running => RunOutcome.Failed,
            _ when !crawled => RunOutcome.Partial,
            _ when stages.Any(s => s.Rejected > 0) => RunOutcome.SucceededWithRejects,
            _ when published.Sum(t => t.Rows) == 0 => RunOutcome.Empty,
            _ => RunOutcome.Succeeded,
        };
}
