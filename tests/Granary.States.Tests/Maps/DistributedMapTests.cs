using System.Text.Json.Nodes;
using Granary.States.Execution;

namespace Granary.States.Tests.Maps;

public sealed class DistributedMapTests
{
    const string GetObject = "\"Resource\": \"arn:aws:states:::s3:getObject\"";
    const string ListObjects = "\"Resource\": \"arn:aws:states:::s3:listObjectsV2\"";
    const string AtKey = "\"Parameters\": {\"Bucket\": \"b\", \"Key\": \"k\"}";

    [Theory]
    [InlineData("\"JSON\"", "[1, {\"a\": 2}]", "[1,{\"a\":2}]")]
    [InlineData("\"JSON\", \"MaxItems\": 1", "[1, 2]", "[1]")]
    [InlineData("\"JSON\", \"MaxItems\": 0", "[1, 2]", "[1,2]")]
    [InlineData("\"JSON\", \"MaxItemsPath\": \"$.most\"", "[1, 2, 3]", "[1,2]")]
    [InlineData("\"JSON\", \"ItemsPointer\": \"/a/0/b~1c\"", "{\"a\": [{\"b/c\": [7]}]}", "[7]")]
    [InlineData(
        "\"JSON\", \"ItemsPointer\": \"/a\"", "{\"a\": {\"x\": 1, \"y\": 2}}", "[{\"Key\":\"x\",\"Value\":1},{\"Key\":\"y\",\"Value\":2}]")]
    [InlineData("\"JSONL\"", "{\"a\":1}\r\n\n[2]\n", "[{\"a\":1},[2]]")]
    [InlineData("\"CSV\", \"CSVHeaderLocation\": \"FIRST_ROW\"", "A,B\n1,2\n", "[{\"A\":\"1\",\"B\":\"2\"}]")]
    [InlineData("\"CSV\", \"CSVHeaderLocation\": \"GIVEN\", \"CSVHeaders\": [\"A\", \"A\"]", "1,2", "[{\"A\":\"2\"}]")]
    [InlineData(
        "\"CSV\", \"CSVHeaderLocation\": \"FIRST_ROW\", \"CSVDelimiter\": \"PIPE\"", "A|B\r\n1|2,3\r\n", "[{\"A\":\"1\",\"B\":\"2,3\"}]")]
    [InlineData("\"CSV\", \"CSVHeaderLocation\": \"FIRST_ROW\"", "A,B\n", "[]")]
    public void Items_are_read_from_an_object(string config, string body, string output)
    {
        var result = Run($"{GetObject}, {AtKey}, \"ReaderConfig\": {{\"InputType\": {config}}}", [("b", "k", body)]);

        Assert.Equal(output, result.Output!.ToJsonString());
    }

    [Theory]
    [InlineData("\"JSON\"", "{\"a\": 1}", "Attempting to map over non-iterable node.")]
    [InlineData("\"JSON\"", "[1", "The file is not valid JSON: ")]
    [InlineData("\"JSON\", \"ItemsPointer\": \"/x\"", "{\"a\": 1}", "The ItemsPointer '/x' could not be found in the file.")]
    [InlineData("\"JSON\", \"MaxItemsPath\": \"$.negative\"", "[1]", "field MaxItems must be positive")]
    [InlineData("\"PARQUET\"", "PAR1", "Nothing here reads PARQUET.")]
    [InlineData("\"MANIFEST\"", "{}", "The manifest is not that of an S3 inventory in CSV")]
    public void A_dataset_that_cannot_be_read_fails_the_map_run(string config, string body, string cause)
    {
        var machine = new Machine { Buckets = new([("b", "k", body)]) };
        var result = machine.Run(
            Definition($"\"ItemReader\": {{{GetObject}, {AtKey}, \"ReaderConfig\": {{\"InputType\": {config}}}}}"),
            new JsonObject { ["negative"] = -1 });

        Assert.Equal("States.ItemReaderFailed", result.Error);
        Assert.StartsWith(cause, result.Cause);
        Assert.Equal(
            [
                "ExecutionStarted", "MapStateEntered", "MapStateStarted", "MapRunStarted", "MapRunFailed", "MapStateFailed",
                "ExecutionFailed",
            ],
            machine.EventTypes);
    }

    [Fact]
    public void A_missing_object_fails_with_what_the_store_said_and_can_be_caught()
    {
        var result = Run($"{GetObject}, {AtKey}, \"ReaderConfig\": {{\"InputType\": \"JSON\"}}", [],
            "\"Catch\": [{\"ErrorEquals\": [\"States.ItemReaderFailed\"], \"Next\": \"Caught\"}]");

        Assert.Equal("The specified key does not exist. (Service: S3, Status Code: 404)", result.Output!["Cause"]!.GetValue<string>());
    }

