using Granary.States.Definition;
using Granary.States.Tasks;

namespace Granary.Local.Mocks;

/// <summary>What stands in for everything that is not the state machine itself.</summary>
sealed class MockSet
{
    const string ServicePrefix = "arn:aws:states:::";

    /// <summary>By the function's name.</summary>
    public Dictionary<string, MockAnswers> Functions { get; } = new(StringComparer.Ordinal);

    /// <summary>By the Resource of the task, without <c>arn:aws:states:::</c>.</summary>
    public Dictionary<string, MockAnswers> Tasks { get; } = new(StringComparer.Ordinal);

    /// <summary>By the activity's name.</summary>
    public Dictionary<string, MockAnswers> Activities { get; } = new(StringComparer.Ordinal);

    /// <summary>What somebody sends back for a state's token, by the state's name.</summary>
    public Dictionary<string, MockAnswers> Tokens { get; } = new(StringComparer.Ordinal);

    /// <summary>By the state machine's name.</summary>
    public Dictionary<string, StateMachineDefinition> StateMachines { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of the queues that there are; null when the mocks do not speak of queues.</summary>
    public HashSet<string>? Queues { get; set; }

    public MockAnswers? TaskOf(TaskResource resource) => Tasks.GetValueOrDefault(TaskKey(resource.Arn));

    public static string TaskKey(string resource) => resource.StartsWith(ServicePrefix, StringComparison.Ordinal) ? resource[ServicePrefix.Length..] : resource;

    /// <summary>The name in a name or an ARN, without version or alias.</summary>
    public static string NameIn(string nameOrArn, string kind)
    {
        var at = nameOrArn.LastIndexOf($":{kind}:", StringComparison.Ordinal);
        var name = at < 0 ? nameOrArn : nameOrArn[(at + kind.Length + 2)..];
        return name.Split(':')[0];
    }

    /// <summary>The last part of a queue's address or ARN.</summary>
    public static string QueueIn(string address) => address[(address.LastIndexOfAny(['/', ':']) + 1)..];
}
