using Granary.Platform.Stacks;

namespace Granary.Platform.Plans;

/// <summary>The resources of one kind in one home.</summary>
public interface IResourceProvider<T> : IResourceProvider where T : Resource
{
    /// <returns>What the home has in the place of the resource, or null.</returns>
    Task<T?> ReadAsync(T wanted, CancellationToken cancellationToken);

    /// <summary>The fields in which the home is not yet as wanted.</summary>
    IEnumerable<FieldChange> Differences(T wanted, T actual) => FieldChange.Between(actual, wanted);

    Task CreateAsync(T wanted, CancellationToken cancellationToken);

    Task UpdateAsync(T wanted, IReadOnlyList<FieldChange> changes, CancellationToken cancellationToken);

    Task DeleteAsync(T actual, CancellationToken cancellationToken);

    async Task<Resource?> IResourceProvider.ReadAsync(Resource wanted, CancellationToken cancellationToken) =>
        await ReadAsync((T)wanted, cancellationToken);

    IEnumerable<FieldChange> IResourceProvider.Differences(Resource wanted, Resource actual) => Differences((T)wanted, (T)actual);

    Task IResourceProvider.CreateAsync(Resource wanted, CancellationToken cancellationToken) => CreateAsync((T)wanted, cancellationToken);

    Task IResourceProvider.UpdateAsync(Resource wanted, IReadOnlyList<FieldChange> changes, CancellationToken cancellationToken) =>
        UpdateAsync((T)wanted, changes, cancellationToken);

    Task IResourceProvider.DeleteAsync(Resource actual, CancellationToken cancellationToken) => DeleteAsync((T)actual, cancellationToken);
}

/// <summary>A provider as a plan uses it, which has resources of every kind. Implement <see cref="IResourceProvider{T}"/>.</summary>
public interface IResourceProvider
{
    Task<Resource?> ReadAsync(Resource wanted, CancellationToken cancellationToken);

    IEnumerable<FieldChange> Differences(Resource wanted, Resource actual);

    Task CreateAsync(Resource wanted, CancellationToken cancellationToken);

    Task UpdateAsync(Resource wanted, IReadOnlyList<FieldChange> changes, CancellationToken cancellationToken);

    Task DeleteAsync(Resource actual, CancellationToken cancellationToken);
}

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
