using Granary.Projects.Fpac.Environments;

namespace Granary.Projects.Fpac;

/// <summary>Where a pipeline keeps its files and tables. Jobs get these addresses as arguments, functions as variables.</summary>
/// <remarks>
/// Source: seeds, fpac: <c>{landing}/{project}/dbo/</c> and <c>/etl-jobs/</c>, <c>{cleansed}/{project}/etl-jobs/</c>,
/// <c>{final}/{project}/</c>.
/// </remarks>
sealed class FpacLocations(PipelineEnvironment environment)
{
    /// <summary>The key prefix below which each table has a folder of delivered files; ends in '/'.</summary>
    public string InputPrefix => $"{environment.Project}/dbo/";

    /// <summary>The <c>s3://</c> address of <see cref="InputPrefix"/> in the landing bucket.</summary>
    public string Input => $"s3://{environment.LandingBucket}/{InputPrefix}";

    /// <summary>The address below which each landed table has a folder.</summary>
    public string Landed => $"s3://{environment.LandingBucket}/{environment.Project}/etl-jobs/";

    public string Cleansed => $"s3://{environment.CleansedBucket}/{environment.Project}/etl-jobs/";

    public string Final => $"s3://{environment.FinalBucket}/{environment.Project}/";

    /// <summary>The address of the deployed dataset files; the SQL files that they name are relative to its parent.</summary>
    public string Datasets => $"{Deployed}datasets/";

    public string Script(string name) => $"{Deployed}glue/{name}";

    string Deployed => $"s3://{environment.ArtifactBucket}/{environment.ArtifactPrefix}";
}
