using System.Diagnostics;
using System.Text.Json.Nodes;
using Granary.States.Paths;

namespace Granary.States.Definition;

/// <summary>The two ways a definition can say how many.</summary>
public abstract record Amount
{
    Amount() { }

    /// <summary>Written out.</summary>
    public sealed record Fixed(double Count) : Amount;

    /// <summary>A number, or text that holds one, in the state's input.</summary>
    public sealed record At(JsonPath Path) : Amount;

    public static implicit operator Amount(int count) => new Fixed(count);

    internal void WriteTo(JsonObject json, string name)
    {
        if (this is Fixed f)
            json[name] = f.Count;
        else if (this is At a)
            json[name + "Path"] = a.Path.Text;
    }
}

/// <summary>The two ways a definition can say how long.</summary>
public abstract record Duration
{
    Duration() { }

    /// <summary>Written out. Whole seconds.</summary>
    public sealed record Fixed(TimeSpan Time) : Duration;

    /// <summary>A number of seconds in the state's input.</summary>
    public sealed record At(JsonPath Path) : Duration;

    public static implicit operator Duration(TimeSpan time) => new Fixed(time);

    public override string ToString() => this switch
    {
        Fixed f => f.Time.ToString(),
        At a => a.Path.Text,
        _ => throw new UnreachableException(),
    };
}
