using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Granary.Platform.Items;

/// <summary>Something that holds for an item, or does not. A closed set.</summary>
public abstract record Condition
{
    Condition() { }

    /// <param name="Operator"><c>= &lt;&gt; &lt; &lt;= &gt; &gt;=</c>.</param>
    public sealed record Compare(string Operator, Operand Left, Operand Right) : Condition;

    public sealed record Between(Operand Value, Operand Low, Operand High) : Condition;

    public sealed record In(Operand Value, IReadOnlyList<Operand> List) : Condition;

    public sealed record Both(Condition First, Condition Second) : Condition;

    public sealed record Either(Condition First, Condition Second) : Condition;

    public sealed record Not(Condition Inner) : Condition;

    public sealed record Exists(DocumentPath Path) : Condition;

    public sealed record HasType(DocumentPath Path, string Type) : Condition;

    public sealed record BeginsWith(Operand Value, Operand Start) : Condition;

    public sealed record Contains(Operand Value, Operand Part) : Condition;

    /// <summary>There is an item with the attribute. A key attribute stands for the item itself.</summary>
    public static Condition Has(string attribute) => new Exists(new([attribute]));

    /// <summary>There is no item, or it lacks the attribute.</summary>
    public static Condition HasNot(string attribute) => new Not(Has(attribute));

    /// <summary>The names of the attributes that the condition reads.</summary>
    public IEnumerable<string> Attributes => this switch
    {
        Compare c => AttributesOf(c.Left, c.Right),
        Between b => AttributesOf(b.Value, b.Low, b.High),
        In i => AttributesOf([i.Value, .. i.List]),
        Both b => b.First.Attributes.Concat(b.Second.Attributes),
        Either e => e.First.Attributes.Concat(e.Second.Attributes),
        Not n => n.Inner.Attributes,
        Exists e => [e.Path.Attribute],
        HasType t => [t.Path.Attribute],
        BeginsWith b => AttributesOf(b.Value, b.Start),
        Contains c => AttributesOf(c.Value, c.Part),
        _ => throw new UnreachableException(),
    };

    /// <param name="item">An empty object where there is no item.</param>
    public bool HoldsFor(JsonObject item) =>
        this switch
        {
            Compare c => Compares(c.Operator, c.Left.ValueIn(item), c.Right.ValueIn(item)),
            Between b => Compares(">=", b.Value.ValueIn(item), b.Low.ValueIn(item))
                && Compares("<=", b.Value.ValueIn(item), b.High.ValueIn(item)),
            In i => i.List.Any(o => Compares("=", i.Value.ValueIn(item), o.ValueIn(item))),
            Both b => b.First.HoldsFor(item) && b.Second.HoldsFor(item),
            Either e => e.First.HoldsFor(item) || e.Second.HoldsFor(item),
            Not n => !n.Inner.HoldsFor(item),
            Exists e => e.Path.Find(item) is not null,
            HasType t => t.Path.Find(item) is { } value && AttributeValue.TypeOf(value) == t.Type,
            BeginsWith b => Begins(b.Value.ValueIn(item), b.Start.ValueIn(item)),
            Contains c => Holds(c.Value.ValueIn(item), c.Part.ValueIn(item)),
            _ => throw new UnreachableException(),
        };

    static IEnumerable<string> AttributesOf(params IEnumerable<Operand> operands) =>
        operands.OfType<Operand.At>().Select(o => o.Path.Attribute);

    static bool Compares(string comparison, JsonNode? left, JsonNode? right)
    {
        // A value that is not there is unequal to any other, and has no place in an order.
        if (left is null || right is null)
            return comparison == "<>" && (left is null) != (right is null);
        if (comparison is "=" or "<>")
            return AttributeValue.AreEqual(left, right) == (comparison == "=");
        return AttributeValue.Compare(left, right) is { } order && comparison switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
    }

    static bool Begins(JsonNode? value, JsonNode? start) =>
        value is not null
        && start is not null
        && (AttributeValue.TypeOf(value), AttributeValue.TypeOf(start)) switch
        {
            ("S", "S") => AttributeValue.TextOf(value).StartsWith(AttributeValue.TextOf(start), StringComparison.Ordinal),
            ("B", "B") => Convert
                .FromBase64String(AttributeValue.TextOf(value))
                .AsSpan()
                .StartsWith(Convert.FromBase64String(AttributeValue.TextOf(start))),
            _ => false,
        };

    static bool Holds(JsonNode? value, JsonNode? part) =>
        value is not null
        && part is not null
        && (AttributeValue.TypeOf(value), AttributeValue.TypeOf(part)) switch
        {
            ("S", "S") => AttributeValue.TextOf(value).Contains(AttributeValue.TextOf(part), StringComparison.Ordinal),
            ("B", "B") => Convert
                .FromBase64String(AttributeValue.TextOf(value))
                .AsSpan()
                .IndexOf(Convert.FromBase64String(AttributeValue.TextOf(part))) >= 0,
            ("L", _) => AttributeValue.ContentOf(value)!.AsArray().Any(v => AttributeValue.AreEqual(v!, part)),
            ("SS", "S") or ("NS", "N") or ("BS", "B") => AttributeValue
                .ContentOf(value)!
                .AsArray()
                .Any(v => AttributeValue.Text(v) == AttributeValue.TextOf(part)),
            _ => false,
        };
}
