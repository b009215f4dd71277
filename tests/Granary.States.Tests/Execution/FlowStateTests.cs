using System.Text.Json.Nodes;
using Granary.States.Execution;

namespace Granary.States.Tests.Execution;

public sealed class FlowStateTests
{
    readonly Machine _machine = new();

    [Theory]
    [InlineData("\"Seconds\": 90", 90)]
    [InlineData("\"SecondsPath\": \"$.seconds\"", 7)]
    [InlineData("\"Timestamp\": \"2026-01-02T04:04:05Z\"", 3600)]
    [InlineData("\"TimestampPath\": \"$.moment\"", 60)]
    [InlineData("\"Timestamp\": \"2020-01-01T00:00:00Z\"", 0)]
    [InlineData("\"Seconds\": 31000000", 31_000_000)]
    public void A_wait_holds_as_long_as_it_says(string how, long seconds)
    {
        var before = _machine.Clock.GetUtcNow();

        var result = Run($$"""{"Type": "Wait", {{how}}, "End": true}""", """{"seconds": 7, "moment": "2026-01-02T03:05:05Z"}""");

        Assert.Equal(ExecutionStatus.Succeeded, result.Status);
        Assert.Equal(TimeSpan.FromSeconds(seconds), _machine.Clock.GetUtcNow() - before);
    }

    [Theory]
    [InlineData("""{"Type": "Pass", "InputPath": "$.a", "ResultPath": "$.r", "End": true}""", """{"a":{"b":1},"r":{"b":1}}""")]
    [InlineData("""{"Type": "Pass", "InputPath": null, "End": true}""", "{}")]
    [InlineData("""{"Type": "Pass", "OutputPath": null, "End": true}""", "{}")]
    [InlineData("""{"Type": "Pass", "Result": 5, "ResultPath": null, "End": true}""", """{"a":{"b":1}}""")]
    [InlineData(
        """{"Type": "Pass", "Parameters": {"x.$": "$.a.b", "list": [{"y.$": "$.a"}]}, "OutputPath": "$.list[0]", "End": true}""",
        """{"y":{"b":1}}"""
    )]
    [InlineData("""{"Type": "Succeed", "InputPath": "$.a", "OutputPath": "$.b"}""", "1")]
    public void Input_and_output_go_through_their_paths(string state, string output) =>
        Assert.Equal(output, Run(state, """{"a":{"b":1}}""").Output!.ToJsonString());

    [Theory]
    [InlineData("$.a.x.y", "Invalid path '$.a.x.y' : Missing property in path $['a']['x']")]
    [InlineData("$.a.x", "Invalid path '$.a.x' : No results for path: $['a']['x']")]
    public void A_path_that_leads_nowhere_is_a_runtime_error(string path, string cause)
    {
        var result = Run($$"""{"Type": "Pass", "InputPath": "{{path}}", "End": true}""", """{"a":{"b":1}}""");

        Assert.Equal("States.Runtime", result.Error);
        Assert.EndsWith(cause, result.Cause);
    }

    [Fact]
    public void A_result_that_cannot_be_put_where_it_belongs_fails_the_state()
    {
        var result = Run("""{"Type": "Pass", "Result": 1, "ResultPath": "$.a.b.c", "End": true}""", """{"a":{"b":1}}""");

        Assert.Equal("States.ResultPathMatchFailure", result.Error);
    }

    [Theory]
    [InlineData("""{"Variable": "$.n", "NumericGreaterThan": 4}""", true)]
    [InlineData("""{"Variable": "$.n", "NumericLessThanEqualsPath": "$.limit"}""", true)]
    [InlineData("""{"Variable": "$.n", "StringEquals": "5"}""", false)]
    [InlineData("""{"Variable": "$.name", "StringMatches": "log-*.txt"}""", true)]
    [InlineData("""{"Variable": "$.name", "StringMatches": "log-\\*.txt"}""", false)]
    [InlineData("""{"Variable": "$.at", "TimestampLessThan": "2026-01-01T01:00:00+01:00"}""", false)]
    [InlineData("""{"Variable": "$.at", "TimestampEquals": "2026-01-01T01:00:00+01:00"}""", true)]
    [InlineData("""{"Variable": "$.none", "IsPresent": false}""", true)]
    [InlineData("""{"Variable": "$.nil", "IsNull": true}""", true)]
    [InlineData(
        """
        {"Not": {"And": [{"Variable": "$.n", "IsNumeric": true}, {"Or": [{"Variable": "$.name", "IsBoolean": true}, {"Variable": "$.at",
        "IsTimestamp": true}]}]}}
        """, false)]
    public void A_choice_takes_the_first_rule_that_holds(string rule, bool holds)
    {
        var definition = JsonNode.Parse(
            """
            {"StartAt": "C", "States": {"C": {"Type": "Choice", "Choices": [], "Default": "No"}, "Yes": {"Type": "Succeed"},
            "No": {"Type": "Fail"}}}
            """)!;
        var choice = JsonNode.Parse(rule)!;
        choice["Next"] = "Yes";
        definition["States"]!["C"]!["Choices"]!.AsArray().Add(choice);

        var result = _machine.Run(
            definition.ToJsonString(),
            JsonNode.Parse("""{"n": 5, "limit": 5.0, "name": "log-a.b.txt", "at": "2026-01-01T00:00:00Z", "nil": null}"""));

        Assert.Equal(holds ? ExecutionStatus.Succeeded : ExecutionStatus.Failed, result.Status);
    }

    [Fact]
    public void A_choice_on_a_missing_value_is_a_runtime_error()
    {
        var result = _machine.Run("""
            {"StartAt": "C", "States": {"C": {"Type": "Choice", "Choices": [{"Variable": "$.no", "BooleanEquals": true, "Next": "S"}],
            "Default": "S"}, "S": {"Type": "Succeed"}}}
            """);

        Assert.Equal("An error occurred while executing the state 'C' (entered at the event id #2). Invalid path '$.no': The choice "
            + "state's condition path references an invalid value.", result.Cause);
    }

    [Fact]
    public void A_choice_without_a_way_out_fails()
    {
        var result = _machine.Run("""
            {"StartAt": "C", "States": {"C": {"Type": "Choice", "Choices": [{"Variable": "$.x", "IsPresent": true, "Next": "S"}]},
            "S": {"Type": "Succeed"}}}
            """);

        Assert.Equal("States.NoChoiceMatched", result.Error);
    }

    [Fact]
    public void Variables_are_set_together_and_seen_by_later_states()
    {
        var result = _machine.Run("""
            {"StartAt": "A", "States": {
              "A": {"Type": "Pass", "Assign": {"x": 1, "y": 2}, "Next": "B"},
              "B": {"Type": "Pass", "Assign": {"x.$": "$y", "y.$": "$x"}, "Next": "C"},
              "C": {"Type": "Pass", "Parameters": {"x.$": "$x", "y.$": "$y"}, "End": true}}}
            """);

        Assert.Equal("""{"x":2,"y":1}""", result.Output!.ToJsonString());
        Assert.Contains("""
            "assignedVariables":{"x":"1","y":"2"},"assignedVariablesDetails":{"truncated":false}
            """, _machine.Events[2].ToJson());
    }

    ExecutionResult Run(string state, string input) =>
        _machine.Run($$$"""{"StartAt": "S", "States": {"S": {{{state}}}}}""", JsonNode.Parse(input));
}
