using Granary.Emulator;
using Granary.Model;
using Granary.Platform.Stacks;

namespace Granary.Home.Resources;

/// <summary>Brings the home to a stack: its buckets, its deployed files, its definitions.</summary>
sealed class LocalStack(LocalHome home)
{
    /// <summary>Does nothing where the home is as the stack wants it.</summary>
    /// <returns>The addresses of what was created or changed.</returns>
    /// <exception cref="ProblemException">A state machine uses what a home cannot do; nothing was changed.</exception>
    public IReadOnlyList<string> Apply(Stack stack)
    {
        var problems = stack.Of<StateMachineResource>().SelectMany(UnbuiltIntegrations.Find).ToList();
        if (problems.Count > 0)
            throw new ProblemException(problems);
        foreach (var bucket in stack.Of<BucketResource>())
            home.Objects.Ensure(bucket.Name);
        var artifacts = stack.Of<ArtifactResource>().ToList();
        foreach (var artifact in artifacts)
            Write(artifact);
        RemoveOthers(stack, artifacts);
        return home.Resources.Apply(
            stack with
            {
                Resources = [.. stack.Resources.Select(r => r is StateMachineResource m ? WithFunctions(m, stack) : r)],
            });
    }

    /// <summary>A home may hold several stacks, so each machine says which functions it may choose at run time.</summary>
    static StateMachineResource WithFunctions(StateMachineResource machine, Stack stack) =>
        machine.AllowedFunctions is null
            ? machine with
            {
                AllowedFunctions = [.. stack.Of<FunctionResource>().Select(f => f.Name)],
            }
            : machine;

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
        var folders = stack
            .Of<JobResource>()
            .Select(j => home.Objects.PathOf(DatasetsBeside(j)))
            .Distinct(StringComparer.Ordinal)
            .Where(Directory.Exists);
        foreach (var file in folders.SelectMany(f => Directory.EnumerateFiles(f, "*.json")).Where(f => !kept.Contains(f)))
            File.Delete(file);
    }

    /// <summary>Scripts are deployed to <c>PREFIXglue/</c>, dataset files to <c>PREFIXdatasets/</c>.</summary>
    static string DatasetsBeside(JobResource job) => job.ScriptLocation[..^($"glue/{job.ScriptName}".Length)] + "datasets/";
}
