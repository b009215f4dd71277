namespace Granary.Projects.Fpac.Environments;

/// <summary>How the Glue jobs of a pipeline run.</summary>
public sealed record JobOptions
{
    /// <summary>Two numbers with a dot. 5.0 unless set.</summary>
    public string GlueVersion { get; init; } = "5.0";

    /// <summary>The size of a worker, such as <c>G.1X</c>.</summary>
    public string WorkerType { get; init; } = "G.1X";

    /// <summary>1 to 299; the most there will be where <see cref="AutoScaling"/> is on.</summary>
    public int NumberOfWorkers { get; init; } = 2;

    /// <summary>1 to 10,080 (seven days).</summary>
    public int TimeoutMinutes { get; init; } = 60;

    /// <summary>Tries after the first. 0 to 10.</summary>
    public int MaxRetries { get; init; }

    /// <summary>Runs at the same time. 1 to 1,000.</summary>
    public int MaxConcurrency { get; init; } = 1;

    /// <summary>Names of Glue connections, each once, in the order of the file.</summary>
    public IReadOnlyList<string> Connections { get; init; } = [];

    /// <summary>
    /// Arguments that follow from the file (metrics, logs, bookmarks, auto-scaling, …), its <c>JobParameters</c> merged last.
    /// Names begin with <c>--</c>. What a job needs to know of its pipeline (<c>--env</c>, <c>--step</c>, …) is not among them.
    /// </summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = DefaultArguments;

    /// <summary>Whether Glue may use fewer workers than <see cref="NumberOfWorkers"/>. <see cref="Arguments"/> says so to Glue.</summary>
    public bool AutoScaling { get; init; }

    static IReadOnlyDictionary<string, string> DefaultArguments { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["--enable-metrics"] = "true",
        ["--enable-continuous-cloudwatch-log"] = "true",
    };
}
