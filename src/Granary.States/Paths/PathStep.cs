using System.Diagnostics;
using Granary.States.Values;

namespace Granary.States.Paths;

/// <summary>One step of a path, as a closed set.</summary>
abstract record PathStep
{
    PathStep() { }

    /// <summary><c>.name</c>, <c>['name']</c></summary>
    public sealed record Name(string Key) : PathStep;

    /// <summary><c>['a','b']</c>: an object of the members that are there.</summary>
    public sealed record Names(IReadOnlyList<string> Keys) : PathStep;

    /// <summary><c>[0]</c>, <c>[-1]</c></summary>
    public sealed record Index(int At) : PathStep;

    /// <summary><c>[0,2]</c></summary>
    public sealed record Indexes(IReadOnlyList<int> All) : PathStep;

    /// <summary><c>[1:3]</c>; either end may be missing or count from the end.</summary>
    public sealed record Slice(int? From, int? To) : PathStep;

    /// <summary><c>.*</c>, <c>[*]</c></summary>
    public sealed record Wildcard : PathStep;

    /// <summary><c>..</c>: the value itself and everything below it.</summary>
    public sealed record Descent : PathStep;

    /// <summary><c>[?(…)]</c></summary>
    public sealed record Filter(PathFilter Condition) : PathStep;

    public bool IsDefinite => this is Name or Names or Index;

    /// <returns>Null when a definite step leads nowhere.</returns>
    public Data? FindOne(Data value) =>
        this switch
        {
            Name n => (value as DataObject)?.Find(n.Key),
            Index i => value is DataArray a && Place(i.At, a.Count) is >= 0 and var at && at < a.Count ? a[at] : null,
            Names n => value is DataObject o
                ? new DataObject([.. n.Keys.Where(k => o.Find(k) is not null).Select(k => KeyValuePair.Create(k, o.Find(k)!))])
                : null,
            _ => throw new UnreachableException($"{this} is not definite."),
        };

    public static int Place(int index, int count) => index < 0 ? index + count : index;

    /// <summary>The step in the words of the service's errors: <c>['name']</c>, <c>[0]</c>.</summary>
    public string Fragment => this switch
    {
        Name n => $"['{n.Key}']",
        Names n => $"[{string.Join(',', n.Keys.Select(k => $"'{k}'"))}]",
        Index i => $"[{i.At}]",
        Indexes i => $"[{string.Join(',', i.All)}]",
        Slice s => $"[{s.From}:{s.To}]",
        Wildcard => "[*]",
        Descent => "..",
        _ => "[?]",
    };
}
