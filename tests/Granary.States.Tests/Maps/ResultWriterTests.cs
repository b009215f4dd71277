using System.Text.Json.Nodes;
using Granary.States.Execution;

namespace Granary.States.Tests.Maps;

public sealed class ResultWriterTests
{
    readonly Machine _machine = new();

    [Fact]
    public void Results_are_written_by_how_their_executions_ended()
    {
        var result = Run(
            """{"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "out", "Prefix": "jobs"}}""",
            "\"ToleratedFailureCount\": 1");

        var mapRun = result.Output!["MapRunArn"]!.GetValue<string>();
        var folder = $"jobs/{mapRun.Split(':')[^1]}";
        Assert.StartsWith("arn:aws:states:us-east-1:111111111111:mapRun:machine/M:", mapRun);
        Assert.Equal($"{{\"Bucket\":\"out\",\"Key\":\"{folder}/manifest.json\"}}", result.Output["ResultWriterDetails"]!.ToJsonString());
        Assert.Equal(
            [$"{folder}/FAILED_0.json", $"{folder}/SUCCEEDED_0.json", $"{folder}/manifest.json"],
            _machine.Buckets.Objects.Keys.Select(k => k.Key));

        var manifest = Written($"{folder}/manifest.json");
        Assert.Equal(["DestinationBucket", "MapRunArn", "ResultFiles"], manifest.AsObject().Select(m => m.Key));
        Assert.Equal("[]", manifest["ResultFiles"]!["PENDING"]!.ToJsonString());
        Assert.Equal($"{folder}/SUCCEEDED_0.json", manifest["ResultFiles"]!["SUCCEEDED"]![0]!["Key"]!.GetValue<string>());

        var succeeded = Written($"{folder}/SUCCEEDED_0.json").AsArray();
        Assert.Equal(["[1]", "2"], succeeded.Select(r => r!["Output"]!.GetValue<string>()));
        Assert.Equal(
            [
                "ExecutionArn", "Input", "InputDetails", "Name", "Output", "OutputDetails", "RedriveCount", "RedriveStatus",
                "RedriveStatusReason", "StartDate", "StateMachineArn", "Status", "StopDate",
            ],
            succeeded[0]!.AsObject().Select(m => m.Key));
        Assert.Equal(
            ("FAILED", "Bad"),
            (
                Written($"{folder}/FAILED_0.json")[0]!["Status"]!.GetValue<string>(),
                Written($"{folder}/FAILED_0.json")[0]!["Error"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("{\"Transformation\": \"COMPACT\"}", "[[1],2]")]
    [InlineData("{\"Transformation\": \"FLATTEN\"}", "[1,2]")]
    [InlineData("{\"Transformation\": \"FLATTEN\", \"OutputType\": \"JSONL\"}", "\"1\\n2\"")]
    public void Without_a_resource_the_results_are_the_state_s(string config, string output)
    {
        var result = Run($"{{\"WriterConfig\": {config}}}", "\"Comment\": \"\"", new JsonArray(new JsonArray(1), 2));

        Assert.Equal(output, result.Output!.ToJsonString());
    }

    [Fact]
    public void A_map_that_failed_has_written_what_there_was()
    {
        var result = Run(
            """
            {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "out"}, "WriterConfig": {"OutputType": "JSONL",
            "Transformation": "COMPACT"}}
            """, "\"MaxConcurrency\": 1");

        Assert.Equal("States.ExceedToleratedFailureThreshold", result.Error);
        Assert.Equal(
            ["FAILED_0.jsonl", "PENDING_0.jsonl", "SUCCEEDED_0.jsonl", "manifest.json"],
            _machine.Buckets.Objects.Keys.Select(k => k.Key.Split('/')[^1]));
        Assert.Equal("[1]", _machine.Buckets.Objects.First(o => o.Key.Key.EndsWith("SUCCEEDED_0.jsonl", StringComparison.Ordinal)).Value);
    }

    [Fact]
    public void A_bucket_that_takes_nothing_fails_the_map()
    {
        var result = Run(
            """{"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "closed"}}""",
            "\"Comment\": \"\"",
            new JsonArray(1));

        Assert.Equal(("States.ResultWriterFailed", "Access Denied"), (result.Error, result.Cause));
    }

    JsonNode Written(string key) => JsonNode.Parse(_machine.Buckets.Objects[("out", key)])!;

    ExecutionResult Run(string writer, string more, JsonArray? items = null) => _machine.Run($$"""
        {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ResultWriter": {{writer}}, {{more}},
          "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "A", "States": {
            "A": {"Type": "Choice", "Choices": [{"Variable": "$", "IsNull": true, "Next": "F"}], "Default": "S"}, "F": {"Type": "Fail",
            "Error": "Bad"}, "S": {"Type": "Succeed"} } } } } }
        """, items ?? new JsonArray(new JsonArray(1), null, 2));
}
