using Granary.Home.Objects;
using Granary.Platform.Plans;
using Granary.Platform.Stacks;

namespace Granary.Home.Resources;

/// <summary>What is nothing but its definition on a laptop: functions, jobs, state machines, tables, …</summary>
sealed class DefinitionProvider(AppliedResources resources) : IResourceProvider<Resource>
{
    public Task<Resource?> ReadAsync(Resource wanted, CancellationToken cancellationToken) =>
        Task.FromResult(resources.Find(wanted.Address));

    public Task CreateAsync(Resource wanted, CancellationToken cancellationToken)
    {
        resources.Put(wanted);
        return Task.CompletedTask;
    }

    public Task UpdateAsync(Resource wanted, IReadOnlyList<FieldChange> changes, CancellationToken cancellationToken) =>
        CreateAsync(wanted, cancellationToken);

    public Task DeleteAsync(Resource actual, CancellationToken cancellationToken)
    {
        resources.Remove(actual);
        return Task.CompletedTask;
    }
}

/// <summary>Buckets: folders.</summary>
sealed class BucketProvider(AppliedResources resources, BucketFolders objects) : IResourceProvider<BucketResource>
{
    public Task<BucketResource?> ReadAsync(BucketResource wanted, CancellationToken cancellationToken) =>
        Task.FromResult(objects.Exists(wanted.Name) ? (BucketResource?)resources.Find(wanted.Address) : null);

    public Task CreateAsync(BucketResource wanted, CancellationToken cancellationToken)
    {
        objects.Ensure(wanted.Name);
        resources.Put(wanted);
        return Task.CompletedTask;
    }

    public Task UpdateAsync(BucketResource wanted, IReadOnlyList<FieldChange> changes, CancellationToken cancellationToken) =>
        CreateAsync(wanted, cancellationToken);

    public Task DeleteAsync(BucketResource actual, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("A bucket belongs to nobody and is never deleted.");
}

/// <summary>Deployed files: objects in a bucket's folder.</summary>
sealed class ArtifactProvider(AppliedResources resources, BucketFolders objects) : IResourceProvider<ArtifactResource>
{
    /// <returns>With the text that the file has now, whoever wrote it.</returns>
    public Task<ArtifactResource?> ReadAsync(ArtifactResource wanted, CancellationToken cancellationToken)
    {
        var path = PathOf(wanted);
        return Task.FromResult(
            File.Exists(path) && resources.Find(wanted.Address) is ArtifactResource known
                ? known with { Text = File.ReadAllText(path) }
                : null);
    }

    public Task CreateAsync(ArtifactResource wanted, CancellationToken cancellationToken)
    {
        var path = PathOf(wanted);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, wanted.Text);
        resources.Put(wanted);
        return Task.CompletedTask;
    }

    public Task UpdateAsync(ArtifactResource wanted, IReadOnlyList<FieldChange> changes, CancellationToken cancellationToken) =>
        CreateAsync(wanted, cancellationToken);

    public Task DeleteAsync(ArtifactResource actual, CancellationToken cancellationToken)
    {
        File.Delete(PathOf(actual));
        resources.Remove(actual);
        return Task.CompletedTask;
    }

    string PathOf(ArtifactResource artifact) => objects.PathOf(artifact.Bucket.Name, artifact.Name);
}
