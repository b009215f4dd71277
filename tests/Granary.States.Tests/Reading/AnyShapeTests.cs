using System.Text.Json.Nodes;
using Granary.States.Definition;
using Granary.States.Reading;

namespace Granary.States.Tests.Reading;

/// <summary>A definition of any shape is answered with problems, or with a machine that can be written and read again.</summary>
public sealed class AnyShapeTests
{
    const string JsonataMachine = """
        {"StartAt": "A", "QueryLanguage": "JSONata", "States": {
          "A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Arguments": {"a": "{% 1 %}"}, "TimeoutSeconds": "{% 1 %}",
          "Credentials": {}, "Next": "C",
            "Retry": [{"ErrorEquals": ["A"]}], "Catch": [{"ErrorEquals": ["A"], "Output": 1, "Assign": {"x": 1}, "Next": "C"}]},
          "C": {"Type": "Choice", "Choices": [{"Condition": "{% true %}", "Next": "W", "Assign": {"x": 1}}], "Default": "M"},
          "W": {"Type": "Wait", "Timestamp": "{% $now() %}", "Next": "M"},
          "M": {"Type": "Map", "Items": [1], "ItemSelector": {}, "MaxConcurrency": 1, "Label": "l", "End": true,
          "ItemBatcher": {"MaxItemsPerBatch": 1, "BatchInput": {}},
            "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Arguments": {}, "ReaderConfig": {"InputType": "JSON",
            "MaxItems": 1}},
            "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Arguments": {}, "WriterConfig": {"OutputType": "JSON"}},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "P",
              "States": {"P": {"Type": "Parallel", "Branches": [{"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "{% 1 %}"}}}],
              "End": true}}}}}}
        """;

    static readonly string[] Replacements = ["null", "true", "-1.5", "\"\"", "\"$.a[\"", "[]", "[null]", "{}", "{\"a\": 1}"];

    [Fact]
    public void Every_value_may_be_any_other()
    {
        var definitions = File.ReadLines(Needed.Shared("cases/states/validity.jsonl"))
            .Select(l => JsonNode.Parse(l)!["definition"])
            .OfType<JsonObject>()
            .Select(d => d.ToJsonString())
            .Append(JsonataMachine)
            .ToList();
        foreach (var definition in definitions)
        {
            var nodes = Count(JsonNode.Parse(definition));
            foreach (var at in Series.From(1, nodes - 1, sample: 10))
                Check(Mutate(definition, at, Replacements[(at + definition.Length) % Replacements.Length]));
        }
    }

    static void Check(string text)
    {
        foreach (var type in (StateMachineType[])[StateMachineType.Standard, StateMachineType.Express])
        {
            var read = DefinitionReader.Read(text, "any.json", type);
            if (read.Definition is null)
                Assert.True(!read.IsValid || read.NotRunnable is not null, text);
            else
                Assert.True(DefinitionReader.Read(read.Definition.ToJson().ToJsonString(), "again.json", type).IsValid, text);
        }
    }

    static string Mutate(string definition, int at, string replacement)
    {
        var root = JsonNode.Parse(definition)!;
        var left = at;
        Find(root, ref left)!.ReplaceWith(JsonNode.Parse(replacement));
        return root.ToJsonString();
    }

    static int Count(JsonNode? node) => 1 + Children(node).Sum(Count);

    /// <summary>The node with this number, counted from the root down; JSON's null counts and cannot be replaced.</summary>
    static JsonNode? Find(JsonNode? node, ref int left)
    {
        if (left-- == 0)
            return node ?? new JsonObject();
        foreach (var child in Children(node))
        {
            if (Find(child, ref left) is { } found)
                return found;
        }

        return null;
    }

    static IEnumerable<JsonNode?> Children(JsonNode? node) => node switch
    {
        JsonObject o => o.Select(m => m.Value),
        JsonArray a => a,
        _ => [],
    };
}
