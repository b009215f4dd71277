using Granary.Home.Items;
using Granary.Home.Resources;
using Granary.Platform.Plans;
using Granary.Platform.Stacks;

namespace Granary.Home.Pipes;

/// <summary>Pipes: a definition, and a position in the changes of a table. A new pipe begins with later changes.</summary>
sealed class PipeProvider(AppliedResources resources, PipePositions positions, SqliteItems items) : IResourceProvider<PipeResource>
{
    public Task<PipeResource?> ReadAsync(PipeResource wanted, CancellationToken cancellationToken) =>
        Task.FromResult(positions.Find(wanted.Name) is null ? null : resources.Find<PipeResource>(wanted.Name));

    public Task CreateAsync(PipeResource wanted, CancellationToken cancellationToken)
    {
        resources.Put(wanted);
        positions.Begin(wanted.Name, items.LastSequence());
        return Task.CompletedTask;
    }

    public Task UpdateAsync(PipeResource wanted, IReadOnlyList<FieldChange> changes, CancellationToken cancellationToken)
    {
        resources.Put(wanted);
        return Task.CompletedTask;
    }

    public Task DeleteAsync(PipeResource actual, CancellationToken cancellationToken)
    {
        positions.Remove(actual.Name);
        resources.Remove(actual);
        return Task.CompletedTask;
    }
}
