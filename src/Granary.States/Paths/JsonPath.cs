using System.Diagnostics.CodeAnalysis;
using Granary.Model;
using Granary.States.Values;

namespace Granary.States.Paths;

/// <summary>Where a path begins.</summary>
public enum PathRoot
{
    /// <summary><c>$</c>: the value that the field at hand is about.</summary>
    Input,

    /// <summary><c>$$</c>: the context object.</summary>
    Context,

    /// <summary><c>$name</c>: a variable of the state machine.</summary>
    Variable,
}

/// <summary>A JSONPath as the service takes it, read once and followed often.</summary>
/// <remarks>Source: the service follows the Java library Jayway JsonPath, in its results and in the texts of its errors.</remarks>
public sealed class JsonPath
{
    readonly bool _areStepsDefinite;

    JsonPath(string text, PathRoot root, string? variable, PathStep[] steps, string? function = null)
    {
        Text = text;
        Root = root;
        Variable = variable;
        Steps = steps;
        Function = function;
        _areStepsDefinite = Array.TrueForAll(steps, s => s.IsDefinite);
    }

    /// <summary><c>$</c>.</summary>
    public static JsonPath Whole { get; } = new("$", PathRoot.Input, null, []);

    public string Text { get; }

    public PathRoot Root { get; }

    /// <summary>The variable's name where <see cref="Root"/> says so.</summary>
    public string? Variable { get; }

    /// <summary>Whether it names one place. An indefinite path gives a list, empty when nothing is there.</summary>
    public bool IsDefinite => _areStepsDefinite || Function is not null;

    public bool IsWhole => Root == PathRoot.Input && Steps.Length == 0 && Function is null;

    /// <summary>What the path ends in: <c>length</c> for <c>$.a.length()</c>; null for most.</summary>
    /// <remarks>
    /// Of the library's functions only this one gives something with the JSON that the service holds; the others find nothing.
    /// </remarks>
    internal string? Function { get; }

    internal PathStep[] Steps { get; }

    /// <exception cref="ProblemException">GR2010: not a path.</exception>
    public static JsonPath Parse(string text) =>
        TryParse(text, out var path, out var why)
            ? path
            : throw new ProblemException(new Problem("GR2010", ProblemKind.Usage, $"'{text}' is not a path: {why}"));

    /// <param name="why">A sentence that says what is wrong and where.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out JsonPath? path, [NotNullWhen(false)] out string? why)
    {
        if (text == "$")
        {
            (path, why) = (Whole, null);
            return true;
        }

        var cursor = new TextCursor(text);
        path = new JsonPathParser(cursor).ParseWhole();
        why = path is null ? cursor.Why : null;
        return path is not null;
    }

    public static implicit operator JsonPath(string text) => Parse(text);

    /// <param name="root">The value that the root stands for.</param>
    /// <returns>What is there: a list for an indefinite path, null for a definite one that leads nowhere.</returns>
    public Data? Find(Data root) => Function switch
    {
        null => Follow(root),
        "length" => Follow(root) switch
        {
            DataArray list => list.Count,
            DataObject o => o.Count,
            _ => null,
        },
        _ => null,
    };

    Data? Follow(Data root)
    {
        if (!_areStepsDefinite)
        {
            var found = new List<Data>();
            PathWalk.Collect(root, Steps, 0, root, found);
            return new DataArray([.. found]);
        }

        var at = root;
        foreach (var step in Steps)
        {
            at = step.FindOne(at);
            if (at is null)
                return null;
        }

        return at;
    }

    public override string ToString() => Text;

    internal static JsonPath Make(string text, PathRoot root, string? variable, PathStep[] steps, string? function) =>
        new(text, root, variable, steps, function);
}
