using Granary.Home.Runs;
using Granary.Platform.Runs;

namespace Granary.Home.Queries;

/// <summary>What there is to say of a run that goes on, beside its status.</summary>
static class RunDetail
{
    /// <returns><c>interrupted</c> when its process is gone, <c>queued behind RUN</c> while it waits for its turn, else null.</returns>
    public static string? Of(LocalHome home, RunRecord run)
    {
        if (run.Status != RunStatus.Running)
            return null;
        if (!RunLease.HasOwner(home, run))
            return "interrupted";
        return home.Runs.Before(run) is [.., var before] ? $"queued behind {before.RunId}" : null;
    }
}
