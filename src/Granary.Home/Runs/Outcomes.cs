using Granary.Platform.Catalog;
using Granary.Platform.Runs;
using Granary.Tables.Ledger;

namespace Granary.Home.Runs;

/// <summary>What a run came to: nothing better than its worst part.</summary>
static class Outcomes
{
    public static RunOutcome Of(
        RunStatus status, IReadOnlyList<StageAccount> stages, IReadOnlyList<CatalogTable> published, bool crawled) =>
        status switch
        {
            RunStatus.Aborted => RunOutcome.Cancelled,
            RunStatus.TimedOut => RunOutcome.TimedOut,
            RunStatus.Failed or RunStatus.Running => RunOutcome.Failed,
            _ when !crawled => RunOutcome.Partial,
            _ when stages.Any(s => s.Rejected > 0) => RunOutcome.SucceededWithRejects,
            _ when published.Sum(t => t.Rows) == 0 => RunOutcome.Empty,
            _ => RunOutcome.Succeeded,
        };
}
