using System.Diagnostics.CodeAnalysis;
using Granary.Model;
using Granary.States.Values;

namespace Granary.States.Paths;

/// <summary>A path that names exactly one place, and can therefore be written to.</summary>
public sealed class ReferencePath
{
    readonly JsonPath _path;

    ReferencePath(JsonPath path) => _path = path;

    /// <summary><c>$</c>: the value replaces everything.</summary>
    public static ReferencePath Whole { get; } = new(JsonPath.Whole);

    public string Text => _path.Text;

    public bool IsWhole => _path.IsWhole;

    internal IReadOnlyList<PathStep> Steps => _path.Steps;

    /// <exception cref="ProblemException">GR2010, GR2011: not a path, or not a reference path.</exception>
    public static ReferencePath Parse(string text) =>
        TryParse(text, out var path, out var why)
            ? path
            : throw new ProblemException(new Problem("GR2011", ProblemKind.Usage,
                $"'{text}' is not a reference path: {why}"));

    public static bool TryParse(string text, [NotNullWhen(true)] out ReferencePath? path, [NotNullWhen(false)] out string? why)
    {
        path = null;
        if (!JsonPath.TryParse(text, out var parsed, out why))
            return false;
        if (parsed.Root != PathRoot.Input)
            why = "it must begin with '$.' because a result is written into the state's input.";
        else if (parsed.Function is not null || !Array.TrueForAll(parsed.Steps, s => s is PathStep.Name or PathStep.Index { At: >= 0 }))
            why = "it must name one place, with names and whole numbers alone.";
        else
            path = new(parsed);
        return path is not null;
    }

    public static implicit operator ReferencePath(string text) => Parse(text);

    /// <summary>A copy of the input with the value at this place; objects on the way are made where they are missing.</summary>
    /// <returns>Null when the way leads through something that is not an object or an existing item.</returns>
    public Data? Write(Data input, Data value) => Write(input, value, 0);

    public override string ToString() => Text;

    Data? Write(Data? at, Data value, int next)
    {
        if (next == _path.Steps.Length)
            return value;
        switch (_path.Steps[next], at)
        {
            case (PathStep.Name n, DataObject o):
                return Write(o.Find(n.Key), value, next + 1) is { } member ? o.With(n.Key, member) : null;
            case (PathStep.Name n, null):
                return Write(null, value, next + 1) is { } made ? DataObject.Of((n.Key, made)) : null;
            case (PathStep.Index i, DataArray a) when i.At < a.Count:
                return Write(a[i.At], value, next + 1) is { } item ? a.With(i.At, item) : null;
            default:
                return null;
        }
    }
}
