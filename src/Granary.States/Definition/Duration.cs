using System.Diagnostics;
using Granary.States.Paths;

namespace Granary.States.Definition;

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
