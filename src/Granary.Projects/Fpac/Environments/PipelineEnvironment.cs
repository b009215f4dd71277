using Granary.Model;
using Granary.Model.Environments;
using Granary.Model.Shapes;
using Granary.Platform.Stacks;

namespace Granary.Projects.Fpac.Environments;

/// <summary>What the config of a three-stage pipeline (project type <c>fpac</c>) says, typed and with its defaults filled in.</summary>
public sealed record PipelineEnvironment
{
    /// <summary>Which home the file is for; null when it does not say.</summary>
    public StackHome? Home { get; init; }

    /// <summary>The environment's token in resource names, case kept.</summary>
    public required string DeployEnv { get; init; }

    /// <summary>The project's token in resource names and object keys, case kept.</summary>
    public required string Project { get; init; }

    /// <summary>What the names of all its resources begin with.</summary>
    public required string NamePrefix { get; init; }

    /// <summary>Where functions, jobs and state machines are.</summary>
    public required string Region { get; init; }

    /// <summary>Where the buckets are; <see cref="Region"/> unless the file says otherwise.</summary>
    public required string BucketRegion { get; init; }

    /// <summary>The catalog's database.</summary>
    public required string DatabaseName { get; init; }

    /// <summary>The DynamoDB table that tracks runs.</summary>
    public required string TrackingTable { get; init; }

    public required string LandingBucket { get; init; }

    public required string CleansedBucket { get; init; }

    public required string FinalBucket { get; init; }

    /// <summary>The ARN of the role of jobs and the crawler.</summary>
    public required string GlueJobRole { get; init; }

    /// <summary>The ARN of the functions' role.</summary>
    public required string LambdaRole { get; init; }

    /// <summary>ARNs of the Lambda layers that the file names: third party, then custom. May be empty.</summary>
    public required IReadOnlyList<string> Layers { get; init; }

    public required string ArtifactBucket { get; init; }

    /// <summary>What stands before an artifact's key: never a leading slash, always exactly one at the end.</summary>
    public required string ArtifactPrefix { get; init; }

    /// <summary>The ARN of the state machines' role.</summary>
    public required string StateMachineRole { get; init; }

    public required JobOptions Job { get; init; }

    /// <summary>How many days after its end the ledger and the rejected rows of a run stay.</summary>
    public required int LedgerDays { get; init; }

    /// <param name="text">The file's JSON; its keys are those of schemas/environment.schema.json.</param>
    /// <param name="file">The name that problems carry.</param>
    /// <param name="problems">Receives everything that is wrong, with its place, in the order of the file.</param>
    /// <param name="names">The pattern of the resources' names.</param>
    /// <returns>Null when there was an error.</returns>
    public static PipelineEnvironment? Parse(
        string text, string file, ICollection<Problem> problems, string names = NamePattern.Default) =>
        DefinitionFile.Read(EnvironmentKeys.Shape(names), EnvironmentCodes.Reading, text, file, problems, LocalDefaults.Complete);
}
