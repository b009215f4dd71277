namespace Granary.Tables.Stages;

/// <summary>A job on tables that runs in this process: what its script is in an account.</summary>
public interface ITableJob
{
    /// <exception cref="Granary.Model.ProblemException">The job failed; the problems say why.</exception>
    /// <exception cref="JobException">The job cannot begin.</exception>
    Task RunAsync(TableJobRun run, CancellationToken cancellationToken);
}

/// <summary>One start of a job.</summary>
/// <param name="Script">The file name of the job's script.</param>
/// <param name="Arguments">The job's default arguments under those of this start; names with their two hyphens.</param>
public sealed record TableJobRun(string Script, IReadOnlyDictionary<string, string> Arguments, ITableHome Home, IStageEngine Engine)
{
    /// <param name="name">Without hyphens.</param>
    /// <exception cref="JobException">The argument is missing.</exception>
    public string Argument(string name) =>
        Arguments.TryGetValue($"--{name}", out var value) && value.Length > 0
            ? value
            : throw new JobException($"The argument --{name} is missing.");
}

/// <summary>A job cannot begin.</summary>
public sealed class JobException(string message) : Exception(message);
