using System.Text.Json.Nodes;
using Granary.States.Definition;
using Granary.States.Execution;
using Granary.States.Reading;
using Granary.States.Resuming;
using Granary.States.Tasks;

namespace Granary.States.Tests.Resuming;

public sealed class RedriveTests
{
    [Theory]
    [InlineData("")]
    [InlineData(""" "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Tell"}],""")]
    public void Goes_on_from_the_step_that_failed_also_when_its_catch_led_to_the_failed_end(string catching)
    {
        var definition = Read("""
            {"StartAt": "A", "States": {
              "A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"},
              "ResultPath": "$.a", "Next": "Which"},
              "Which": {"Type": "Choice", "Choices": [{"Variable": "$.never", "IsPresent": true, "Next": "Tell"}], "Default": "B"},
              "B": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"},
              "ResultPath": "$.b", CATCHING "Next": "C",
                    "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 1}]},
              "C": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"},
              "ResultPath": "$.c", "End": true},
              "Tell": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"}, "Next": "Bad"},
              "Bad": {"Type": "Fail", "Error": "Told"}}}
            """.Replace("CATCHING", catching, StringComparison.Ordinal));
        var result = Redrive(definition, failing: "B", [], out var calls);
        Assert.Equal(ExecutionStatus.Succeeded, result.Status);
        Assert.Equal(["B", "C"], calls.Select(c => c.StateName));
        Assert.NotNull(calls[0].TakenBackEventId);
        Assert.Null(calls[1].TakenBackEventId);
    }

    [Fact]
    public void Keeps_the_parts_that_are_done()
    {
        var definition = Read("""
            {"StartAt": "M", "States": {"M": {"Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 1, "End": true,
            "ItemProcessor": {"StartAt": "T", "States": {
              "T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f", "Payload.$": "$"},
              "End": true}}}}}}
            """);
        var result = Redrive(definition, failing: "2", new() { ["items"] = new JsonArray(1, 2, 3) }, out var calls);
        Assert.Equal(ExecutionStatus.Succeeded, result.Status);
        Assert.Equal(["2", "3"], calls.Select(c => c.Parameters!["Payload"]!.ToString()));
        Assert.Equal(3, result.Output!.AsArray().Count);
    }

    [Fact]
    public async Task An_execution_that_succeeded_is_not_redriven()
    {
        var machine = new Machine();
        var definition = Read("""{"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}""");
        machine.Run(definition, null);
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            new Interpreter(machine, machine, machine.Clock).RedriveAsync(definition, machine.StartWith(null), PastOf(machine)));
    }

    static StateMachineDefinition Read(string text) => DefinitionReader.Read(text, "test.asl.json").GetDefinition();

    static Past PastOf(Machine machine) => Past.Read(machine.Events.Select(e => new RecordedEvent(e.ToJson(), e.Trace.ToText())));

    static ExecutionResult Redrive(StateMachineDefinition definition, string failing, JsonObject input, out List<TaskCall> calls)
    {
        var broken = new Machine
        {
            Task = (call, _) => call.StateName == failing || call.Parameters!["Payload"]?.ToString() == failing
                ? throw new TaskFailedException("Broken", "it is")
                : Task.FromResult<JsonNode?>(new JsonObject { ["by"] = call.StateName }),
        };
        Assert.Equal(ExecutionStatus.Failed, broken.Run(definition, input).Status);

        var corrected = new Machine { Clock = broken.Clock };
        var result = corrected.Clock.Run(() =>
            new Interpreter(corrected, corrected, corrected.Clock).RedriveAsync(definition, broken.StartWith(input), PastOf(broken)));
        Assert.Equal("ExecutionRedriven", corrected.EventTypes.First());
        LegalHistory.Check(
            broken
                .Events.Concat(corrected.Events)
                .Select(e =>
                    (JsonNode.Parse(e.ToJson())!, Line: e.Trace.ToText() is { } t ? JsonNode.Parse(t)!["line"] as JsonArray : null)));
        calls = corrected.Calls;
        return result;
    }
}
