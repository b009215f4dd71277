using Granary.Home.Queries;
using Granary.Model;
using Granary.Platform.Runs;

namespace Granary.Cli.Commands;

static class NamedRun
{
    /// <exception cref="ProblemException">No run is called so, or several are.</exception>
    public static async Task<RunSummary> FindAsync(HomeQueries home, string name, CancellationToken cancellationToken)
    {
        var found = await home.FindRunsAsync(name, cancellationToken);
        return found switch
        {
            [var run] => run,
            [] when await IsEmptyAsync(home, cancellationToken) => throw new ProblemException(
                new Problem(
                    "GR5005", ProblemKind.NotFound, $"There is no run {name}; the home {home.Path} has none yet.",
                    "granary run PROJECT starts one.")),
            [] => throw new ProblemException(
                new Problem("GR5005", ProblemKind.NotFound, $"There is no run {name}.", "granary runs lists them.")),
            _ => throw new ProblemException(
                new Problem(
                    "GR5008", ProblemKind.Usage,
                    $"{found.Count} runs begin with {name}: {string.Join(", ", found.Select(r => r.RunId))}.", "Write more of it.")),
        };
    }

    static async Task<bool> IsEmptyAsync(HomeQueries home, CancellationToken cancellationToken) =>
        (await home.ListRunsAsync(new(Size: 1), cancellationToken)).Items.Count == 0;
}
