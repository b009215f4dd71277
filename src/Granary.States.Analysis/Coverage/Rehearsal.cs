using System.Text.Json.Nodes;
using Granary.States.Analysis.Flow;
using Granary.States.Clocks;
using Granary.States.Definition;
using Granary.States.Execution;
using Granary.States.History;
using Granary.States.Resuming;
using Granary.States.Tasks;

namespace Granary.States.Analysis.Coverage;

/// <summary>Runs a machine once as it was planned, under a clock that takes no time.</summary>
sealed class Rehearsal : ITaskRunner, IHistory
{
    static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly CoveragePlan _plan;
    readonly Dictionary<string, Answer[]> _answers;
    readonly Dictionary<string, int> _asked = new(StringComparer.Ordinal);

    public Rehearsal(CoveragePlan plan)
    {
        _plan = plan;
        _answers = plan
            .Answers.GroupBy(a => a.State, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.SelectMany(a => Enumerable.Repeat(a, a.Times)).ToArray(), StringComparer.Ordinal);
    }

    /// <summary>The states that were entered, in order.</summary>
    public List<string> Entered { get; } = [];

    public ExecutionResult Run(StateMachineDefinition definition, StateMachineType type)
    {
        var clock = new VirtualClock(Start);
        return clock.Run(() => new Interpreter(this, this, clock) { Random = new(1), MaxEvents = 200_000 }.RunAsync(definition, new()
        {
            ExecutionArn = "arn:aws:states:us-east-1:111111111111:execution:machine:rehearsal",
            Name = "rehearsal",
            StateMachineArn = "arn:aws:states:us-east-1:111111111111:stateMachine:machine",
            StateMachineName = "machine",
            RoleArn = "arn:aws:iam::111111111111:role/states",
            Input = _plan.Input,
            StartTime = Start,
            Type = type,
        }));
    }

    public ValueTask AppendAsync(HistoryEvent happened, CancellationToken cancellationToken)
    {
        if (happened.Details is HistoryDetails.StateEntered entered)
            Entered.Add(entered.Name);
        return ValueTask.CompletedTask;
    }

    public ValueTask FlushAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public (IHistory History, Past? Past) OfChild(ExecutionStart child, long began) => (new NoHistory(), null);

    public async Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        var asked = _asked[call.StateName] = _asked.GetValueOrDefault(call.StateName) + 1;

        // What was not planned for is not reached, or reached again by iterations that are all alike.
        if (_answers.GetValueOrDefault(call.StateName) is not { } answers)
            return new JsonObject();
        var answer = answers[(asked - 1) % answers.Length];
        if (answer.Error is not null)
            throw new TaskFailedException(_plan.ErrorOf(answer), _plan.CauseOf(answer));
        if (call.Resource.Pattern is TaskPattern.Sync or TaskPattern.Sync2 or TaskPattern.WaitForTaskToken)
            await call.ReportSubmittedAsync(new JsonObject());
        var result = _plan.ResultOf(answer);
        if (call.Resource is { Service: "lambda", Pattern: TaskPattern.RequestResponse } && result is JsonObject invoked)
        {
            invoked["ExecutedVersion"] ??= "$LATEST";
            invoked["Payload"] ??= new JsonObject();
            invoked["StatusCode"] ??= 200;
        }

        return result;
    }
}
