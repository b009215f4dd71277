using System.Text.Json.Nodes;
using Granary.Emulator.Pipes;

namespace Granary.Home.Tests.Pipes;

/// <summary>Documented: EventBridge user guide, "Comparison operators for use in event patterns".</summary>
public sealed class EventPatternTests
{
    const string Record = """
        { "eventName": "INSERT", "dynamodb": { "NewImage": { "status": { "S": "TRIGGERED" }, "n": { "N": "7" } }, "size": 12,
         "tags": ["a", "b"] } }
        """;

    [Theory]
    [InlineData("""{ "eventName": ["INSERT", "MODIFY"] }""", true)]
    [InlineData("""{ "eventName": ["REMOVE"] }""", false)]
    [InlineData("""{ "dynamodb": { "NewImage": { "status": { "S": ["TRIGGERED"] } } } }""", true)]
    [InlineData("""{ "eventName": ["INSERT"], "dynamodb": { "NewImage": { "status": { "S": ["DONE"] } } } }""", false)]
    [InlineData("""{ "eventName": [{ "prefix": "INS" }] }""", true)]
    [InlineData("""{ "eventName": [{ "suffix": "RT" }] }""", true)]
    [InlineData("""{ "eventName": [{ "prefix": "MOD" }] }""", false)]
    [InlineData("""{ "eventName": [{ "equals-ignore-case": "insert" }] }""", true)]
    [InlineData("""{ "eventName": [{ "anything-but": "REMOVE" }] }""", true)]
    [InlineData("""{ "eventName": [{ "anything-but": ["INSERT", "REMOVE"] }] }""", false)]
    [InlineData("""{ "eventName": [{ "anything-but": { "prefix": "INS" } }] }""", false)]
    [InlineData("""{ "missing": [{ "anything-but": "x" }] }""", false)]
    [InlineData("""{ "dynamodb": { "OldImage": { "status": { "S": [{ "exists": false }] } } } }""", true)]
    [InlineData("""{ "dynamodb": { "NewImage": { "status": { "S": [{ "exists": true }] } } } }""", true)]
    [InlineData("""{ "dynamodb": { "NewImage": { "other": { "S": [{ "exists": true }] } } } }""", false)]
    [InlineData("""{ "dynamodb": { "size": [{ "numeric": [">", 10, "<=", 12] }] } }""", true)]
    [InlineData("""{ "dynamodb": { "size": [{ "numeric": ["<", 12] }] } }""", false)]
    [InlineData("""{ "dynamodb": { "size": [12.0] } }""", true)]
    [InlineData("""{ "dynamodb": { "tags": ["b"] } }""", true)]
    [InlineData("""{ "dynamodb": { "tags": ["c"] } }""", false)]
    [InlineData("""{ "$or": [{ "eventName": ["REMOVE"] }, { "dynamodb": { "size": [12] } }] }""", true)]
    public void Matches_as_documented(string pattern, bool expected)
    {
        Assert.Equal(expected, EventPattern.Parse(pattern).Matches(JsonNode.Parse(Record)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{ "eventName": "INSERT" }""")]
    [InlineData("""{ "eventName": [] }""")]
    [InlineData("""{ "eventName": [{ "like": "x" }] }""")]
    public void A_pattern_that_is_not_valid_is_refused(string pattern) => Assert.NotNull(EventPattern.FindError(pattern));

    [Theory]
    [InlineData("""{"s": <$.dynamodb.NewImage.status.S>, "n": <$.dynamodb.size>}""", """{"s":"TRIGGERED","n":12}""")]
    [InlineData("""{"s": "is <$.dynamodb.NewImage.status.S>!"}""", """{"s":"is TRIGGERED!"}""")]
    [InlineData("""{"t": <$.dynamodb.tags[1]>, "all": <$.dynamodb.tags>}""", """{"t":"b","all":["a","b"]}""")]
    [InlineData("""{"m": <$.nowhere.at.all>, "x": "<$.nowhere>"}""", """{"m":null,"x":""}""")]
    [InlineData("<$.eventName>", "\"INSERT\"")]
    [InlineData("Order <$.eventName>", "\"Order INSERT\"")]
    public void A_template_takes_values_of_the_record(string template, string expected)
    {
        Assert.Equal(expected, InputTemplate.Apply(template, JsonNode.Parse(Record)!.AsObject())!.ToJsonString());
    }
}
