using System.Text.Json.Nodes;
using Granary.States.Clocks;
using Granary.States.Execution;
using Granary.States.Tasks;

namespace Granary.States.Tests.Execution;

/// <summary>Parallel and Map with parts that take time.</summary>
public sealed class SideBySideTests
{
    readonly VirtualClock _clock = new(Machine.Start);

    [Fact]
    public void Branches_take_as_long_as_the_longest()
    {
        var machine = new Machine { Clock = _clock };
        var before = _clock.GetUtcNow();

        var result = machine.Run("""
            {"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
              {"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 30, "Next": "A2"}, "A2": {"Type": "Pass", "Result": "a",
              "End": true}}},
              {"StartAt": "B", "States": {"B": {"Type": "Wait", "Seconds": 10, "Next": "B2"}, "B2": {"Type": "Pass", "Result": "b",
              "End": true}}}]}}}
            """);

        Assert.Equal("""["a","b"]""", result.Output!.ToJsonString());
        Assert.Equal(TimeSpan.FromSeconds(30), _clock.GetUtcNow() - before);
        Assert.Equal(
            [3L, 3L], machine.Events.Where(e => e.Type == History.HistoryEventType.WaitStateEntered).Select(e => e.PreviousEventId));
        Assert.Equal(Enumerable.Range(1, machine.Events.Count).Select(i => (long)i), machine.Events.Select(e => e.Id));
    }

    [Fact]
    public void The_first_branch_to_fail_ends_the_others()
    {
        var machine = new Machine { Clock = _clock };

        var result = machine.Run("""
            {"StartAt": "P", "States": {"P": {"Type": "Parallel", "Next": "Never", "Catch": [{"ErrorEquals": ["Broken"],
            "Next": "Caught"}], "Branches": [
              {"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 3600, "End": true}}},
              {"StartAt": "B", "States": {"B": {"Type": "Wait", "Seconds": 10, "Next": "B2"}, "B2": {"Type": "Fail", "Error": "Broken",
              "Cause": "why"}}}]},
              "Caught": {"Type": "Pass", "End": true}, "Never": {"Type": "Fail"}}}
            """);

        Assert.Equal("""{"Error":"Broken","Cause":"why"}""", result.Output!.ToJsonString());
        Assert.Equal(
            [
                "FailStateEntered", "WaitStateAborted", "ParallelStateFailed", "ParallelStateExited", "PassStateEntered", "PassStateExited",
                "ExecutionSucceeded",
            ],
            machine.EventTypes.SkipWhile(t => t != "FailStateEntered"));
    }

    [Theory]
    [InlineData(1, 30)]
    [InlineData(2, 20)]
    [InlineData(0, 10)]
    public void A_map_runs_as_many_iterations_at_once_as_it_may(int atOnce, int seconds)
    {
        var machine = Sleeper();
        var before = _clock.GetUtcNow();

        var result = machine.Run(Map($"\"MaxConcurrency\": {atOnce}"), JsonNode.Parse("""{"items": ["a", "b", "c"]}"""));

        Assert.Equal("""["a0","b1","c2"]""", result.Output!.ToJsonString());
        Assert.Equal(TimeSpan.FromSeconds(seconds), _clock.GetUtcNow() - before);
    }

    [Fact]
    public void A_failing_iteration_fails_the_map()
    {
        var machine = new Machine { Clock = _clock, Task = (_, _) => throw new TaskFailedException("Bad", "item") };

        var result = machine.Run(Map("\"MaxConcurrency\": 1"), JsonNode.Parse("""{"items": ["a", "b"]}"""));

        Assert.Equal(("Bad", "item"), (result.Error, result.Cause));
        Assert.Equal(
            ["TaskFailed", "TaskStateAborted", "MapIterationFailed", "MapStateFailed", "ExecutionFailed"],
            machine.EventTypes.SkipWhile(t => t != "TaskFailed"));
    }

    [Fact]
    public void An_iteration_does_not_change_the_variables_outside()
    {
        var machine = new Machine();

        var result = machine.Run("""
            {"StartAt": "A", "States": {
              "A": {"Type": "Pass", "Assign": {"x": "outer"}, "Next": "M"},
              "M": {"Type": "Map", "ItemsPath": "$.items", "Next": "Z", "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass",
              "Assign": {"y": "inner"}, "End": true}}}},
              "Z": {"Type": "Pass", "Parameters": {"x.$": "$x", "y.$": "$y"}, "End": true}}}
            """, JsonNode.Parse("""{"items": [1]}"""));

        Assert.Equal("States.Runtime", result.Error);
    }

    [Fact]
    public void A_distributed_map_tolerates_as_many_failures_as_it_says()
    {
        var machine = new Machine
        {
            Task = (call, _) =>
                call.Parameters!["id"]!.GetValue<string>() == "b1"
                    ? throw new TaskFailedException("Bad", "item")
                    : Task.FromResult<JsonNode?>(call.Parameters),
        };
        const string Distributed = """, "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"} """;
        var items = JsonNode.Parse("""{"items": ["a", "b"]}""")!;

        var tolerated = machine.Run(Map("\"ToleratedFailureCount\": 1", Distributed), items.DeepClone());
        var failed = machine.Run(Map("\"ToleratedFailureCount\": 0", Distributed), items.DeepClone());

        Assert.Equal(ExecutionStatus.Succeeded, tolerated.Status);
        Assert.Equal("States.ExceedToleratedFailureThreshold", failed.Error);
        Assert.Contains("MapRunFailed", machine.EventTypes);
        Assert.DoesNotContain("TaskScheduled", machine.EventTypes);
    }

    Machine Sleeper() => new()
    {
        Clock = _clock,
        Task = async (call, cancellationToken) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(10), _clock, cancellationToken);
            return call.Parameters!["id"]!.DeepClone();
        },
    };

    static string Map(string members, string processor = "") => $$$"""
        {"StartAt": "M", "States": {"M": {"Type": "Map", "ItemsPath": "$.items", {{{members}}}, "End": true,
          "ItemSelector": {"id.$": "States.Format('{}{}', $$.Map.Item.Value, $$.Map.Item.Index)"},
          "ItemProcessor": {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
          "End": true}}{{{processor}}}
          }
          }}
          }
        """;
}
