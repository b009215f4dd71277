using System.Text.Json.Nodes;
using Granary.States.Definition;
using Granary.States.Execution;

namespace Granary.States.Tests.Execution;

/// <summary>What the service allows one execution.</summary>
public sealed class QuotaTests
{
    const string Loop =
        """
        {"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Choice","Choices":[{"Variable":"$.stop","IsPresent":true,
        "Next":"C"}],"Default":"A"},"C":{"Type":"Succeed"}}}
        """;

    [Fact]
    public void A_standard_execution_fails_with_its_25_000th_event()
    {
        var machine = new Machine();

        var result = machine.Run(Loop);

        Assert.Equal((ExecutionStatus.Failed, "States.Runtime"), (result.Status, result.Error));
        Assert.Equal("The execution reached the maximum number of history events (25000).", result.Cause);
        Assert.Equal((25_000, "ExecutionFailed"), (machine.Events[^1].Id, machine.EventTypes.Last()));
    }

    [Fact]
    public void Nothing_retries_or_catches_that_a_history_is_full()
    {
        var machine = new Machine();

        var result = machine.Run("""
            {"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,
              "Retry":[{"ErrorEquals":["States.ALL"]}],"Catch":[{"ErrorEquals":["States.ALL"],"Next":"Caught"}],
              "Branches":[
                {"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},
                "B":{"Type":"Choice","Choices":[{"Variable":"$.stop","IsPresent":true,"Next":"C"}],"Default":"A"},"C":{"Type":"Succeed"}}},
                {"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":60,"End":true}}}]},
              "Caught":{"Type":"Succeed"}}}
            """);

        Assert.Equal((ExecutionStatus.Failed, "States.Runtime"), (result.Status, result.Error));
        Assert.Equal(25_000, machine.Events.Count);
    }

    [Fact]
    public void An_express_execution_has_more_events_and_five_minutes()
    {
        var machine = new Machine { Type = StateMachineType.Express };

        var result = machine.Run("""{"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":301,"End":true}}}""");

        Assert.Equal(ExecutionStatus.TimedOut, result.Status);
        Assert.Equal(Machine.Start.AddMinutes(5), machine.Events[^1].Timestamp);
    }

    [Fact]
    public void An_execution_may_take_longer_than_one_timer_can()
    {
        var machine = new Machine();

        var result = machine.Run(
            """{"TimeoutSeconds":8640000,"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":8640001,"End":true}}}"""
        );

        Assert.Equal(ExecutionStatus.TimedOut, result.Status);
        Assert.Equal(Machine.Start.AddDays(100), machine.Events[^1].Timestamp);
    }

    [Fact]
    public void A_state_cannot_give_more_than_256_KiB()
    {
        var result = new Machine().Run(
            """{"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{"a.$":"$","b.$":"$"},"End":true}}}""",
            JsonValue.Create(new string('x', 140_000)));

        Assert.Equal((ExecutionStatus.Failed, "States.DataLimitExceeded"), (result.Status, result.Error));
    }

    [Theory]
    [InlineData("{'not': 'json'", "Unexpected character (''' (code 39)): was expecting double-quote to start field name")]
    [InlineData(
        "not json", "Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')")]
    [InlineData("", "Invalid execution input.")]
    [InlineData("{\"a\":[1, {\"b\" 2}]}", "Unexpected character ('2' (code 50)): was expecting a colon to separate field name and value")]
    [InlineData("[1 2]", "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries")]
    public void Text_that_is_not_JSON_starts_nothing(string text, string why)
    {
        Assert.False(ExecutionInput.TryRead(text, out _, out var refusal));

        Assert.Equal(new("InvalidExecutionInput", $"Invalid State Machine Execution Input: '{why}'"), refusal);
    }

    [Fact]
    public void An_input_of_more_than_256_KiB_starts_nothing()
    {
        Assert.False(ExecutionInput.TryRead($"\"{new string('x', 262_143)}\"", out _, out var refusal));
        Assert.Equal("States.DataLimitExceeded", refusal.Error);
        Assert.True(ExecutionInput.TryRead($"\"{new string('x', 262_142)}\"", out _, out _));
    }
}
