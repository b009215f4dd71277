using Granary.Platform.Stacks;

namespace Granary.Platform.Plans;

/// <summary>Where stacks are applied: a laptop's folder, or an account.</summary>
public interface IResourceHome
{
    /// <returns>Null for a kind that means nothing in this home.</returns>
    IResourceProvider? ProviderOf(Resource resource);

    /// <summary>The resources that an owner has created and that are still there.</summary>
    Task<IReadOnlyList<Resource>> OwnedByAsync(StackOwner owner, CancellationToken cancellationToken);

    /// <returns>Null for a resource that nobody owns.</returns>
    Task<StackOwner?> OwnerOfAsync(Resource resource, CancellationToken cancellationToken);

    /// <summary>Records the owner of a resource that was just created or taken over.</summary>
    Task SetOwnerAsync(Resource resource, StackOwner owner, CancellationToken cancellationToken);
}
