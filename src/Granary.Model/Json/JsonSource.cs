namespace Granary.Model.Json;

/// <summary>A JSON value with the place it was written at.</summary>
/// <param name="Where">Of the value's first character.</param>
public abstract record JsonSource(FilePosition Where)
{
    /// <summary>The kind in the words of a message: "an object", "text", "a number", …</summary>
    public string Kind => this switch
    {
        JsonObjectSource => "an object",
        JsonArraySource => "a list",
        JsonTextSource => "text",
        JsonNumberSource => "a number",
        JsonBooleanSource => "true or false",
        _ => "null",
    };
}

/// <param name="Members">In the order they were written. A repeated key has been reported and stands here once, with its last
/// value.</param>
public sealed record JsonObjectSource(FilePosition Where, IReadOnlyList<JsonMember> Members) : JsonSource(Where)
{
    /// <summary>
    /// False when a mistake ended the reading inside the object, so that members may have been written which do not stand here.
    /// </summary>
    public bool IsWhole { get; init; } = true;

    public JsonMember? Find(string key) => Members.FirstOrDefault(m => m.Key == key);
}

/// <param name="Where">Of the key's opening quote.</param>
public sealed record JsonMember(string Key, FilePosition Where, JsonSource Value);

public sealed record JsonArraySource(FilePosition Where, IReadOnlyList<JsonSource> Items) : JsonSource(Where);

public sealed record JsonTextSource(FilePosition Where, string Value) : JsonSource(Where)
{
    /// <summary>
    /// Where escapes make the written text longer than the value: a character of the value, and how many characters more its end stands
    /// behind in the file.
    /// </summary>
    public IReadOnlyList<(int Character, int Longer)> Escapes { get; init; } = [];

    /// <param name="character">Of the value, from 0; one behind its last is allowed.</param>
    /// <returns>Where the character is written.</returns>
    public FilePosition PlaceOf(int character) =>
        Where with
        {
            Column = Where.Column + 1 + character + Escapes.Where(e => e.Character < character).Sum(e => e.Longer),
        };
}

/// <param name="Text">The digits as they were written, so that none is lost.</param>
public sealed record JsonNumberSource(FilePosition Where, string Text) : JsonSource(Where);

public sealed record JsonBooleanSource(FilePosition Where, bool Value) : JsonSource(Where);

public sealed record JsonNullSource(FilePosition Where) : JsonSource(Where);
