using System.Diagnostics.CodeAnalysis;
using Granary.Model;

namespace Granary.States.Tasks;

/// <summary>Who does a task's work.</summary>
public enum TaskResourceKind
{
    /// <summary>A service: <c>arn:aws:states:::lambda:invoke</c>.</summary>
    Service,

    /// <summary>A Lambda function named by its own ARN.</summary>
    Function,

    /// <summary>A worker that asks for tasks.</summary>
    Activity,

    /// <summary>Something else, or a placeholder that is still to be filled.</summary>
    Other,
}

/// <summary>When a task is done.</summary>
public enum TaskPattern
{
    /// <summary>When the service has answered.</summary>
    RequestResponse,

    /// <summary><c>.sync</c>: when the job has ended.</summary>
    Sync,

    /// <summary><c>.sync:2</c>: the same, with JSON output in place of its text.</summary>
    Sync2,

    /// <summary><c>.waitForTaskToken</c>: when somebody gives back the token.</summary>
    WaitForTaskToken,
}

/// <summary>The Resource of a Task state, taken apart as the events of a history show it.</summary>
public sealed record TaskResource
{
    const string ServicePrefix = "arn:aws:states:::";

    TaskResource(string arn) => Arn = arn;

    public string Arn { get; }

    public TaskResourceKind Kind { get; private init; }

    /// <summary>The service: <c>lambda</c>, <c>aws-sdk:glue</c>. Empty when it is no service.</summary>
    public string Service { get; private init; } = "";

    /// <summary>The action with its pattern, as events name it: <c>startJobRun.sync</c>. The whole ARN when it is no service.</summary>
    public string Action { get; private init; } = "";

    /// <summary>The action alone: <c>startJobRun</c>.</summary>
    public string Operation => Action.IndexOf('.') is > 0 and var dot ? Action[..dot] : Action;

    public TaskPattern Pattern { get; private init; }

    /// <summary>Whether the ARN holds a <c>${placeholder}</c> that a deployer has to fill.</summary>
    public bool HasPlaceholder => Arn.Contains("${", StringComparison.Ordinal);

    /// <exception cref="ProblemException">GR2015: not an ARN of a known shape.</exception>
    public static TaskResource Parse(string arn) =>
        TryParse(arn, out var resource, out var why) ? resource : throw new ProblemException(new Problem("GR2015", ProblemKind.Usage,
            why));

    /// <param name="why">A sentence about the ARN.</param>
    public static bool TryParse(string arn, [NotNullWhen(true)] out TaskResource? resource, [NotNullWhen(false)] out string? why)
    {
        (resource, why) = (null, null);
        if (arn.StartsWith(ServicePrefix, StringComparison.Ordinal))
        {
            var service = arn[ServicePrefix.Length..];
            var colon = service.IndexOf(':');
            if (service.StartsWith("aws-sdk:", StringComparison.Ordinal))
                colon = service.IndexOf(':', colon + 1);
            if (colon < 0)
                why = $"'{arn}' names a service without an action.";
            else if (PatternOf(service[(colon + 1)..]) is not { } pattern)
                why = $"'{arn}' ends in no pattern that there is: .sync, .sync:2, .waitForTaskToken.";
            else if ((why = ServiceActions.Refusal(service[..colon], service[(colon + 1)..])) is null)
                resource = new(arn)
                {
                    Kind = TaskResourceKind.Service,
                    Service = service[..colon],
                    Action = service[(colon + 1)..],
                    Pattern = pattern,
                };
        }
        else if (arn.Contains(':') || arn.Contains("${", StringComparison.Ordinal))
        {
            resource = new(arn) { Kind = KindOf(arn.Split(':')), Action = arn };
        }
        else
        {
            why = $"'{arn}' is not an ARN.";
        }

        return resource is not null;
    }

    public static implicit operator TaskResource(string arn) => Parse(arn);

    public override string ToString() => Arn;

    static TaskPattern? PatternOf(string action) => action.IndexOf('.') switch
    {
        < 0 => TaskPattern.RequestResponse,
        var dot => action[dot..] switch
        {
            ".sync" => TaskPattern.Sync,
            ".sync:2" => TaskPattern.Sync2,
            ".waitForTaskToken" => TaskPattern.WaitForTaskToken,
            _ => null,
        },
    };

    static TaskResourceKind KindOf(string[] parts) => parts switch
    {
        [_, _, "lambda", _, _, "function", ..] => TaskResourceKind.Function,
        [_, _, "states", _, _, "activity", ..] => TaskResourceKind.Activity,
        _ => TaskResourceKind.Other,
    };
}
