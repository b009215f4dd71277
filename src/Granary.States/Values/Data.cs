using System.Text.Json;
using System.Text.Json.Nodes;

namespace Granary.States.Values;

/// <summary>
/// A JSON value that never changes, so that states, branches and events can share it. A <see cref="JsonNode"/> has one
/// parent and must be copied to be in two places; that is why it appears at the edges of this project alone.
/// </summary>
public abstract class Data : IEquatable<Data>
{
    string? _text;

    public static Data Null { get; } = new DataNull();

    public static Data True { get; } = new DataBoolean(true);

    public static Data False { get; } = new DataBoolean(false);

    /// <summary>The kind in the words of a message: "an object", "text", "a number", …</summary>
    public abstract string Kind { get; }

    /// <exception cref="JsonException">The text is not one JSON value.</exception>
    public static Data Parse(string json) => DataReader.Read(json);

    public static Data From(JsonNode? node) => node is null ? Null : Parse(node.ToJsonString(DataWriter.NodeOptions));

    public static Data From(bool value) => value ? True : False;

    public static implicit operator Data(string text) => new DataText(text);

    public static implicit operator Data(long number) => new DataNumber(number);

    public JsonNode? ToNode() => JsonNode.Parse(ToString(), documentOptions: DataReader.NodeOptions);

    /// <summary>Equal as JSON: members in any order, numbers by value.</summary>
    public abstract bool Equals(Data? other);

    public sealed override bool Equals(object? obj) => Equals(obj as Data);

    public abstract override int GetHashCode();

    /// <summary>The value as compact JSON text; numbers as they were written.</summary>
    public sealed override string ToString() => _text ??= DataWriter.Write(this);
}

public sealed class DataNull : Data
{
    public override string Kind => "null";

    public override bool Equals(Data? other) => other is DataNull;

    public override int GetHashCode() => 0;
}

public sealed class DataBoolean(bool value) : Data
{
    public bool Value => value;

    public override string Kind => "true or false";

    public override bool Equals(Data? other) => other is DataBoolean b && b.Value == value;

    public override int GetHashCode() => value ? 1 : 2;
}

public sealed class DataText(string value) : Data
{
    public string Value => value;

    public override string Kind => "text";

    public override bool Equals(Data? other) => other is DataText t && t.Value == value;

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(value);
}
