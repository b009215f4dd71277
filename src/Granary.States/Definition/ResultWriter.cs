using Granary.States.Expressions;
using Granary.States.Tasks;

namespace Granary.States.Definition;

/// <summary>What becomes of the results of a distributed map.</summary>
/// <remarks>Source: Step Functions developer guide, "ResultWriter (Map)".</remarks>
public sealed record ResultWriter
{
    /// <summary><c>s3:putObject</c>; null when the results are the state's.</summary>
    public TaskResource? Resource { get; init; }

    /// <summary>Bucket and Prefix.</summary>
    public Template? Parameters { get; init; }

    /// <summary>
    /// Null for the usual: <see cref="ResultTransformation.None"/> where the results are written, else
    /// <see cref="ResultTransformation.Compact"/>.
    /// </summary>
    public ResultTransformation? Transformation { get; init; }

    public ResultFormat Format { get; init; }
}

public enum ResultTransformation
{
    /// <summary>Each result with all that is known of its execution.</summary>
    None,

    /// <summary>The outputs.</summary>
    Compact,

    /// <summary>The outputs; the items of those that are lists.</summary>
    Flatten,
}

/// <summary>Under the service's names.</summary>
public enum ResultFormat
{
    Json,

    /// <summary>A result a line.</summary>
    Jsonl,
}