    [Fact]
    public void A_listing_goes_through_every_page()
    {
        var result = Run(
            $"{ListObjects}, \"Parameters\": {{\"Bucket\": \"b\", \"Prefix\": \"in/\"}}",
            [("b", "in/1", "abc"), ("b", "in/2", ""), ("b", "in/3", ""), ("b", "out", "")]);

        Assert.Equal(["in/1", "in/2", "in/3"], result.Output!.AsArray().Select(o => o!["Key"]!.GetValue<string>()));
        Assert.Equal(
            """{"Etag":"\u0022e\u0022","Key":"in/1","LastModified":1735689600,"Size":3,"StorageClass":"STANDARD"}""",
            result.Output[0]!.ToJsonString());
    }

    [Theory]
    [InlineData("{\"MaxItems\": 2}", "[\"1\",\"2\"]")]
    [InlineData("{\"Transformation\": \"LOAD_AND_FLATTEN\", \"InputType\": \"JSON\"}", "[\"a\",\"b\",\"c\"]")]
    public void The_objects_of_a_listing_are_limited_or_loaded(string config, string output)
    {
        var result = Run(
            $"{ListObjects}, \"Parameters\": {{\"Bucket\": \"b\"}}, \"ReaderConfig\": {config}",
            [("b", "1", "[\"a\"]"), ("b", "2", "[\"b\", \"c\"]"), ("b", "3", "[]")]);

        var items = result.Output!.AsArray().Select(o => o is JsonObject listed ? listed["Key"]!.DeepClone() : o!.DeepClone());
        Assert.Equal(output, new JsonArray([.. items]).ToJsonString());
    }

    [Fact]
    public void An_inventory_gives_the_rows_of_its_files()
    {
        const string Manifest =
            """
            {"destinationBucket": "arn:aws:s3:::inv", "fileFormat": "CSV", "fileSchema": "Bucket, Key", "files": [{"key": "d/1.csv.gz"},
            {"key": "d/2.csv"}]}
            """;
        var result = Run(
            $"{GetObject}, {AtKey}, \"ReaderConfig\": {{\"InputType\": \"MANIFEST\"}}",
            [
                ("b", "k", Manifest),
                ("inv", "d/1.csv.gz", "base64:" + Convert.ToBase64String(Packed.Gzip("\"x\",\"1\"\n"))),
                ("inv", "d/2.csv", "\"x\",\"2\"\n"),
            ]);

        Assert.Equal("""[{"Bucket":"x","Key":"1"},{"Bucket":"x","Key":"2"}]""", result.Output!.ToJsonString());
    }

    [Theory]
    [InlineData("{\"MaxItemsPerBatch\": 2}", "[{\"Items\":[1,2]},{\"Items\":[3,4]},{\"Items\":[5]}]")]
    [InlineData(
        "{\"MaxItemsPerBatchPath\": \"$.most\", \"BatchInput\": {\"n.$\": \"$.most\"}}",
        "[{\"BatchInput\":{\"n\":2},\"Items\":[1,2]},{\"BatchInput\":{\"n\":2},\"Items\":[3,4]},{\"BatchInput\":{\"n\":2},\"Items\":[5]}]")]
    [InlineData("{\"MaxInputBytesPerBatch\": 17}", "[{\"Items\":[1,2,3]},{\"Items\":[4,5]}]")]
    [InlineData(
        "{\"MaxItemsPerBatch\": 1, \"MaxInputBytesPerBatch\": 1}",
        "[{\"Items\":[1]},{\"Items\":[2]},{\"Items\":[3]},{\"Items\":[4]},{\"Items\":[5]}]")]
    public void Items_are_batched_within_both_limits(string batcher, string output)
    {
        var result = new Machine().Run(
            Definition($"\"ItemsPath\": \"$.items\", \"ItemBatcher\": {batcher}"),
            new JsonObject { ["items"] = new JsonArray(1, 2, 3, 4, 5), ["most"] = 2 });

        Assert.Equal(output, result.Output!.ToJsonString());
    }

    [Fact]
    public void An_item_selector_sees_index_key_value_and_source()
    {
        var result = new Machine().Run(Definition("\"ItemSelector\": {\"item.$\": \"$$.Map.Item\"}"), new JsonObject { ["a"] = 1 });

        Assert.Equal("""[{"item":{"Index":0,"Key":"a","Value":1,"Source":"STATE_DATA"}}]""", result.Output!.ToJsonString());
    }

