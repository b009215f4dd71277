using Granary.States.Analysis.Coverage;
using Granary.States.Definition;
using Granary.States.Reading;

namespace Granary.States.Analysis.Tests.Coverage;

public sealed class ExplorerTests
{
    const string Task = "\"Type\": \"Task\", \"Resource\": \"arn:aws:lambda:us-east-1:1:function:f\"";

    /// <summary>Machines of which every state and every catcher can be reached.</summary>
    [Theory]
    [InlineData(
        """
        {"A": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericGreaterThan": 5, "Next": "B"}, {"And": [{"Variable": "$.s",
        "StringMatches": "a*z"}, {"Not": {"Variable": "$.s", "StringEquals": "az"}}], "Next": "C"}], "Default": "D"},
        "B": {"Type": "Succeed"}, "C": {"Type": "Succeed"}, "D": {"Type": "Fail"}}
        """)]
    [InlineData(
        """
        {"A": {"Type": "Choice", "Choices": [{"Or": [{"Variable": "$.x", "IsNull": true}, {"Variable": "$.t",
        "TimestampLessThan": "2030-01-01T00:00:00Z"}], "Next": "B"}, {"Variable": "$.y", "IsPresent": true, "Next": "C"}], "Default": "D"},
        "B": {"Type": "Succeed"}, "C": {"Type": "Succeed"}, "D": {"Type": "Succeed"}}
        """)]
    [InlineData(
        """
        {"A": {T, "ResultPath": "$.job", "Next": "C"}, "C": {"Type": "Choice", "Choices": [{"Variable": "$.job.state",
        "StringEquals": "RUNNING", "Next": "W"}, {"Variable": "$.job.state", "StringEquals": "DONE", "Next": "S"}], "Default": "F"},
        "W": {"Type": "Wait", "SecondsPath": "$.job.seconds", "Next": "A"}, "S": {"Type": "Succeed"}, "F": {"Type": "Fail"}}
        """)]
    [InlineData(
        """
        {"A": {T, "Retry": [{"ErrorEquals": ["Busy"], "MaxAttempts": 4}], "Catch": [{"ErrorEquals": ["Busy"], "Next": "B"},
        {"ErrorEquals": ["States.Timeout"], "Next": "C"}, {"ErrorEquals": ["States.ALL"], "ResultPath": "$.e", "Next": "D"}], "Next": "S"},
        "B": {"Type": "Fail"}, "C": {"Type": "Fail"}, "D": {"Type": "Pass", "Parameters": {"c.$": "States.StringToJson($.e.Cause)"},
        "Next": "E"}, "E": {"Type": "Pass", "InputPath": "$.c.errorMessage", "Next": "S"}, "S": {"Type": "Succeed"}}
        """)]
    [InlineData(
        """
        {"A": {"Type": "Parallel", "Branches": [{"StartAt": "P", "States": {"P": {T, "End": true}}}, {"StartAt": "Q", "States": {"Q": {T,
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "R"}], "End": true}, "R": {"Type": "Pass", "End": true}}}],
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "F"}], "Next": "C"}, "C": {"Type": "Choice", "Choices": [{"Variable": "$[0].ok",
        "BooleanEquals": true, "Next": "S"}], "Default": "F"}, "S": {"Type": "Succeed"}, "F": {"Type": "Fail"}}
        """)]
    [InlineData(
        """
        {"A": {"Type": "Map", "ItemsPath": "$.l", "ItemSelector": {"v.$": "$$.Map.Item.Value.name", "i.$": "$$.Map.Item.Index"},
        "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Choice", "Choices": [{"Variable": "$.v", "StringEquals": "x",
        "Next": "Q"}], "Default": "R"}, "Q": {"Type": "Pass", "End": true}, "R": {"Type": "Fail", "Error": "Bad"}}},
        "Catch": [{"ErrorEquals": ["Bad"], "Next": "F"}], "End": true}, "F": {"Type": "Fail"}}
        """)]
    [InlineData(
        """
        {"A": {"Type": "Map", "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "JSON"},
        "Parameters": {"Bucket.$": "$.b", "Key": "k"}}, "ItemBatcher": {"MaxItemsPerBatch": 10, "BatchInput": {"d.$": "$.day"}},
        "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket.$": "$.b"}},
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "P",
        "States": {"P": {"Type": "Map", "ItemsPath": "$.Items", "ItemProcessor": {"StartAt": "Q", "States": {"Q": {T, "End": true}}},
        "End": true}}}, "Next": "B"}, "B": {"Type": "Pass", "InputPath": "$.ResultWriterDetails.Bucket", "End": true}}
        """)]
    [InlineData(
        """
        {"A": {"Type": "Pass", "Assign": {"n.$": "$.n"}, "Next": "C"}, "C": {"Type": "Choice", "Choices": [{"Variable": "$n",
        "NumericEquals": 3, "Next": "S"}], "Default": "F"}, "S": {"Type": "Succeed"}, "F": {"Type": "Fail"}}
        """)]
    public void All_of_it_is_reached(string states)
    {
        var coverage = Explorer.Explore(Read(states), StateMachineType.Standard);

        Assert.Empty(coverage.NotEntered.Concat(coverage.NotTaken).Concat(coverage.Unreachable));
        Assert.DoesNotContain(coverage.Runs, r => r.Error == "States.Runtime");
    }

    [Fact]
    public void What_no_run_comes_to_is_told_apart_from_what_was_not_reached()
    {
        var coverage = Explorer.Explore(Read("""
            {"A": {"Type": "Pass", "Parameters": {"a": 1, "b.$": "States.Hash($.b, 'MD5')"}, "Next": "C"},
             "C": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsPresent": false, "Next": "D"}, {"Variable": "$.b",
             "StringEquals": "not a hash", "Next": "E"}], "Default": "S"},
             "D": {"Type": "Pass", "End": true}, "E": {"Type": "Pass", "End": true}, "S": {"Type": "Succeed"}}
            """), StateMachineType.Standard);

        Assert.Equal(["D"], coverage.Unreachable);
        Assert.Equal(["E"], coverage.NotEntered);
        Assert.Equal(["A", "C", "E", "S"], coverage.States);
    }

    /// <summary>
    /// A condition has more ways than can be looked at, a retrier more tries, a loop no end: what is found is found soon.
    /// </summary>
    [Fact]
    public void What_has_too_many_ways_is_looked_at_in_part()
    {
        static string Either(int rule) =>
            string.Join(',', Enumerable.Range(0, 12).Select(n => $"{{\"Variable\": \"$.a{rule}{n}\", \"NumericEquals\": {n}}}"));
        var rules = string.Join(',', Enumerable.Range(0, 12).Select(r => $"{{\"And\": [{Either(r)}], \"Next\": \"B\"}}"));

        var coverage = Explorer.Explore(Read($$$"""
            {"A": {"Type": "Choice", "Choices": [{{{rules}}}], "Default": "D"}, "B": {T, "Retry": [{"ErrorEquals": ["States.ALL"],
            "MaxAttempts": 99999999}], "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "S"}], "Next": "A"},
             "D": {"Type": "Wait", "Seconds": 86400, "Next": "S"}, "S": {"Type": "Succeed"}}
            """), StateMachineType.Standard);

        Assert.Empty(coverage.NotEntered);
        Assert.Equal(["B/0"], coverage.NotTaken);
    }

    static StateMachineDefinition Read(string states) =>
        DefinitionReader
            .Read($"{{\"StartAt\": \"A\", \"States\": {states.Replace("{T,", $"{{{Task},", StringComparison.Ordinal)}}}", "m")
            .GetDefinition();
}
