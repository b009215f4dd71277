using Granary.States.Definition;
using Granary.States.Reading;

namespace Granary.States.Tests.Reading;

/// <summary>One mistake each: what the service refuses, by our code and its place.</summary>
public sealed class RefusalTests
{
    const string Pass = "\"I\": {\"Type\": \"Pass\", \"End\": true}";
    const string Inline = "\"ItemProcessor\": {\"StartAt\": \"I\", \"States\": {" + Pass + "}}";
    const string Distributed = "\"ItemProcessor\": {\"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\", \"ExecutionType\": \"STANDARD\"}, "
        + "\"StartAt\": \"I\", \"States\": {" + Pass + "}}";
    const string Reads = "\"Resource\": \"arn:aws:states:::s3:getObject\", \"Parameters\": {\"Bucket\": \"b\", \"Key\": \"k\"}";
    const string Task = "\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\", \"End\": true";

    [Theory]
    [InlineData(
        "\"Type\": \"Map\", \"ItemReader\": {" + Reads + ", \"ReaderConfig\": {\"InputType\": \"JSON\"}}, " + Inline, "GR2061",
        "/ItemReader")]
    [InlineData("\"Type\": \"Map\", \"ItemBatcher\": {\"MaxItemsPerBatch\": 1}, " + Inline, "GR2061", "/ItemBatcher")]
    [InlineData("\"Type\": \"Map\", \"ResultWriter\": {\"WriterConfig\": {}}, " + Inline, "GR2061", "/ResultWriter")]
    [InlineData(
        "\"Type\": \"Map\", \"ItemReader\": {\"Resource\": \"arn:aws:states:::s3:putObject\"}, " + Distributed, "GR2015",
        "/ItemReader/Resource")]
    [InlineData("\"Type\": \"Map\", \"ItemReader\": {" + Reads + "}, " + Distributed, "GR2002", "/ItemReader")]
    [InlineData(
        "\"Type\": \"Map\", \"ItemReader\": {" + Reads + ", \"ReaderConfig\": {}}, " + Distributed, "GR2002", "/ItemReader/ReaderConfig")]
    [InlineData(
        "\"Type\": \"Map\", \"ItemReader\": {" + Reads + ", \"ReaderConfig\": {\"InputType\": \"XML\"}}, " + Distributed, "GR2006",
        "/ItemReader/ReaderConfig/InputType")]
    [InlineData(
        "\"Type\": \"Map\", \"ItemReader\": {" + Reads + ", \"ReaderConfig\": {\"InputType\": \"CSV\"}}, " + Distributed, "GR2002",
        "/ItemReader/ReaderConfig")]
    [InlineData(
        "\"Type\": \"Map\", \"ItemReader\": {"
            + Reads
            + ", \"ReaderConfig\": {\"InputType\": \"CSV\", \"CSVHeaderLocation\": \"GIVEN\"}}, "
            + Distributed,
        "GR2002", "/ItemReader/ReaderConfig")]
    [InlineData(
        "\"Type\": \"Map\", \"ItemReader\": {"
            + Reads
            + ", \"ReaderConfig\": {\"InputType\": \"CSV\", \"CSVHeaderLocation\": \"GIVEN\", \"CSVHeaders\": []}}, "
            + Distributed,
        "GR2003", "/ItemReader/ReaderConfig/CSVHeaders")]
    [InlineData(
        "\"Type\": \"Map\", \"ItemReader\": {" + Reads + ", \"ReaderConfig\": {\"InputType\": \"JSON\", \"MaxItems\": -1}}, " + Distributed,
        "GR2005", "/ItemReader/ReaderConfig/MaxItems")]
    [InlineData(
        "\"Type\": \"Map\", \"ItemReader\": {"
            + Reads
            + ", \"ReaderConfig\": {\"InputType\": \"JSON\", \"MaxItems\": 1, \"MaxItemsPath\": \"$.a\"}}, "
            + Distributed,
        "GR2004", "/ItemReader/ReaderConfig/MaxItemsPath")]
    [InlineData(
        "\"Type\": \"Map\", \"ItemReader\": {"
            + Reads
            + ", \"ReaderConfig\": {\"InputType\": \"JSON\", \"ItemsPointer\": \"a\"}}, "
            + Distributed,
        "GR2005", "/ItemReader/ReaderConfig/ItemsPointer")]
    [InlineData("\"Type\": \"Map\", \"ItemBatcher\": {}, " + Distributed, "GR2002", "/ItemBatcher")]
    [InlineData("\"Type\": \"Map\", \"ItemBatcher\": {\"MaxItemsPerBatch\": 0}, " + Distributed, "GR2005", "/ItemBatcher/MaxItemsPerBatch")]
    [InlineData(
        "\"Type\": \"Map\", \"ItemBatcher\": {\"MaxItemsPerBatch\": 1, \"MaxItemsPerBatchPath\": \"$.a\"}, " + Distributed, "GR2004",
        "/ItemBatcher/MaxItemsPerBatchPath")]
    [InlineData(
        "\"Type\": \"Map\", \"ItemBatcher\": {\"MaxInputBytesPerBatch\": 262145}, " + Distributed, "GR2005",
        "/ItemBatcher/MaxInputBytesPerBatch")]
    [InlineData("\"Type\": \"Map\", \"ResultWriter\": {}, " + Distributed, "GR2002", "/ResultWriter")]
    [InlineData(
        "\"Type\": \"Map\", \"ResultWriter\": {\"Resource\": \"arn:aws:states:::s3:putObject\"}, " + Distributed, "GR2002", "/ResultWriter"
    )]
    [InlineData(
        "\"Type\": \"Map\", \"ResultWriter\": {\"WriterConfig\": {\"OutputType\": \"CSV\"}}, " + Distributed, "GR2006",
        "/ResultWriter/WriterConfig/OutputType")]
    [InlineData("\"Type\": \"Map\", \"Label\": \"a b\", " + Distributed, "GR2007", "/Label")]
    [InlineData(
        "\"Type\": \"Map\", \"ItemProcessor\": {\"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\"}, \"StartAt\": \"I\", \"States\": {"
            + Pass
            + "}}",
        "GR2002", "/ItemProcessor/ProcessorConfig")]
    [InlineData("\"Type\": \"Map\", \"MaxConcurrency\": 1.5, " + Inline, "GR2005", "/MaxConcurrency")]
    [InlineData("\"Type\": \"Map\", \"MaxConcurrency\": -1, " + Inline, "GR2005", "/MaxConcurrency")]
    [InlineData("\"Type\": \"Map\", \"MaxConcurrency\": 1, \"MaxConcurrencyPath\": \"$.a\", " + Inline, "GR2004", "/MaxConcurrencyPath")]
    [InlineData("\"Type\": \"Map\", \"ToleratedFailurePercentage\": 100.5, " + Inline, "GR2005", "/ToleratedFailurePercentage")]
    [InlineData("\"Type\": \"Pass\", \"ResultPath\": \"$.a.length()\"", "GR2011", "/ResultPath")]
    [InlineData("\"Type\": \"Pass\", \"InputPath\": \"$.a.length().b\"", "GR2010", "/InputPath")]
    [InlineData("\"Type\": \"Map\", \"Parameters\": {}, \"ItemSelector\": {}, " + Inline, "GR2004", "/Parameters")]
    [InlineData("\"Type\": \"Pass\", \"Assign\": {\"1a\": 1}", "GR2063", "/Assign")]
    [InlineData("\"Type\": \"Pass\", \"Assign\": {\"states\": 1}", "GR2063", "/Assign")]
    [InlineData("\"Type\": \"Pass\", \"Assign\": {\"a b.$\": \"$.a\"}", "GR2063", "/Assign")]
    [InlineData("\"Type\": \"Pass\", \"Assign\": {\"a\": 1, \"a.$\": \"$.a\"}", "GR2013", "/Assign")]
    [InlineData("\"Type\": \"Pass\", \"Assign\": {\"a.$\": \"a\"}", "GR2012", "/Assign")]
    [InlineData("\"Type\": \"Pass\", \"ResultPath\": \"$v\"", "GR2011", "/ResultPath")]
    [InlineData("\"Type\": \"Pass\", \"ResultPath\": \"$$.a\"", "GR2011", "/ResultPath")]
    [InlineData("\"Type\": \"Pass\", \"ResultPath\": \"$.a..b\"", "GR2011", "/ResultPath")]
    [InlineData("\"Type\": \"Pass\", \"ResultSelector\": {}", "GR2001", "")]
    [InlineData("\"Type\": \"Pass\", \"Retry\": []", "GR2001", "")]
    [InlineData("\"Type\": \"Wait\", \"SecondsPath\": \"$.a[*]\"", "GR2011", "/SecondsPath")]
    [InlineData("\"Type\": \"Wait\", \"TimestampPath\": \"$..a\"", "GR2011", "/TimestampPath")]
    [InlineData("\"Type\": \"Wait\", \"Seconds\": 1.5", "GR2005", "/Seconds")]
    [InlineData("\"Type\": \"Wait\", \"Timestamp\": \"2030-02-30T00:00:00Z\"", "GR2005", "/Timestamp")]
    [InlineData(Task + ", \"TimeoutSecondsPath\": \"$.a[0,1]\"", "GR2011", "/TimeoutSecondsPath")]
    [InlineData(Task + ", \"TimeoutSeconds\": 0", "GR2005", "/TimeoutSeconds")]
    [InlineData(Task + ", \"TimeoutSeconds\": 5, \"HeartbeatSeconds\": 5", "GR2005", "/HeartbeatSeconds")]
    [InlineData(Task + ", \"HeartbeatSeconds\": 5, \"HeartbeatSecondsPath\": \"$.a\"", "GR2004", "/HeartbeatSecondsPath")]
    [InlineData(Task + ", \"Retry\": {}", "GR2003", "/Retry")]
    [InlineData(Task + ", \"Retry\": [{}]", "GR2002", "/Retry[0]")]
    [InlineData(Task + ", \"Retry\": [{\"ErrorEquals\": [1]}]", "GR2003", "/Retry[0]/ErrorEquals")]
    [InlineData(Task + ", \"Retry\": [{\"ErrorEquals\": [\"A\"], \"MaxAttempts\": -1}]", "GR2005", "/Retry[0]/MaxAttempts")]
    [InlineData(Task + ", \"Retry\": [{\"ErrorEquals\": [\"A\"], \"MaxAttempts\": 1.5}]", "GR2005", "/Retry[0]/MaxAttempts")]
    [InlineData(Task + ", \"Retry\": [{\"ErrorEquals\": [\"A\"], \"IntervalSeconds\": -1}]", "GR2005", "/Retry[0]/IntervalSeconds")]
    [InlineData(Task + ", \"Retry\": [{\"ErrorEquals\": [\"A\"], \"BackoffRate\": 0.9}]", "GR2005", "/Retry[0]/BackoffRate")]
    [InlineData(Task + ", \"Retry\": [{\"ErrorEquals\": [\"A\"], \"MaxDelaySeconds\": 0}]", "GR2005", "/Retry[0]/MaxDelaySeconds")]
    [InlineData(Task + ", \"Retry\": [{\"ErrorEquals\": [\"A\"], \"JitterStrategy\": \"full\"}]", "GR2006", "/Retry[0]/JitterStrategy")]
    [InlineData(Task + ", \"Retry\": [{\"ErrorEquals\": [\"A\"], \"Next\": \"A\"}]", "GR2001", "/Retry[0]")]
    [InlineData(Task + ", \"Retry\": [{\"ErrorEquals\": [\"States.ALL\"]}, {\"ErrorEquals\": [\"A\"]}]", "GR2024", "/Retry[0]/ErrorEquals")]
    [InlineData(Task + ", \"Catch\": [{\"ErrorEquals\": [\"States.ALL\", \"A\"], \"Next\": \"A\"}]", "GR2024", "/Catch[0]/ErrorEquals")]
    [InlineData(Task + ", \"Catch\": [{\"ErrorEquals\": [\"A\"]}]", "GR2002", "/Catch[0]")]
    [InlineData(
        Task + ", \"Catch\": [{\"ErrorEquals\": [\"A\"], \"Next\": \"A\", \"ResultPath\": \"$.a[*]\"}]", "GR2011", "/Catch[0]/ResultPath")]
    [InlineData("\"Type\": \"Fail\", \"ErrorPath\": \"States.Array(1)\"", "GR2012", "/ErrorPath")]
    [InlineData("\"Type\": \"Fail\", \"CausePath\": \"States.MathAdd(1, 2)\"", "GR2012", "/CausePath")]
    [InlineData("\"Type\": \"Fail\", \"CausePath\": \"Cause\"", "GR2012", "/CausePath")]
    [InlineData("\"Type\": \"Fail\", \"Assign\": {}", "GR2001", "")]
    [InlineData("\"Type\": \"Choice\", \"Choices\": []", "GR2002", "/Choices")]
    [InlineData(
        "\"Type\": \"Choice\", \"Choices\": [{\"Variable\": \"$.a\", \"IsNull\": 1, \"Next\": \"A\"}]", "GR2014", "/Choices[0]/IsNull")]
    [InlineData(
        "\"Type\": \"Choice\", \"Choices\": [{\"Variable\": \"$.a\", \"BooleanEquals\": \"true\", \"Next\": \"A\"}]", "GR2014",
        "/Choices[0]/BooleanEquals")]
    [InlineData(
        "\"Type\": \"Choice\", \"Choices\": [{\"Variable\": \"$.a\", \"StringEquals\": 1, \"Next\": \"A\"}]", "GR2014",
        "/Choices[0]/StringEquals")]
    [InlineData(
        "\"Type\": \"Choice\", \"Choices\": [{\"Variable\": \"$.a\", \"TimestampEquals\": \"today\", \"Next\": \"A\"}]", "GR2014",
        "/Choices[0]/TimestampEquals")]
    [InlineData(
        "\"Type\": \"Choice\", \"Choices\": [{\"Variable\": \"$.a\", \"NumericEqualsPath\": \"1\", \"Next\": \"A\"}]", "GR2014",
        "/Choices[0]/NumericEqualsPath")]
    [InlineData(
        "\"Type\": \"Choice\", \"Choices\": [{\"Variable\": \"a\", \"IsNull\": true, \"Next\": \"A\"}]", "GR2010", "/Choices[0]/Variable")]
    [InlineData("\"Type\": \"Choice\", \"Choices\": [{\"And\": [], \"Next\": \"A\"}]", "GR2002", "/Choices[0]/And")]
    [InlineData(
        "\"Type\": \"Choice\", \"Choices\": [{\"Not\": {\"Variable\": \"$.a\", \"IsNull\": true, \"Next\": \"A\"}, \"Next\": \"A\"}]",
        "GR2004", "/Choices[0]/Not/Next")]
    public void A_state_is_refused(string fields, string code, string path)
    {
        var ends =
            fields.Contains("\"End\"", StringComparison.Ordinal) && fields.StartsWith("\"Type\": \"Task\"", StringComparison.Ordinal)
            || fields.Contains("\"Fail\"", StringComparison.Ordinal)
            || fields.Contains("\"Choice\"", StringComparison.Ordinal);
        var read = DefinitionReader.Read(
            $"{{\"StartAt\": \"A\", \"States\": {{\"A\": {{{fields}{(ends ? "" : ", \"End\": true")}}}}}}}", "a.json");

        Assert.Equal(
            [(code, $"/States/A{path}")], read.Problems.Where(p => p.Problem.Code != "GR2023").Select(p => (p.Problem.Code, p.Path)));
    }

    [Theory]
    [InlineData("\"ItemProcessor\": {", "GR2067", "/States/M/ItemProcessor/States/I/Assign")]
    [InlineData("\"ItemProcessor\": {\"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\", \"ExecutionType\": \"STANDARD\"}, ", null, null)]
    public void A_part_does_not_set_a_variable_around_it(string processor, string? code, string? path)
    {
        var read = DefinitionReader.Read(
            $"{{\"StartAt\": \"A\", \"States\": {{\"A\": {{\"Type\": \"Pass\", \"Assign\": {{\"x\": 1}}, \"Next\": \"M\"}}, \"M\": "
                + $"{{\"Type\": \"Map\", {processor}\"StartAt\": \"I\", "
                + "\"States\": {\"I\": {\"Type\": \"Pass\", \"Assign\": {\"x.$\": \"$\", \"y\": 1}, \"End\": true}}}, \"End\": true}}}",
            "a.json");

        Assert.Equal(code is null ? [] : [(code, path)], read.Problems.Select(p => ((string?)p.Problem.Code, (string?)p.Path)));
    }

    [Fact]
    public void An_Express_machine_takes_no_distributed_map()
    {
        var read = DefinitionReader.Read(
            $"{{\"StartAt\": \"A\", \"States\": {{\"A\": {{\"Type\": \"Map\", {Distributed}, \"End\": true}}}}}}", "a.json",
            StateMachineType.Express);

        Assert.Equal([("GR2017", "/States/A/ItemProcessor/ProcessorConfig/Mode")], read.Problems.Select(p => (p.Problem.Code, p.Path)));
    }

    [Fact]
    public void A_definition_that_is_too_long_is_not_read() =>
        Assert.Equal("GR2066", Assert.Single(DefinitionReader.Read(new string(' ', 1_048_577), "a.json").Problems).Problem.Code);
}
