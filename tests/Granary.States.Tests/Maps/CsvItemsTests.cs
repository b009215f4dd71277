namespace Granary.States.Tests.Maps;

/// <summary>The dialect of the service, of which the developer guide gives the rules.</summary>
public sealed class CsvItemsTests
{
    [Theory]
    [InlineData("a,b", "a|b")]
    [InlineData("a", "a|")]
    [InlineData("a,b,c", "a|b")]
    [InlineData("a,\"b, \"\"c\"\"\nd\"", "a|b, \"c\"\nd")]
    [InlineData("{\"\"k\"\":\"\"v\"\"},\"[1,2]\"", "{\"k\":\"v\"}|[1,2]")]
    [InlineData("\"\",\"\"\"\"", "|\"")]
    [InlineData("C:\\\\x,a\\nb", "C:\\x|anb")]
    [InlineData("a\\,b,c", "a,b|c")]
    [InlineData("   ", "   |")]
    [InlineData("\n\r\na,b\n\n", "a|b")]
    [InlineData("a,b\rc,d", "a|b;c|d")]
    public void A_row_is_read_as_the_service_reads_it(string text, string fields)
    {
        var machine = new Machine { Buckets = new([("b", "k", text)]) };

        var result = machine.Run("""
            {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true,
              "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "Key": "k"},
                "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["A", "B"]}},
              "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}, "StartAt": "P",
              "States": {"P": {"Type": "Pass", "End": true}}}}}}
            """);

        Assert.Equal(fields, string.Join(';', result.Output!.AsArray().Select(row => $"{row!["A"]}|{row["B"]}")));
    }
}
