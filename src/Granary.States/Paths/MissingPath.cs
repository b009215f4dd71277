using Granary.States.Values;

namespace Granary.States.Paths;

/// <summary>Says where a definite path breaks off, in the words of the library that the service uses.</summary>
static class MissingPath
{
    public static string Explain(JsonPath path, Data root)
    {
        var at = path.Root == PathRoot.Input ? root : null;
        var walked = "$";
        for (var i = 0; i < path.Steps.Length && at is not null; i++)
        {
            var step = path.Steps[i];
            var isLast = i == path.Steps.Length - 1;
            if (step is PathStep.Name && at is not DataObject)
            {
                return $"Expected to find an object with property {step.Fragment} in path {walked} but found '{JavaName(at)}'. "
                    + "This is not a json object according to the JsonProvider: "
                    + "'com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider'.";
            }

            if (step is PathStep.Index && at is not DataArray)
                return $"Filter: {step.Fragment} can only be applied to arrays. Current context is: {at}";
            walked += step.Fragment;
            at = step.FindOne(at);
            if (at is null && !isLast && step is PathStep.Name)
                return $"Missing property in path {walked}";
        }

        return "No results for path: "
            + $"${string.Concat(path.Steps.Select(s => s.Fragment))}{(path.Function is null ? "" : $".{path.Function}()")}";
    }

    static string JavaName(Data value) => "com.fasterxml.jackson.databind.node." + value switch
    {
        DataText => "TextNode",
        DataNumber { IsWhole: true } => "IntNode",
        DataNumber => "DoubleNode",
        DataBoolean => "BooleanNode",
        DataArray => "ArrayNode",
        _ => "NullNode",
    };
}
