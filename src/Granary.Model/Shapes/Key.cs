using System.Text.Json.Nodes;

namespace Granary.Model.Shapes;

/// <summary>A key that is read.</summary>
/// <param name="Description">One or two sentences; editors show it, and a missing key's help repeats it.</param>
abstract record Key(string Name, string Description, bool IsRequired)
{
    public abstract JsonObject Schema();
}

/// <param name="Fallback">What a key that is left out stands for.</param>
sealed record Key<T>(string Name, Shape<T> Shape, string Description, bool IsRequired = false, T? Fallback = default)
    : Key(Name, Description, IsRequired)
{
    public override JsonObject Schema()
    {
        var schema = Shape.Schema();
        schema.Insert(0, "description", Description);
        if (Fallback is not null && !EqualityComparer<T>.Default.Equals(Fallback, default) && Shape.Write(Fallback) is { } written)
            schema.Add("default", written);
        return schema;
    }
}

/// <summary>A key that is in files but is not read here; it earns a warning.</summary>
/// <param name="ReadBy">The project types that read it, or null for nobody.</param>
sealed record UnusedKey(string Name, string? ReadBy = null)
{
    public JsonObject Schema() => new()
    {
        ["description"] = ReadBy is null ? "Read by nobody; remove it." : $"Not read here; it belongs to {ReadBy}.",
        ["deprecated"] = true,
    };
}
