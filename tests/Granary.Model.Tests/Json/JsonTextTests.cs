using Granary.Model.Json;

namespace Granary.Model.Tests.Json;

public sealed class JsonTextTests
{
    readonly List<Problem> _problems = [];

    [Fact]
    public void Keeps_the_place_of_every_value()
    {
        var root = Assert.IsType<JsonObjectSource>(JsonText.Parse("{\n  \"a\": [1,\n    true]\n}", "x.json", _problems));

        var list = Assert.IsType<JsonArraySource>(root.Find("a")!.Value);
        Assert.Equal(new("x.json", 3, 5), list.Items[1].Where);
        Assert.Empty(_problems);
    }

    [Fact]
    public void Reports_every_mistake_and_reads_on()
    {
        JsonText.Parse("""
            {
              "a": 1,
              "a": 2,
              "b": [1, 2,],
              "c": 01,
              "d": yes,
            }
            """, "x.json", _problems);

        Assert.Equal(
            ["GR1003 x.json:3:3", "GR1002 x.json:4:13", "GR1001 x.json:5:8", "GR1001 x.json:6:8", "GR1002 x.json:6:11"],
            _problems.Select(p => $"{p.Code} {p.Where}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"a\" 1}")]
    [InlineData("[1 2]")]
    [InlineData("\"open")]
    [InlineData("1e")]
    [InlineData("{} x")]
    public void Refuses_what_is_not_json(string text)
    {
        JsonText.Parse(text, "x.json", _problems);

        Assert.NotEmpty(_problems);
    }

    [Fact]
    public void Unfolds_escapes()
    {
        var value = Assert.IsType<JsonTextSource>(JsonText.Parse("\"a\\n\\u00e9\\\\\\/\"", "x.json", _problems));

        Assert.Equal("a\né\\/", value.Value);
    }
}
