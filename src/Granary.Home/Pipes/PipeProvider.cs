using Granary.Platform.Plans;
using Granary.Platform.Stacks;

namespace Granary.Home.Pipes;

/// <summary>Pipes: a definition, and a position in the changes of a table. A new pipe begins with later changes.</summary>
sealed class PipeProvider(LocalHome home) : IResourceProvider<PipeResource>
{
    readonly PipePositions _positions = new(home.Database);

    public Task<PipeResource?> ReadAsync(PipeResource wanted, CancellationToken cancellationToken) =>
        Task.FromResult(_positions.Find(wanted.Name) is null ? null : home.Resources.Find<PipeResource>(wanted.Name));

    public Task CreateAsync(PipeResource wanted, CancellationToken cancellationToken)
    {
        home.Resources.Put(wanted);
        _positions.Begin(wanted.Name, home.Items.LastSequence());
        return Task.CompletedTask;
    }

    public Task UpdateAsync(PipeResource wanted, IReadOnlyList<FieldChange> changes, CancellationToken cancellationToken)
    {
        home.Resources.Put(wanted);
        return Task.CompletedTask;
    }

    public Task DeleteAsync(PipeResource actual, CancellationToken cancellationToken)
    {
        _positions.Remove(actual.Name);
        home.Resources.Remove(actual);
        return Task.CompletedTask;
    }
}
