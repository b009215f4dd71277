using Granary.Platform.Stacks;

namespace Granary.Local.Resources;

/// <summary>Brings the home to a stack: its buckets, its deployed files, its definitions.</summary>
public sealed class LocalStack(Home home)
{
    /// <summary>Does nothing where the home is as the stack wants it.</summary>
    /// <returns>The addresses of what was created or changed.</returns>
    public IReadOnlyList<string> Apply(Stack stack)
    {
        foreach (var bucket in stack.Of<BucketResource>())
            home.Objects.Ensure(bucket.Name);
        var artifacts = stack.Of<ArtifactResource>().ToList();
        foreach (var artifact in artifacts)
            Write(artifact);
        RemoveOthers(stack, artifacts);
        return home.Resources.Apply(stack);
    }

    void Write(ArtifactResource artifact)
    {
        var path = home.Objects.PathOf(artifact.Bucket, artifact.Name);
        if (File.Exists(path) && File.ReadAllText(path) == artifact.Text)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, artifact.Text);
    }

    /// <summary>A dataset file that the project no longer has must not go on to rule its table.</summary>
    void RemoveOthers(Stack stack, List<ArtifactResource> artifacts)
    {
        var kept = artifacts.Select(a => home.Objects.PathOf(a.Bucket, a.Name)).ToHashSet(StringComparer.Ordinal);
        var folders = stack.Of<JobResource>().Select(j => home.Objects.PathOf(DatasetsBeside(j))).Distinct(StringComparer.Ordinal).Where(Directory.Exists);
        foreach (var file in folders.SelectMany(f => Directory.EnumerateFiles(f, "*.json")).Where(f => !kept.Contains(f)))
            File.Delete(file);
    }

    /// <summary>Scripts are deployed to <c>PREFIXglue/</c>, dataset files to <c>PREFIXdatasets/</c>.</summary>
    static string DatasetsBeside(JobResource job) => job.ScriptLocation[..^($"glue/{job.ScriptName}".Length)] + "datasets/";
}
