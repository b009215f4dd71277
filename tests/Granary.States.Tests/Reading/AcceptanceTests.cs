using Granary.States.Reading;

namespace Granary.States.Tests.Reading;

/// <summary>What the service takes although it looks odd; none may raise an alarm.</summary>
public sealed class AcceptanceTests
{
    const string States = "\"StartAt\": \"I\", \"States\": {\"I\": {\"Type\": \"Pass\", \"End\": true}}";
    const string Distributed =
        "\"ItemProcessor\": {\"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\", \"ExecutionType\": \"EXPRESS\"}, "
        + States
        + "}, \"End\": true";
    const string Task = "\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\", \"End\": true";

    [Theory]
    [InlineData("\"Type\": \"Pass\", \"InputPath\": null, \"OutputPath\": null, \"ResultPath\": null, \"Result\": null, \"End\": true")]
    [InlineData("\"Type\": \"Pass\", \"InputPath\": \"$$\", \"OutputPath\": \"$v.a[0]\", \"End\": true")]
    [InlineData("\"Type\": \"Pass\", \"InputPath\": \"$.a[?(@.b == 'c' && @.d > 1)].e\", \"End\": true")]
    [InlineData("\"Type\": \"Pass\", \"InputPath\": \"$..a[-1:]\", \"OutputPath\": \"$['a b'][0,1]\", \"End\": true")]
    [InlineData("\"Type\": \"Pass\", \"ResultPath\": \"$.a['b-c'][0].d\", \"End\": true")]
    [InlineData("\"Type\": \"Pass\", \"InputPath\": \"$.a.['b c']\", \"Parameters\": {\"n.$\": \"$.list[*].length()\", \"s.$\": "
        + "\"$.list.sum()\"}, \"End\": true")]
    [InlineData("\"Type\": \"Map\", \"ItemsPath\": \"$.jar[?(@.a >= 5)]\", \"Iterator\": {" + States + "}, \"End\": true")]
    [InlineData("\"Type\": \"Pass\", \"Parameters\": \"text\", \"End\": true")]
    [InlineData("\"Type\": \"Pass\", \"Parameters\": {\"a.$\": \"States.Format('{} \\\\'{}\\\\'', $.a, $$.Execution.Name)   \", \"b\": "
        + "[{\"c.$\": \"$v\"}]}, \"End\": true")]
    [InlineData("\"Type\": \"Pass\", \"Assign\": {\"größe_1\": 1, \"b.$\": \"$\"}, \"End\": true")]
    [InlineData("\"Type\": \"Pass\", \"Next\": \"Other\", \"End\": false")]
    [InlineData("\"Type\": \"Wait\", \"Timestamp\": \"2030-01-31T08:00:00.123456789+01:00\", \"End\": true")]
    [InlineData("\"Type\": \"Wait\", \"SecondsPath\": \"$v\", \"Assign\": {}, \"End\": true")]
    [InlineData("\"Type\": \"Succeed\", \"InputPath\": \"$.a\", \"OutputPath\": null")]
    [InlineData("\"Type\": \"Fail\"")]
    [InlineData("\"Type\": \"Fail\", \"ErrorPath\": \"$$.State.Name\", \"CausePath\": \"States.JsonToString($)\"")]
    [InlineData(Task + ", \"TimeoutSecondsPath\": \"$$.Execution.Input.t\", \"HeartbeatSeconds\": 5")]
    [InlineData(Task + ", \"Retry\": [], \"Catch\": []")]
    [InlineData(Task + ", \"Retry\": [{\"ErrorEquals\": [\"A\", \"States.Timeout\"], \"MaxAttempts\": 0, \"BackoffRate\": 1, "
        + "\"IntervalSeconds\": 99999999, \"MaxDelaySeconds\": 31622400, \"JitterStrategy\": \"NONE\", \"Comment\": \"c\"}, "
        + "{\"ErrorEquals\": [\"States.ALL\"]}]")]
    [InlineData(Task + ", \"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"Other\", \"ResultPath\": null, \"Assign\": "
        + "{\"e.$\": \"$.Error\"}, \"Comment\": \"c\"}]")]
    [InlineData(Task + ", \"Credentials\": {\"RoleArn.$\": \"$.role\"}, \"ResultSelector\": {\"a.$\": \"$.Payload\"}")]
    [InlineData("\"Type\": \"Choice\", \"Choices\": [{\"Not\": {\"Or\": [{\"Variable\": \"$$.a\", \"IsNull\": false, \"Comment\": \"c\"}, "
        + "{\"And\": [{\"Variable\": \"$v\", \"StringMatches\": \"*.log\"}]}]}, \"Next\": \"Other\", \"Assign\": {\"a\": 1}}]")]
    [InlineData("\"Type\": \"Choice\", \"Choices\": [{\"Variable\": \"$.a[*]\", \"TimestampLessThanEqualsPath\": \"$v\", \"Next\": "
        + "\"Other\"}], \"Default\": \"Other\"")]
    [InlineData("\"Type\": \"Choice\", \"Choices\": [{\"Variable\": \"$.a\", \"TimestampEquals\": \"2030-01-31T08:00:00Z\", \"Next\": "
        + "\"Other\"}], \"InputPath\": \"$.a\", \"OutputPath\": \"$.b\"")]
    [InlineData("\"Type\": \"Parallel\", \"Branches\": [{\"Comment\": \"c\", " + States + "}], \"Parameters\": {}, \"End\": true")]
    [InlineData(
        "\"Type\": \"Map\", \"Iterator\": {"
            + States
            + "}, \"Parameters\": {\"i.$\": \"$$.Map.Item.Index\"}, \"ToleratedFailureCount\": 1, \"MaxConcurrency\": 0, \"End\": true")]
    [InlineData(
        "\"Type\": \"Map\", \"Iterator\": {\"ProcessorConfig\": {\"Mode\": \"INLINE\"}, "
            + States
            + "}, \"ItemSelector\": {}, \"ItemsPath\": \"$$.Execution.Input.a\", \"End\": true")]
    [InlineData(
        "\"Type\": \"Map\", \"ItemReader\": {\"Resource\": \"arn:aws:states:::s3:listObjectsV2\", \"Parameters\": {\"Bucket.$\": "
            + "\"$.b\"}}, "
            + Distributed)]
    [InlineData(
        "\"Type\": \"Map\", \"ItemReader\": {\"Resource\": \"arn:aws:states:::s3:listObjectsV2\", \"Parameters\": {\"Bucket\": \"b\"}, "
            + "\"ReaderConfig\": {\"InputType\": \"CSV\", \"CSVHeaderLocation\": \"FIRST_ROW\", \"Transformation\": "
            + "\"LOAD_AND_FLATTEN\"}}, "
            + Distributed)]
    [InlineData(
        "\"Type\": \"Map\", \"ItemReader\": {\"Resource\": \"arn:aws:states:::s3:getObject\", \"Parameters\": {\"Bucket\": \"b\", "
            + "\"Key\": \"k\", \"VersionId\": \"v\"}, \"ReaderConfig\": {\"ManifestType\": \"ATHENA_DATA\", \"InputType\": \"JSONL\", "
            + "\"MaxItemsPath\": \"$v\"}}, "
            + Distributed)]
    [InlineData(
        "\"Type\": \"Map\", \"Label\": \"a-b_c.1\", \"ToleratedFailurePercentagePath\": \"$v\", \"ItemBatcher\": "
            + "{\"MaxInputBytesPerBatchPath\": \"$.m\"}, \"ResultWriter\": {\"Resource\": \"arn:aws:states:::s3:putObject\", "
            + "\"Parameters\": {\"Bucket\": \"b\"}, \"WriterConfig\": {\"Transformation\": \"NONE\", \"OutputType\": \"JSONL\"}}, "
            + Distributed)]
    public void A_state_is_taken(string fields)
    {
        var other = fields.Contains("\"Other\"", StringComparison.Ordinal) ? ", \"Other\": {\"Type\": \"Succeed\"}" : "";

        Assert.Empty(DefinitionReader.Read($"{{\"StartAt\": \"A\", \"Comment\": \"\", \"Version\": \"1.0\", \"TimeoutSeconds\": 99999999, "
            + $"\"States\": {{\"A\": {{{fields}}}{other}}}}}", "a.json").Problems);
    }
}
