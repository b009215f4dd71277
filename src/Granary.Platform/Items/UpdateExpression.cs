using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Granary.Platform.Items;

/// <summary>What an UpdateExpression does to an item.</summary>
public sealed record UpdateExpression(IReadOnlyList<UpdateExpression.Action> Actions)
{
    const string Prefix = "The document path provided in the update expression is invalid for update";

    /// <summary>One change. A closed set.</summary>
    public abstract record Action(DocumentPath Path)
    {
        public sealed record Set(DocumentPath Path, NewValue Value) : Action(Path);

        public sealed record Remove(DocumentPath Path) : Action(Path);

        public sealed record Add(DocumentPath Path, JsonObject Value) : Action(Path);

        public sealed record Delete(DocumentPath Path, JsonObject Value) : Action(Path);
    }

    /// <summary>What SET puts in a place. A closed set.</summary>
    public abstract record NewValue
    {
        NewValue() { }

        public sealed record Plain(Operand Operand) : NewValue;

        public sealed record IfMissing(DocumentPath Path, NewValue Otherwise) : NewValue;

        public sealed record Append(NewValue First, NewValue Second) : NewValue;

        /// <param name="Sign">1 or -1.</param>
        public sealed record Sum(NewValue First, int Sign, NewValue Second) : NewValue;
    }

    /// <summary>Sets attributes to values.</summary>
    public static UpdateExpression Setting(JsonObject attributes) => new(
        [
            .. attributes.Select(a =>
                new Action.Set(new([a.Key]), new NewValue.Plain(new Operand.Fixed(AttributeValue.Read(a.Value))))),
        ]);

    /// <param name="item">Not changed; all that the expression reads is of it.</param>
    public JsonObject ApplyTo(JsonObject item)
    {
        var changed = item.DeepClone().AsObject();
        foreach (var action in Actions.OfType<Action.Set>())
            Put(changed, action.Path, ValueOf(action.Value, item));
        foreach (var action in Actions.OfType<Action.Add>())
            Put(changed, action.Path, Added(action.Path.Find(item), action.Value));
        foreach (var action in Actions.OfType<Action.Delete>())
            Delete(changed, action, item);

        // Of two members of a list the later goes first, so that the earlier's position still holds.
        foreach (var action in Actions.OfType<Action.Remove>().OrderByDescending(a => a.Path.Steps[^1] as int? ?? -1))
            Remove(changed, action.Path);
        return changed;
    }

    static JsonNode ValueOf(NewValue value, JsonObject item) =>
        value switch
        {
            NewValue.Plain p => p.Operand.ValueIn(item)?.DeepClone()
                ?? throw ItemsException.Validation("The provided expression refers to an attribute that does not exist in the item"),
            NewValue.IfMissing i => i.Path.Find(item)?.DeepClone() ?? ValueOf(i.Otherwise, item),
            NewValue.Append a => AttributeValue.Of(
                "L", new JsonArray([.. List(ValueOf(a.First, item)).Concat(List(ValueOf(a.Second, item))).Select(v => v?.DeepClone())])),
            NewValue.Sum s => SumOf(ValueOf(s.First, item), s.Sign, ValueOf(s.Second, item)),
            _ => throw new UnreachableException(),
        };

    static JsonArray List(JsonNode value) =>
        AttributeValue.TypeOf(value) == "L" ? AttributeValue.ContentOf(value)!.AsArray() : throw WrongType();

    static JsonObject SumOf(JsonNode first, int sign, JsonNode second)
    {
        if (AttributeValue.TypeOf(first) != "N" || AttributeValue.TypeOf(second) != "N")
            throw WrongType();
        var (a, b) = (AttributeValue.NumberOf(first), AttributeValue.NumberOf(second));
        return Number(sign > 0 ? a + b : a - b);
    }

    static JsonObject Number(ItemNumber number) =>
        number.Refusal() is { } why ? throw ItemsException.Validation(why) : AttributeValue.Of(number);

    static JsonNode Added(JsonNode? there, JsonObject value)
    {
        if (there is null)
            return value.DeepClone();
        var type = AttributeValue.TypeOf(value);
        if (AttributeValue.TypeOf(there) != type)
            throw WrongType();
        if (type == "N")
            return Number(AttributeValue.NumberOf(there) + AttributeValue.NumberOf(value));
        var members = AttributeValue
            .ContentOf(there)!
            .AsArray()
            .Concat(AttributeValue.ContentOf(value)!.AsArray())
            .Select(AttributeValue.Text);
        return AttributeValue.Of(type, new JsonArray([.. members.Distinct(StringComparer.Ordinal).Select(m => (JsonNode)m)]));
    }

    static void Delete(JsonObject changed, Action.Delete action, JsonObject item)
    {
        if (action.Path.Find(item) is not { } there)
            return;
        var type = AttributeValue.TypeOf(action.Value);
        if (AttributeValue.TypeOf(there) != type)
            throw WrongType();
        var gone = AttributeValue.ContentOf(action.Value)!.AsArray().Select(AttributeValue.Text).ToHashSet(StringComparer.Ordinal);
        var left = AttributeValue.ContentOf(there)!.AsArray().Select(AttributeValue.Text).Where(m => !gone.Contains(m)).ToList();
        if (left.Count == 0)
            Remove(changed, action.Path); // a set has a member
        else
            Put(changed, action.Path, AttributeValue.Of(type, new JsonArray([.. left.Select(m => (JsonNode)m)])));
    }

    static void Put(JsonObject item, DocumentPath path, JsonNode value)
    {
        if (path.Steps.Count == 1)
        {
            item[path.Attribute] = value;
            return;
        }

        var parent = path.FindParent(item);
        switch (parent is null ? null : AttributeValue.TypeOf(parent), path.Steps[^1])
        {
            case ("M", string name):
                AttributeValue.ContentOf(parent!)!.AsObject()[name] = value;
                break;
            case ("L", int index):
                var list = AttributeValue.ContentOf(parent!)!.AsArray();
                if (index < list.Count)
                    list[index] = value;
                else
                    list.Add(value);
                break;
            default:
                throw ItemsException.Validation(Prefix);
        }
    }

    static void Remove(JsonObject item, DocumentPath path)
    {
        if (path.Steps.Count == 1)
        {
            item.Remove(path.Attribute);
            return;
        }

        var parent = path.FindParent(item);
        switch (parent is null ? null : AttributeValue.TypeOf(parent), path.Steps[^1])
        {
            case ("M", string name):
                AttributeValue.ContentOf(parent!)!.AsObject().Remove(name);
                break;
            case ("L", int index):
                var list = AttributeValue.ContentOf(parent!)!.AsArray();
                if (index < list.Count)
                    list.RemoveAt(index);
                break;
            default:
                throw ItemsException.Validation(Prefix);
        }
    }

    static ItemsException WrongType() => ItemsException.Validation("An operand in the update expression has an incorrect data type");
}
