using Granary.Home.Runs;
using Granary.Platform.Stacks;

namespace Granary.Home.Jobs;

/// <summary>One start of a job.</summary>
/// <param name="Lease">Of the run of the home that it belongs to.</param>
/// <param name="Arguments">The job's default arguments under those of this start; names with their two hyphens.</param>
/// <param name="OnRows">Called with numbers of rows as they are read, from any thread.</param>
sealed record JobRun(RunLease Lease, JobResource Job, IReadOnlyDictionary<string, string> Arguments, Action<string, long> OnRows)
{
    public string RunId => Lease.RunId;

    /// <exception cref="JobException">The argument is missing.</exception>
    public string Argument(string name) =>
        Arguments.TryGetValue($"--{name}", out var value) && value.Length > 0
            ? value
            : throw new JobException($"The argument --{name} is missing.");
}

/// <summary>A kind of job that runs in-process: what its script is in an account.</summary>
interface IJob
{
    /// <exception cref="Granary.Model.ProblemException">The job failed; the problems say why.</exception>
    Task RunAsync(JobRun run, CancellationToken cancellationToken);
}

/// <summary>A job could not begin.</summary>
sealed class JobException(string message) : Exception(message);