    [Theory]
    [InlineData("\"ToleratedFailureCount\": 1", 1, true)]
    [InlineData("\"ToleratedFailureCount\": 1", 2, false)]
    [InlineData("\"ToleratedFailurePercentage\": 50", 2, true)]
    [InlineData("\"ToleratedFailurePercentage\": 49.9", 2, false)]
    [InlineData("\"ToleratedFailurePercentage\": 100, \"ToleratedFailureCount\": 0", 1, false)]
    [InlineData("\"ToleratedFailureCountPath\": \"$.most\"", 2, true)]
    public void So_many_items_may_fail(string threshold, int failing, bool succeeds)
    {
        var result = new Machine().Run(
            Definition(
                $"\"ItemsPath\": \"$.items\", {threshold}",
                """
                {"Type": "Choice", "Choices": [{"Variable": "$", "IsNull": true, "Next": "F"}], "Default": "S"}, "F": {"Type": "Fail",
                "Error": "Bad"}, "S": {"Type": "Succeed"}
                """
            ),
            new JsonObject
            {
                ["items"] = new JsonArray([.. Enumerable.Range(0, 4).Select(i => i < failing ? null : (JsonNode)i)]),
                ["most"] = "2",
            });

        Assert.Equal(succeeds ? null : "States.ExceedToleratedFailureThreshold", result.Error);
        Assert.Equal(succeeds ? null : "The specified tolerated failure threshold was exceeded", result.Cause);
        if (succeeds)
            Assert.Equal(["Bad"], result.Output!.AsArray().OfType<JsonObject>().Select(o => o["Error"]!.GetValue<string>()).Distinct());
    }

    [Theory]
    [InlineData("ToleratedFailureCountPath", "-1", "ToleratedFailureCount cannot be negative.")]
    [InlineData(
        "ToleratedFailureCountPath", "\"x\"", "The ToleratedFailureCountPath field refers to value \"x\" which is not a valid integer: $.n"
    )]
    [InlineData("ToleratedFailurePercentagePath", "101", "ToleratedFailurePercentage must be between 0 and 100.")]
    [InlineData(
        "ToleratedFailurePercentagePath", "true",
        "The ToleratedFailurePercentagePath field refers to value \"true\" which is not a valid float: $.n")]
    [InlineData("MaxConcurrencyPath", "-1", "Expected non-negative integer for MaxConcurrency, but got '-1' instead.")]
    public void A_number_that_is_none_fails_before_the_map_begins(string field, string value, string cause)
    {
        var machine = new Machine();
        var result = machine.Run(
            Definition($"\"ItemsPath\": \"$.items\", \"{field}\": \"$.n\""),
            new JsonObject { ["items"] = new JsonArray(1), ["n"] = JsonNode.Parse(value) });

        Assert.Equal(("States.Runtime", cause), (result.Error, result.Cause));
        Assert.Equal(["ExecutionStarted", "MapStateEntered", "ExecutionFailed"], machine.EventTypes);
    }

    [Fact]
    public void The_ids_of_map_runs_and_executions_are_the_same_when_they_are_made_again()
    {
        static IEnumerable<string> Arns()
        {
            var machine = new Machine();
            machine.Run(
                Definition("\"Label\": \"L\"", """{"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:glue:getJobRun", "End": true}"""),
                new JsonArray(1, 2));
            return machine.Calls.Select(c => c.ExecutionArn).ToList();
        }

        var arns = Arns().ToList();

        Assert.Equal(arns, Arns());
        Assert.Equal(2, arns.Distinct().Count());
        Assert.All(arns, a => Assert.StartsWith("arn:aws:states:us-east-1:111111111111:execution:machine/L:", a));
    }

    static ExecutionResult Run(string reader, IEnumerable<(string, string, string)> objects, string more = "\"Comment\": \"\"") =>
        new Machine { Buckets = new(objects) }.Run(Definition($"\"ItemReader\": {{{reader}}}, {more}"), new JsonObject { ["most"] = "2" });

    static string Definition(string fields, string state = """{"Type": "Pass", "End": true}""")
    {
        var caught = fields.Contains("Caught", StringComparison.Ordinal) ? ", \"Caught\": {\"Type\": \"Succeed\"}" : "";
        return $$"""
            {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, {{fields}},
              "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "A",
              "States": {"A": {{state}}} } }{{caught}} } }
            """;
    }
}
