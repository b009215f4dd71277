using System.Text.Json.Nodes;

namespace Granary.Platform.Items;

/// <summary>A KeyConditionExpression: one key attribute that is equal to a value, and perhaps a condition of the other.</summary>
public sealed record KeyCondition(Condition First, Condition? Second)
{
    /// <summary>The partition key's attribute first.</summary>
    public IReadOnlyList<string> Names =>
        Second is null ? [NameOf(First)]
        : IsEqual(First) || !IsEqual(Second) ? [NameOf(First), NameOf(Second)]
        : [NameOf(Second), NameOf(First)];

    public IEnumerable<string> EqualNames => new[] { First, Second }.OfType<Condition>().Where(IsEqual).Select(NameOf);

    /// <exception cref="ItemsException">The service takes no such condition of keys.</exception>
    public static KeyCondition Of(Condition condition) =>
        condition is Condition.Both both ? new(Checked(both.First), Checked(both.Second)) : new(Checked(condition), null);

    public bool HoldsFor(JsonObject item) => First.HoldsFor(item) && (Second?.HoldsFor(item) ?? true);

    static Condition Checked(Condition condition) => condition switch
    {
        Condition.Compare { Operator: not "<>", Left: Operand.At { Path.Steps.Count: 1 }, Right: Operand.Fixed } => condition,
        Condition.Between { Value: Operand.At { Path.Steps.Count: 1 }, Low: Operand.Fixed, High: Operand.Fixed } => condition,
        Condition.BeginsWith { Value: Operand.At { Path.Steps.Count: 1 }, Start: Operand.Fixed } => condition,
        Condition.Compare { Operator: "<>" } => throw Refuse("Invalid operator used in KeyConditionExpression: <>"),
        Condition.Either => throw Refuse("Invalid operator used in KeyConditionExpression: OR"),
        Condition.Not { Inner: Condition.Exists } => throw Refuse("Invalid operator used in KeyConditionExpression: attribute_not_exists"),
        Condition.Not => throw Refuse("Invalid operator used in KeyConditionExpression: NOT"),
        Condition.In => throw Refuse("Invalid operator used in KeyConditionExpression: IN"),
        Condition.Exists => throw Refuse("Invalid operator used in KeyConditionExpression: attribute_exists"),
        Condition.Contains => throw Refuse("Invalid operator used in KeyConditionExpression: contains"),
        Condition.Both => throw ItemsException.Validation("Conditions can be of length 1 or 2 only"),
        _ => throw ItemsException.Validation("Query key condition not supported"),
    };

    static ItemsException Refuse(string why) => ItemsException.Validation(why);

    static bool IsEqual(Condition condition) => condition is Condition.Compare { Operator: "=" };

    static string NameOf(Condition condition) => condition switch
    {
        Condition.Compare c => ((Operand.At)c.Left).Path.Attribute,
        Condition.Between b => ((Operand.At)b.Value).Path.Attribute,
        _ => ((Operand.At)((Condition.BeginsWith)condition).Value).Path.Attribute,
    };
}
