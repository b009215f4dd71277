using System.Diagnostics;
using Granary.Model.Json;

namespace Granary.Model.Shapes;

/// <summary>Takes the values of one object, key by key, and goes on after a mistake so that one reading reports them all.</summary>
sealed class ObjectReader(JsonObjectSource source, KeySet keys, Reading reading)
{
    readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>Whether a value that was asked for could not be had, or a rule between values is broken.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>The value of a key that is required or has a fallback.</summary>
    /// <returns>Only after a failure the type's default.</returns>
    public T Get<T>(Key<T> key) => Find(key)!;

    /// <summary>The value of a key, or what it stands for when it is left out, which may be nothing.</summary>
    public T? Find<T>(Key<T> key)
    {
        if (!_taken.Add(key.Name))
            throw new UnreachableException($"The key \"{key.Name}\" is read twice, and its mistakes would be reported twice.");
        var value = source.Find(key.Name)?.Value;
        if (IsThere(value, key.Shape))
        {
            if (key.Shape.TryRead(value!, reading.Inside(key.Name), out var result))
                return result;
            HasFailed = true;
            return default;
        }

        if (!key.IsRequired)
            return key.Fallback;
        if (value is not null)
            Report(
                reading.Codes.Blank, $"{reading.Inside(key.Name).Path} is {(value is JsonNullSource ? "null" : "blank")}.", key,
                key.Description);
        else if (source.IsWhole && !keys.IsMisspelt(key, source))
            Report(reading.Codes.Missing, $"{reading.Inside(key.Name).Path} is missing.", key, key.Description);
        HasFailed = true;
        return default;
    }

    /// <summary>Whether the key is there with a value, be it right or wrong.</summary>
    public bool Has<T>(Key<T> key) => IsThere(Source(key), key.Shape);

    /// <summary>The value as it is in the file, for rules between keys that need places inside it.</summary>
    public JsonSource? Source(Key key) => source.Find(key.Name)?.Value;

    /// <summary>The place of a key's value, or of the object where the key is left out.</summary>
    public FilePosition Where(Key key) => Source(key)?.Where ?? source.Where;

    /// <summary>The place of a value inside this object's objects, or of as much of the path as is there.</summary>
    public FilePosition Where(params ReadOnlySpan<string> path)
    {
        JsonSource at = source;
        foreach (var name in path)
            at = (at as JsonObjectSource)?.Find(name)?.Value ?? at;
        return at.Where;
    }

    /// <summary>Reports a broken rule at a key's value.</summary>
    public void Report(string code, string message, Key at, string? hint = null) => Report(code, message, Where(at), hint);

    public void Report(string code, string message, FilePosition where, string? hint = null) => Report(new(code, ProblemKind.Usage,
        message, hint, where));

    public void Report(Problem problem)
    {
        reading.Problems.Add(problem);
        HasFailed = true;
    }

    /// <summary>Ends the reading; a key of the set that was never asked for is a mistake in this program.</summary>
    public void Finish()
    {
        if (keys.Read.FirstOrDefault(k => !_taken.Contains(k.Name)) is { } forgotten)
            throw new UnreachableException($"The key \"{forgotten.Name}\" is described but never read.");
    }

    static bool IsThere<T>(JsonSource? value, Shape<T> shape) => value switch
    {
        null => false,
        JsonNullSource => shape.TakesNull,
        JsonTextSource text => shape.TakesBlank || !string.IsNullOrWhiteSpace(text.Value),
        _ => true,
    };
}
