using Granary.Home.Items;
using Granary.Home.Objects;
using Granary.Home.Pipes;
using Granary.Platform.Plans;
using Granary.Platform.Stacks;

namespace Granary.Home.Resources;

/// <summary>The resources of a home, by kind. Roles and log groups have no meaning on a laptop.</summary>
sealed class LocalResources(AppliedResources resources, BucketFolders objects, PipePositions pipes, SqliteItems items) : IResourceHome
{
    public IResourceProvider? ProviderOf(Resource resource) => resource switch
    {
        RoleResource or LogGroupResource => null,
        BucketResource => new BucketProvider(resources, objects),
        ArtifactResource => new ArtifactProvider(resources, objects),
        PipeResource => new PipeProvider(resources, pipes, items),
        _ => new DefinitionProvider(resources),
    };

    public Task<IReadOnlyList<Resource>> OwnedByAsync(StackOwner owner, CancellationToken cancellationToken) =>
        Task.FromResult(resources.OwnedBy(owner));

    public Task<StackOwner?> OwnerOfAsync(Resource resource, CancellationToken cancellationToken) =>
        Task.FromResult(resources.OwnerOf(resource));

    public Task SetOwnerAsync(Resource resource, StackOwner owner, CancellationToken cancellationToken)
    {
        resources.SetOwner(resource, owner);
        return Task.CompletedTask;
    }
}

/// <summary>A home before it is created: it has no resource.</summary>
sealed class MissingHome : IResourceHome
{
    public IResourceProvider? ProviderOf(Resource resource) => resource is RoleResource or LogGroupResource ? null : new Nothing();

    public Task<IReadOnlyList<Resource>> OwnedByAsync(StackOwner owner, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Resource>>([]);

    public Task<StackOwner?> OwnerOfAsync(Resource resource, CancellationToken cancellationToken) => Task.FromResult<StackOwner?>(null);

    public Task SetOwnerAsync(Resource resource, StackOwner owner, CancellationToken cancellationToken) => throw Unusable();

    static InvalidOperationException Unusable() => new("A plan for a missing home is not applied: the home is created first.");

    sealed class Nothing : IResourceProvider
    {
        public Task<Resource?> ReadAsync(Resource wanted, CancellationToken cancellationToken) => Task.FromResult<Resource?>(null);

        public IEnumerable<FieldChange> Differences(Resource wanted, Resource actual) => [];

        public Task CreateAsync(Resource wanted, CancellationToken cancellationToken) => throw Unusable();

        public Task UpdateAsync(Resource wanted, IReadOnlyList<FieldChange> changes, CancellationToken cancellationToken) =>
            throw Unusable();

        public Task DeleteAsync(Resource actual, CancellationToken cancellationToken) => throw Unusable();
    }
}
