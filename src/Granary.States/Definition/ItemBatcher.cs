using Granary.States.Expressions;

namespace Granary.States.Definition;

/// <summary>Hands the items of a distributed map to its iterations in groups. At least one limit is set.</summary>
/// <remarks>Source: Step Functions developer guide, "ItemBatcher (Map)".</remarks>
public sealed record ItemBatcher
{
    /// <summary>More than zero.</summary>
    public Amount? MaxItems { get; init; }

    /// <summary>The most bytes of UTF-8 that an iteration's input may have. 1 to 262,144.</summary>
    public Amount? MaxInputBytes { get; init; }

    /// <summary>What every group is given besides its items.</summary>
    public Template? BatchInput { get; init; }
}
