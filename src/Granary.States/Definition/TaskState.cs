using Granary.States.Expressions;
using Granary.States.Tasks;

namespace Granary.States.Definition;

/// <summary>Work done by a function, a service or an activity.</summary>
public sealed record TaskState : WorkState
{
    public override string Type => "Task";

    /// <summary>What does the work: an ARN such as <c>arn:aws:states:::lambda:invoke</c>.</summary>
    public required TaskResource Resource { get; init; }

    /// <summary>How long one try may take; 99,999,999 seconds when null.</summary>
    public Duration? Timeout { get; init; }

    /// <summary>How long one try may be silent.</summary>
    public Duration? Heartbeat { get; init; }

    /// <summary>The role to work as.</summary>
    public Template? Credentials { get; init; }
}
