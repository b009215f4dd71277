using System.Text.Json.Nodes;
using Granary.States.Clocks;
using Granary.States.Definition;
using Granary.States.Execution;
using Granary.States.History;
using Granary.States.Reading;
using Granary.States.Resuming;
using Granary.States.Tasks;

namespace Granary.States.Tests;

/// <summary>Runs definitions under a clock that needs no time, and keeps the events.</summary>
sealed class Machine : IHistory, ITaskRunner
{
    public List<HistoryEvent> Events { get; } = [];

    public List<TaskCall> Calls { get; } = [];

    public static DateTimeOffset Start { get; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public VirtualClock Clock { get; init; } = new(Start);

    /// <summary>What tasks answer; unless set, what they were given.</summary>
    public Func<TaskCall, CancellationToken, Task<JsonNode?>> Task { get; init; } =
        (call, _) => System.Threading.Tasks.Task.FromResult(call.Parameters);

    /// <summary>What the readers and writers of distributed maps find.</summary>
    public InMemoryBuckets Buckets { get; init; } = new([]);

    public string Name { get; init; } = "machine";

    public StateMachineType Type { get; init; }

    public IEnumerable<string> EventTypes => Events.Select(e => e.Type.ToString());

    public ExecutionResult Run(string definition, JsonNode? input = null) =>
        Run(DefinitionReader.Read(definition, "test.asl.json").GetDefinition(), input ?? new JsonObject());

    public ExecutionResult Run(StateMachineDefinition definition, JsonNode? input, CancellationToken cancellationToken = default) =>
        Clock.Run(() => new Interpreter(this, this, Clock) { Random = new(7) }.RunAsync(definition, StartWith(input), cancellationToken));

    public ValueTask AppendAsync(HistoryEvent happened, CancellationToken cancellationToken)
    {
        Events.Add(happened);
        return ValueTask.CompletedTask;
    }

    public ValueTask FlushAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public (IHistory History, Past? Past) OfChild(ExecutionStart child, long began) => (new NoHistory(), null);

    Task<JsonNode?> ITaskRunner.RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        Calls.Add(call);
        return call.Resource.Service == "s3"
            ? System.Threading.Tasks.Task.FromResult<JsonNode?>(Buckets.Answer(call))
            : Task(call, cancellationToken);
    }

    public ExecutionStart StartWith(JsonNode? input) => new()
    {
        ExecutionArn = $"arn:aws:states:us-east-1:111111111111:execution:{Name}:run-1",
        Name = "run-1",
        StateMachineArn = $"arn:aws:states:us-east-1:111111111111:stateMachine:{Name}",
        StateMachineName = Name,
        RoleArn = "arn:aws:iam::111111111111:role/states",
        Input = input,
        StartTime = Clock.GetUtcNow(),
        Type = Type,
    };
}
