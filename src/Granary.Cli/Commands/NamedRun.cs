using Granary.Home;
using Granary.Home.Runs;
using Granary.Model;

namespace Granary.Cli.Commands;

static class NamedRun
{
    /// <exception cref="ProblemException">No run is called so, or several are.</exception>
    public static RunRecord Find(LocalHome home, string name) =>
        home.Runs.Named(name) switch
        {
            [var run] => run,
            [] when home.Runs.All().Count == 0 => throw new ProblemException(
                new Problem("GR5005", ProblemKind.NotFound,
                    $"There is no run {name}; the home {home.Path} has none yet.", "granary run PROJECT starts one.")),
            [] => throw new ProblemException(new Problem("GR5005", ProblemKind.NotFound,
                $"There is no run {name}.", "granary runs lists them.")),
            var several => throw new ProblemException(
                new Problem(
                    "GR5008", ProblemKind.Usage,
                    $"{several.Count} runs begin with {name}: {string.Join(", ", several.Select(r => r.RunId))}.",
                    "Write more of it.")),
        };
}
