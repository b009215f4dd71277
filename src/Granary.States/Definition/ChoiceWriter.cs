using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Granary.States.Definition;

static class ChoiceWriter
{
    public static void Write(JsonObject json, ChoiceState state)
    {
        json["Choices"] = new JsonArray([.. state.Choices.Select(Write)]);
        if (state.Default is not null)
            json["Default"] = state.Default;
        if (state.Assign is not null)
            json["Assign"] = state.Assign.Source.ToNode();
    }

    static JsonObject Write(ChoiceRule rule)
    {
        var json = Write(rule.When);
        if (rule.Comment is not null)
            json["Comment"] = rule.Comment;
        if (rule.Assign is not null)
            json["Assign"] = rule.Assign.Source.ToNode();
        json["Next"] = rule.Next;
        return json;
    }

    static JsonObject Write(Condition condition) => condition switch
    {
        Condition.And a => new() { ["And"] = Write(a.All) },
        Condition.Or o => new() { ["Or"] = Write(o.Any) },
        Condition.Not n => new() { ["Not"] = Write(n.Inner) },
        Condition.Test t => new()
        {
            ["Variable"] = t.Variable.Text,
            [t.Comparison.Operator] = t.Comparison.Path?.Text ?? t.Comparison.Value!.ToNode(),
        },
        _ => throw new UnreachableException(),
    };

    static JsonArray Write(IEnumerable<Condition> conditions) => [.. conditions.Select(Write)];
}
