using Granary.Home;
using Granary.Home.Catalog;
using Granary.Home.Runs;
using Granary.Model;
using Granary.Platform.Runs;
using Granary.Tables.Reading;

namespace Granary.Cli.Commands;

/// <summary>The tables as they were when a run had published.</summary>
static class TablesAsOf
{
    /// <returns>Those whose files are kept, and the names of the others.</returns>
    /// <exception cref="ProblemException">The run has published nothing, or nothing of what there was then is kept.</exception>
    public static (IReadOnlyList<PublishedTable> Kept, IReadOnlyList<AbsentTable> Absent) Find(LocalHome home, RunRecord run)
    {
        var versions = home.Catalog.Versions.AsOf(run.RunId);
        if (versions.Count == 0)
            throw new ProblemException(
                new Problem(
                    "GR2110", ProblemKind.NotFound,
                    $"The run {run.RunId} ({run.Status.Text()}) has published no table.",
                    "granary tables --versions lists the runs whose versions are kept."));
        var absent = versions.Where(v => !v.IsKept).Select(v => Absent(v, run)).ToList();
        if (absent.Count == versions.Count)
            throw new ProblemException(absent[0].Problem);
        return ([.. versions.Where(v => v.IsKept).Select(v => v.Table.ToPublished(home.Objects))], absent);
    }

    static AbsentTable Absent(CatalogVersion version, RunRecord run) => new(version.Table.Name, new(
        "GR2111", ProblemKind.NotFound,
        $"The version of {version.Table.Name} that was there when the run {run.RunId} had published is no longer kept; the run {version.RunId} had made it.",
        "granary tables --versions lists what is kept; \"versions\" in the dataset file says how many."));
}
