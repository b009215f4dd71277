using Granary.States.Reading;

namespace Granary.States.Tests.Reading;

public sealed class DefinitionReaderTests
{
    [Fact]
    public void Every_mistake_is_reported_at_once_with_its_place() => Snapshot.Matches(
        string.Join("\n", Read("""
            {
              "StartAt": "Lod",
              "Timeout": 5,
              "States": {
                "Load": {
                  "Type": "Task",
                  "Resource": "arn:aws:states:::glue:startCrawler",
                  "Paramters": {"a.$": "$.a"},
                  "Parameters": {"job.$": "job", "n": {"m.$": 5}},
                  "ResultPath": "$.a[*]",
                  "TimeoutSeconds": "60",
                  "Retry": [{"ErrorEquals": ["States.ALL"], "BackoffRate": 0.5}, {"ErrorEquals": []}],
                  "Catch": [{"ErrorEquals": ["Bad"], "Next": "Filed"}]
                },
                "Decide": {
                  "Type": "Choice",
                  "Choices": [
                    {"Variable": "$.x", "StringEqual": "a", "Next": "Load"},
                    {"Variable": "$.x", "NumericEquals": "1", "Next": "Load"}
                  ],
                  "Default": "Nowhere"
                },
                "Hold": {"Type": "Wait", "Seconds": 1, "Timestamp": "tomorrow", "Next": "Load", "End": true},
                "Failed": {"Type": "Fail", "Error": "a", "ErrorPath": "$.b"},
                "Odd": {"Type": "Pas"}
              }
            }
            """).Problems.Select(p => p.Problem)),
        "Every_mistake");

    [Theory]
    [InlineData("""{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}, "B": {"Type": "Succeed"}}}""", "GR2022", "/States/B")]
    [InlineData("""{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "A"}}}""", "GR2023", "/States")]
    [InlineData(
        """
        {"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [{"StartAt": "P", "States": {"P": {"Type": "Pass",
        "End": true}}}]}}}
        """, "GR2016", "/States/P/Branches[0]/States")]
    [InlineData("""{"StartAt": "A", "States": {"A": {"Type": "Pass"}}}""", "GR2020", "/States/A")]
    [InlineData(
        """{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"a": 1, "a.$": "$.a"}, "End": true}}}""",
        "GR2013",
        "/States/A/Parameters")]
    [InlineData(
        """{"StartAt": "A", "QueryLanguage": "JSONata", "States": {"A": {"Type": "Pass", "Output": "{% 1 %}", "End": true}}}""",
        "GR2030",
        "/QueryLanguage")]
    [InlineData(
        """
        {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "A", "States": {"A": {"Type": "Choice",
        "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "B"}], "Default": "M"}, "B": {"Type": "Succeed"}}}}}}
        """,
        "GR2021",
        "/States/M/ItemProcessor/States/A/Default")]
    [InlineData(
        """
        {"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [{"StartAt": "A", "States": {"A": {"Type": "Pas",
        "End": true}}}]}}}
        """,
        "GR2006",
        "/States/P/Branches[0]/States/A/Type")]
    public void A_mistake_has_a_code_and_the_service_s_path(string definition, string code, string path) =>
        Assert.Equal([(code, path)], Read(definition).Problems.Select(p => (p.Problem.Code, p.Path)));

    [Fact]
    public void A_whole_machine_reads_back_as_it_was_written()
    {
        const string Text = """
            {
              "Comment": "all of it", "StartAt": "P", "Version": "1.0", "TimeoutSeconds": 60,
              "States": {
                "P": {"Type": "Parallel", "Next": "M", "ResultSelector": {"a.$": "$[0]"}, "Branches": [{"StartAt": "P1",
                "States": {"P1": {"Type": "Pass", "Result": null, "End": true}}}],
                  "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 2, "MaxAttempts": 1, "BackoffRate": 1.5,
                  "MaxDelaySeconds": 9, "JitterStrategy": "FULL"}],
                  "Catch": [{"ErrorEquals": ["A", "B"], "ResultPath": null, "Assign": {"e.$": "$.Error"}, "Next": "F"}]},
                "M": {"Type": "Map", "Next": "C", "ItemsPath": "$.items",
                  "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "Key.$": "$.k"},
                    "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["a"], "CSVDelimiter": "TAB",
                    "MaxItemsPath": "$.n"}},
                  "ItemBatcher": {"MaxItemsPerBatch": 2, "MaxInputBytesPerBatchPath": "$.b", "BatchInput": {"c": 1}},
                  "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "b"},
                  "WriterConfig": {"Transformation": "FLATTEN", "OutputType": "JSONL"}},
                  "ItemSelector": {"i.$": "$$.Map.Item.Index"}, "MaxConcurrency": 3, "ToleratedFailurePercentage": 5.5, "Label": "L",
                  "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}, "StartAt": "A",
                  "States": {"A": {"Type": "Pass", "End": true}}}},
                "C": {"Type": "Choice", "InputPath": null, "Choices": [{"And": [{"Variable": "$.a", "IsPresent": true},
                {"Not": {"Variable": "$.a", "NumericLessThanPath": "$.b"}}], "Next": "W", "Comment": "c"}], "Default": "T"},
                "W": {"Type": "Wait", "TimestampPath": "$.t", "OutputPath": "$.o", "Next": "T"},
                "T": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "TimeoutSecondsPath": "$.s",
                "HeartbeatSeconds": 5, "Credentials": {"RoleArn": "arn:x"}, "Assign": {"v": 1}, "Next": "S"},
                "S": {"Type": "Succeed"},
                "F": {"Type": "Fail", "ErrorPath": "States.Format('{}', $.e)", "Cause": "c"}
              }
            }
            """;

        var written = Read(Text).GetDefinition().ToJson();

        Assert.Equal(System.Text.Json.Nodes.JsonNode.Parse(Text)!.ToJsonString().Length, written.ToJsonString().Length);
        Assert.True(
            System.Text.Json.Nodes.JsonNode.DeepEquals(System.Text.Json.Nodes.JsonNode.Parse(Text), written), written.ToJsonString());
    }

    [Fact]
    public void A_placeholder_in_a_resource_is_only_a_warning()
    {
        var read = Read("""{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "${function}", "End": true}}}""");

        Assert.NotNull(read.Definition);
        Assert.False(Assert.Single(read.Problems).Problem.IsError);
    }

    static ReadDefinition Read(string text) => DefinitionReader.Read(text, "load.asl.json");
}
