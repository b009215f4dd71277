using System.Text.Json;
using System.Text.Json.Nodes;
using Granary.States.Values;

namespace Granary.States.Tests.Values;

public sealed class DataTests
{
    [Theory]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("12345678901234567890.12345678901234567890")]
    [InlineData("""{"a":[null,true,false,"é\n\u0001\"\\"],"b":{}}""")]
    public void Text_goes_through_unchanged(string json)
    {
        Assert.Equal(json, Data.Parse(json).ToString());
        Assert.Equal(json, Data.From(Data.Parse(json).ToNode()).ToString());
    }

    [Theory]
    [InlineData("1", "1.0", true)]
    [InlineData("12345678901234567", "12345678901234568", false)]
    [InlineData("""{"a":1,"b":2}""", """{"b":2,"a":1}""", true)]
    [InlineData("[1,2]", "[2,1]", false)]
    [InlineData("null", "false", false)]
    public void Equality_is_that_of_json(string left, string right, bool equal) =>
        Assert.Equal(equal, Data.Parse(left).Equals(Data.Parse(right)));

    [Theory]
    [InlineData("")]
    [InlineData("{'a':1}")]
    [InlineData("1 2")]
    [InlineData("\"\\ud800\"")]
    public void What_is_not_json_is_refused(string text) => Assert.ThrowsAny<JsonException>(() => Data.Parse(text));

    [Fact]
    public void A_wide_object_finds_its_members()
    {
        var wide = Data.From(new JsonObject(Enumerable.Range(0, 50).Select(i => KeyValuePair.Create($"k{i}", (JsonNode?)i))));

        var changed = ((DataObject)wide).With("k49", "last").With("k50", "new");

        Assert.Equal("\"last\"", changed.Find("k49")!.ToString());
        Assert.Equal(51, changed.Count);
        Assert.Null(changed.Find("k51"));
    }
}
