using System.Collections.Immutable;
using Granary.States.Values;

namespace Granary.States.Analysis.Flow;

/// <summary>Where a value comes from that nobody knows before a run: the execution's input, the result of a task, an error.</summary>
/// <param name="Source"><c>input</c>, <c>result:STATE</c> or <c>error:STATE</c>; with <c>#2</c> at the end for a second visit.</param>
/// <param name="Path">Names and <c>[n]</c>, each after a slash; <c>[*]</c> for every item; <c>json()</c> for what a text holds; <c>{}</c>.
/// Empty for the whole.</param>
readonly record struct Place(string Source, string Path)
{
    public const string EveryItem = "[*]";

    public const string ParsedText = "json()";

    /// <summary>Stands below what must be an object, whatever its members are.</summary>
    public const string AnObject = "{}";

    public static Place Input { get; } = new("input", "");

    public bool IsInput => this == Input;

    public Place Below(string step) => new(Source, $"{Path}/{step.Replace("/", "~1", StringComparison.Ordinal)}");

    public Place? Above => Path.Length == 0 ? null : new(Source, Path[..Path.LastIndexOf('/')]);

    public IReadOnlyList<string> Steps =>
        [.. Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(s => s.Replace("~1", "/", StringComparison.Ordinal))];

    public override string ToString() => Source + Path;
}

/// <summary>What is known of a value before a run. A closed set.</summary>
abstract record Shape
{
    Shape() { }

    public static Shape Anything { get; } = new Unknown(null, ImmutableSortedDictionary<string, Shape>.Empty);

    /// <summary>This value.</summary>
    public sealed record Exactly(Data Value) : Shape;

    /// <summary>An object of these members and no others.</summary>
    public sealed record Made(ImmutableSortedDictionary<string, Shape> Members) : Shape;

    /// <summary>A list of these items.</summary>
    public sealed record Row(ImmutableArray<Shape> Items) : Shape;

    /// <summary>Anything, save for the members that were written into it.</summary>
    /// <param name="Place">Null when nothing can be said about where it comes from.</param>
    public sealed record Unknown(Place? Place, ImmutableSortedDictionary<string, Shape> Written) : Shape;

    public static Shape At(Place place) => new Unknown(place, ImmutableSortedDictionary<string, Shape>.Empty);

    public static Shape Of(Data value) => new Exactly(value);

    public static Shape Object(params IEnumerable<(string Name, Shape Value)> members) =>
        new Made(ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, members.Select(m => KeyValuePair.Create(m.Name, m.Value))));

    /// <summary>A text that is the same for the same shape.</summary>
    public string Key => this switch
    {
        Exactly e => e.Value.ToString(),
        Made m => $"{{{Keys(m.Members)}}}",
        Row r => $"[{string.Join(',', r.Items.Select(i => i.Key))}]",
        Unknown u => $"<{u.Place}{(u.Written.Count > 0 ? "+" + Keys(u.Written) : "")}>",
        _ => "",
    };

    static string Keys(ImmutableSortedDictionary<string, Shape> members) => string.Join(',', members.Select(m => $"{m.Key}:{m.Value.Key}"));

    /// <summary>The value with another one in it, objects made on the way where they are missing.</summary>
    /// <param name="names">A step that is not a name leaves it open what comes of the value.</param>
    public static Shape Write(Shape? into, ReadOnlySpan<string?> names, Shape value)
    {
        if (names.Length == 0)
            return value;
        if (names[0] is not { } name)
            return Anything;
        return into switch
        {
            null => Object((name, Write(null, names[1..], value))),
            Exactly { Value: DataObject o } => Write(Opened(o), names, value),
            Made m => new Made(m.Members.SetItem(name, Write(m.Members.GetValueOrDefault(name), names[1..], value))),
            Unknown u => u with
            {
                Written = u.Written.SetItem(name, Write(u.Written.GetValueOrDefault(name) ?? Below(u, name), names[1..], value)),
            },
            _ => Anything,
        };
    }

    static Shape Below(Unknown shape, string name) => shape.Place is { } place ? At(place.Below(name)) : Anything;

    static Made Opened(DataObject value) => (Made)Object(value.Members.ToArray().Select(m => (m.Key, Of(m.Value))));
}
