using System.Text;
using System.Text.Json.Nodes;
using Granary.Emulator;
using Granary.Emulator.StepFunctions;
using Granary.Platform.Items;
using Granary.Platform.Notices;
using Granary.Platform.Objects;
using Granary.Platform.Secrets;
using Granary.States.Definition;
using Granary.States.Tasks;

namespace Granary.Simulator.Mocks;

/// <summary>What is used instead of everything that is not the state machine itself.</summary>
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

    /// <summary>The names of the queues that there are; null when the mocks do not speak of queues, and each exists.</summary>
    public HashSet<string>? Queues { get; set; }

    /// <summary>The names of the topics that there are; null when the mocks do not speak of topics, and each exists.</summary>
    public HashSet<string>? Topics { get; set; }

    /// <summary>Contents by bucket and key.</summary>
    public Dictionary<string, Dictionary<string, string>> Buckets { get; } = new(StringComparer.Ordinal);

    /// <summary>Items in DynamoDB JSON by table, with the names of its key's attributes where the mocks say them.</summary>
    public Dictionary<string, (IReadOnlyList<string>? Key, IReadOnlyList<JsonObject> Items)> Items { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Secrets { get; } = new(StringComparer.Ordinal);

    public MockAnswers? TaskOf(TaskResource resource) => Tasks.GetValueOrDefault(TaskKey(resource.Arn));

    public static string TaskKey(string resource) =>
        resource.StartsWith(ServicePrefix, StringComparison.Ordinal) ? resource[ServicePrefix.Length..] : resource;

    /// <summary>What the mocks have put there, for one run to work on.</summary>
    public ServiceStores Stores(MemoryObjects objects, ITaskTokens tokens, IExecutions executions, TimeProvider clock)
    {
        foreach (var (bucket, contents) in Buckets)
        {
            objects.AddBucket(bucket);
            foreach (var (key, text) in contents)
                objects.Put(new(bucket, key), Encoding.UTF8.GetBytes(text), ObjectHeader.Default);
        }

        var items = new MemoryItems(clock);
        foreach (var (table, (key, all)) in Items)
            items.Add(table, key, all);
        return new(objects, items, new MemoryNotices(Queues, Topics), new MemorySecrets(Secrets), tokens, executions);
    }
}
