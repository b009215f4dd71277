using Granary.Home.Runs;
using Granary.Home.Storage;
using Granary.Platform.Runs;

namespace Granary.Home.Queries;

/// <summary>What there is to say of a running run, besides its status.</summary>
static class RunDetail
{
    /// <returns><c>interrupted</c> when its process is gone, <c>queued behind RUN</c> while it waits for its turn, else null.</returns>
    public static string? Of(HomeFiles files, RunRepository runs, RunRecord run)
    {
        if (run.Status != RunStatus.Running)
            return null;
        if (!RunLease.HasOwner(files, run))
            return "interrupted";
        return runs.Before(run) is [.., var before] ? $"queued behind {before.RunId}" : null;
    }
}
