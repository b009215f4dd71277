using Granary.Projects.Fpac.Jobs;
using Granary.Tables.Stages;

namespace Granary.Projects;

/// <summary>The jobs of all project types by the names of their scripts.</summary>
public static class ProjectJobs
{
    public static IReadOnlyDictionary<string, ITableJob> All => FpacJobs.All;
}
