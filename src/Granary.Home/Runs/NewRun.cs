using Granary.Platform.Stacks;

namespace Granary.Home.Runs;

/// <summary>A run as it is written down before anything of it happens.</summary>
/// <param name="Request">What was asked for, as JSON text: all that another process needs to go on with the run.</param>
/// <param name="Concurrency">How many runs of one key go on at once; null for a run that need not wait.</param>
/// <param name="RetryOf">The run that this one does over from one of its states.</param>
sealed record NewRun(
    string RunId, string Project, string Environment, string ExecutionArn, string Request, Concurrency? Concurrency, string? RetryOf = null
);
