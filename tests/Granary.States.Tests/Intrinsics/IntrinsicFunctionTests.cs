using System.Text.Json.Nodes;

namespace Granary.States.Tests.Intrinsics;

public sealed class IntrinsicFunctionTests
{
    [Theory]
    [InlineData("States.Format('{} and \\{\\}', $.text)", "\"a,b;;c and {}\"")]
    [InlineData("States.Format('{}', $.object)", "\"{a=1, b=[x, null]}\"")]
    [InlineData("States.StringToJson('')", "null")]
    [InlineData("States.StringToJson('{\"a\":1.50}')", """{"a":1.50}""")]
    [InlineData("States.JsonToString($.object)", """
        "{\"a\":1,\"b\":[\"x\",null]}"
        """)]
    [InlineData("States.Array(1, 'x', true, null, $.text)", """[1,"x",true,null,"a,b;;c"]""")]
    [InlineData("States.Array()", "[]")]
    [InlineData("States.ArrayPartition($.list, 2)", "[[1,2],[2,3]]")]
    [InlineData("States.ArrayContains($.list, 3)", "true")]
    [InlineData("States.ArrayRange(1, 9, 4)", "[1,5,9]")]
    [InlineData("States.ArrayRange(3, 1, -1)", "[3,2,1]")]
    [InlineData("States.ArrayGetItem($.list, 3)", "3")]
    [InlineData("States.ArrayLength($.list)", "4")]
    [InlineData("States.ArrayUnique($.list)", "[1,2,3]")]
    [InlineData("States.Base64Encode('Grün')", "\"R3LDvG4=\"")]
    [InlineData("States.Base64Decode('R3LDvG4=')", "\"Grün\"")]
    [InlineData("States.Hash('a', 'MD5')", "\"0cc175b9c0f1b6a831c399e269772661\"")]
    [InlineData("States.Hash('a', 'SHA-1')", "\"86f7e437faa5a7fce15d1ddcb9eaeaea377667b8\"")]
    [InlineData("States.JsonMerge($.object, $.other, false)", """{"a":2,"b":["x",null],"c":3}""")]
    [InlineData("States.MathAdd(-1.5, 2.5)", "2")]
    [InlineData("States.StringSplit($.text, ',;')", """["a","b","c"]""")]
    [InlineData("States.StringSplit('a😀b', '😁b')", """["a😀"]""")]
    [InlineData("States.ArrayLength(States.StringSplit($.text, ','))", "2")]
    public void Gives_what_the_service_gives(string call, string expected)
    {
        var result = Evaluate(call, out _);

        Assert.Equal(expected, States.Values.Data.From(result).ToString());
    }

    [Fact]
    public void A_random_number_lies_from_the_first_to_before_the_second() =>
        Assert.Equal(5, Evaluate("States.MathRandom(5, 6)", out _)!.GetValue<int>());

    [Fact]
    public void A_uuid_is_one_of_version_4() =>
        Assert.Matches(
            "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", Evaluate("States.UUID()", out _)!.GetValue<string>());

    [Theory]
    [InlineData("States.ArrayGetItem($.list, 4)")]
    [InlineData("States.ArrayLength($.text)")]
    [InlineData("States.JsonMerge($.object, $.other, true)")]
    [InlineData("States.Format('{}')")]
    [InlineData("States.StringToJson($.text)")]
    [InlineData("States.ArrayRange(0, 5000, 1)")]
    public void Refused_arguments_are_a_failure_that_can_be_told_apart(string call)
    {
        Evaluate(call, out var error);

        Assert.Equal("States.IntrinsicFailure", error);
    }

    [Theory]
    [InlineData("States.Formt('{}', $.a)")]
    [InlineData("States.Format('{}', $.a")]
    [InlineData("States.MathAdd(1)")]
    [InlineData("States.Format('\\q')")]
    [InlineData("States.Format(hello)")]
    [InlineData("States.Format('{}', 'open)")]
    [InlineData("States.Array(States.Array(States.Array(States.Array(States.Array("
        + "States.Array(States.Array(States.Array(States.Array(States.Array(States.Array())))))))))))")]
    public void A_call_that_cannot_be_read_is_a_problem_of_the_definition(string call) =>
        Assert.Equal("GR2012", Granary.States.Reading.DefinitionReader.Read(Definition(call), "x").Problems[0].Problem.Code);

    [Fact]
    public void A_missing_argument_names_the_whole_call()
    {
        var machine = new Machine();

        var result = machine.Run(Definition("States.Format('{}', States.Format('{}', $.nope))"), new JsonObject { ["other"] = 1 });

        Assert.Equal("States.Runtime", result.Error);
        Assert.Equal(
            "An error occurred while executing the state 'S' (entered at the event id #2). The function 'States.Format('{}', "
                + "States.Format('{}', $.nope))' had the following error: "
            + "The JsonPath argument for the field '$.nope' could not be found in the input '{\"other\":1}'",
            result.Cause);
    }

    static JsonNode? Evaluate(string call, out string? error)
    {
        var input = JsonNode.Parse("""{"text":"a,b;;c","list":[1,2,2,3],"object":{"a":1,"b":["x",null]},"other":{"a":2,"c":3}}""");
        var result = new Machine().Run(Definition(call), input);
        error = result.Error;
        return result.Output?["v"]?.DeepClone();
    }

    static string Definition(string call) =>
        new JsonObject
        {
            ["StartAt"] = "S",
            ["States"] = new JsonObject
            {
                ["S"] = new JsonObject
                {
                    ["Type"] = "Pass",
                    ["Parameters"] = new JsonObject { ["v.$"] = call },
                    ["End"] = true,
                },
            },
        }.ToJsonString();
}
