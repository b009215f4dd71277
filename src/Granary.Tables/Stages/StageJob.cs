using Granary.Tables.Drift;

namespace Granary.Tables.Stages;

/// <summary>One run of a job that takes tables through a stage.</summary>
/// <param name="Id">The pipeline's job id: it names the versions that the job writes, and is in each of their rows.</param>
/// <param name="Script">The file name of the job's script.</param>
public sealed record StageJob(string Id, string Script, StageTables Tables, IStageEngine Engine)
{
    public ITableHome Home => Tables.Home;

    /// <param name="written">The columns of the version that readers see; null to compare with none.</param>
    public StageRun Start(string table, WrittenSchema? written = null)
    {
        var temporary = Path.Combine(Home.TemporaryFolder, "stage");
        Directory.CreateDirectory(temporary);
        return new(Id, Home.Clock.GetUtcNow(), temporary, Home.Clock, rows => Home.Report(table, rows))
        {
            StartedAt = Home.StartedAt,
            Databases = Home.Databases,
            Written = written,
        };
    }
}
