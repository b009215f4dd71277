using Granary.States.Values;

namespace Granary.States.Maps;

/// <summary>The items of a distributed map, in order.</summary>
/// <param name="Keys">The names of the items where they are the members of an object.</param>
/// <param name="Source">As the context object shows it: <c>STATE_DATA</c>, or <c>S3://bucket/key</c>.</param>
sealed record MapItems(IReadOnlyList<Data> Values, IReadOnlyList<string>? Keys, string Source)
{
    const string StateData = "STATE_DATA";

    /// <returns>Null when the value is neither a list nor an object.</returns>
    public static MapItems? From(Data value, string source = StateData) => value switch
    {
        DataArray list => new(list, null, source),
        DataObject o => new([.. o.Members.ToArray().Select(Pair)], [.. o.Members.ToArray().Select(m => m.Key)], source),
        _ => null,
    };

    public MapItems Take(long most) => most >= Values.Count ? this : this with { Values = [.. Values.Take((int)most)] };

    /// <summary>What <c>$$.Map.Item</c> stands for.</summary>
    public DataObject Describe(int number)
    {
        var item = DataObject.Of(("Index", number));
        if (Keys is not null)
            item = item.With("Key", Keys[number]);
        var value = Keys is null ? Values[number] : ((DataObject)Values[number]).Find("Value")!;
        return item.With("Value", value).With("Source", Source);
    }

    static Data Pair(KeyValuePair<string, Data> member) => DataObject.Of(("Key", member.Key), ("Value", member.Value));
}
