using Granary.Model;
using Granary.States.Paths;
using Granary.States.Values;

namespace Granary.States.Tests.Paths;

public sealed class JsonPathTests
{
    static readonly Data Store = Data.Parse("""
        {"a b": 1, "list": [10, 20, 30, 40], "deep": {"x": {"id": 1}, "y": [{"id": 2}, {"id": 3, "tag": "new"}]}, "nothing": null}
        """);

    [Theory]
    [InlineData("$['a b']", "1")]
    [InlineData("$.list[0]", "10")]
    [InlineData("$.list[-1]", "40")]
    [InlineData("$.list[1:3]", "[20,30]")]
    [InlineData("$.list[-2:]", "[30,40]")]
    [InlineData("$.list[0,2]", "[10,30]")]
    [InlineData("$.list[*]", "[10,20,30,40]")]
    [InlineData("$.deep.x.*", "[1]")]
    [InlineData("$..id", "[1,2,3]")]
    [InlineData("$.deep.y[*].id", "[2,3]")]
    [InlineData("$.deep.y[?(@.id == 3)]", """[{"id":3,"tag":"new"}]""")]
    [InlineData("$.deep.y[?(@.id > 1 && @.tag)].id", "[3]")]
    [InlineData("$.deep.y[?(!(@.tag) || @.id in [1])].id", null)]
    [InlineData("$.deep.y[?(@.tag =~ /N.*/i)].id", "[3]")]
    [InlineData("$.nothing", "null")]
    [InlineData("$.['a b']", "1")]
    [InlineData("$.deep.['x'].id", "1")]
    [InlineData("$.list.length()", "4")]
    [InlineData("$.deep.length()", "2")]
    [InlineData("$.deep.y[*].id.length()", "2")]
    public void Finds_what_it_leads_to(string path, string? found)
    {
        if (found is null)
            Assert.False(JsonPath.TryParse(path, out _, out _));
        else
            Assert.Equal(found, JsonPath.Parse(path).Find(Store)?.ToString());
    }

    [Theory]
    [InlineData("$.missing")]
    [InlineData("$.list[9]")]
    [InlineData("$.list.name")]
    [InlineData("$.list.sum()")]
    [InlineData("$['a b'].length()")]
    public void Gives_nothing_when_a_definite_path_leads_nowhere(string path) => Assert.Null(JsonPath.Parse(path).Find(Store));

    [Theory]
    [InlineData("$.missing[*]")]
    [InlineData("$.missing[1:]")]
    [InlineData("$.missing.items[*].id")]
    public void Gives_an_empty_list_when_an_indefinite_path_leads_nowhere(string path) =>
        Assert.Equal("[]", JsonPath.Parse(path).Find(Store)!.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("list")]
    [InlineData("$.")]
    [InlineData("$.a b")]
    [InlineData("$.list[")]
    [InlineData("$.list[x]")]
    [InlineData("$.list['x]")]
    [InlineData("$.list[?(@.a == )]")]
    public void Refuses_what_is_not_a_path(string text)
    {
        Assert.False(JsonPath.TryParse(text, out _, out var why));
        Assert.EndsWith(".", why);
        Assert.Equal("GR2010", Assert.Throws<ProblemException>(() => JsonPath.Parse(text)).Problems[0].Code);
    }

    [Theory]
    [InlineData("$.new", """{"a":{"b":1},"list":[1,2],"new":7}""")]
    [InlineData("$.a.b", """{"a":{"b":7},"list":[1,2]}""")]
    [InlineData("$.x.y.z", """{"a":{"b":1},"list":[1,2],"x":{"y":{"z":7}}}""")]
    [InlineData("$.list[1]", """{"a":{"b":1},"list":[1,7]}""")]
    [InlineData("$", "7")]
    [InlineData("$.list.x", null)]
    [InlineData("$.list[2]", null)]
    public void A_result_is_written_where_a_reference_path_points(string path, string? written)
    {
        var input = Data.Parse("""{"a":{"b":1},"list":[1,2]}""");

        Assert.Equal(written, ReferencePath.Parse(path).Write(input, 7)?.ToString());
        Assert.Equal("""{"a":{"b":1},"list":[1,2]}""", input.ToString());
    }

    [Theory]
    [InlineData("$.list[*]")]
    [InlineData("$$.Execution.Id")]
    [InlineData("$name")]
    [InlineData("$..id")]
    public void A_reference_path_names_one_place_in_the_input(string text) => Assert.False(ReferencePath.TryParse(text, out _, out _));
}
