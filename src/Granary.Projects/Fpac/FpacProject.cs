using Granary.Functions;
using Granary.Platform.Stacks;
using Granary.Projects.Definitions;
using Granary.Projects.Fpac.Environments;
using Granary.States.Definition;

namespace Granary.Projects.Fpac;

/// <summary>The three-stage pipeline: landing, cleansed, final. Environment in, stack out.</summary>
/// <remarks>Source of names, settings and shapes: seeds, config schema, section 5.1. What we add or correct is in docs/fpac.md.</remarks>
static class FpacProject
{
    const int FunctionTimeoutSeconds = 30;
    const int FunctionMemoryMb = 256;

    public static Stack ToStack(
        StackOwner owner, PipelineEnvironment environment, IReadOnlyList<ProjectArtifact> artifacts)
    {
        var names = new FpacNames(environment);
        var machines = new FpacMachines(names);
        var locations = new FpacLocations(environment);
        return new(
            owner.Project,
            owner.Environment,
            environment.Region,
            [
                .. Buckets(environment).DistinctBy(b => b.Name),
                new DatabaseResource(environment.DatabaseName),
                new ItemTableResource(environment.TrackingTable, ["jobId", "project"]),
                .. artifacts.Select(a =>
                    new ArtifactResource(new(environment.ArtifactBucket), environment.ArtifactPrefix + a.Path, a.Text)),
                Function(environment, locations, names, names.ValidateInput, nameof(ValidateInput)),
                Function(environment, locations, names, names.CreateNewId, nameof(CreateNewId)),
                Function(environment, locations, names, names.LogResults, nameof(LogResults)),
                Job(environment, locations, names.LandingJob, "landing_job.py", "Step1"),
                Job(environment, locations, names.CleansingJob, "cleaning_job.py", "Step2"),
                Job(environment, locations, names.FinalJob, "final_job.py", "Step3"),

                // Versions are turned to by the final job alone; a crawler that went into them would make tables of old ones.
                new CrawlerResource(
                    names.Crawler, new(environment.GlueJobRole), new(environment.DatabaseName), [$"s3://{environment.FinalBucket}/"],
                    ["**/_v/**"]
                ),
                Machine(environment, names, names.Step1Machine, machines.Step1()),
                Machine(environment, names, names.Step2Machine, machines.Step2()),
                Machine(environment, names, names.Pipeline, machines.Pipeline()),
            ])
        {
            Home = environment.Home,
            // One run at a time may use the place that files are delivered to.
            Entry = new(
                new(names.Pipeline),
                new(new(environment.LandingBucket), locations.InputPrefix),
                new($"{environment.LandingBucket}/{environment.Project}", 1)),
            LedgerDays = environment.LedgerDays,
        };
    }

    /// <summary>One bucket may serve for several: the files of a small project often share it with its artifacts.</summary>
    static IEnumerable<BucketResource> Buckets(PipelineEnvironment environment) =>
    [
        new(environment.LandingBucket, environment.BucketRegion),
        new(environment.CleansedBucket, environment.BucketRegion),
        new(environment.FinalBucket, environment.BucketRegion),
        new(environment.ArtifactBucket, environment.Region),
    ];

    static FunctionResource Function(
        PipelineEnvironment environment, FpacLocations locations, FpacNames names, string name, string step) => new(
        name,
        names.FunctionArn(name),
        step,
        new(environment.LambdaRole),
        "dotnet10",
        $"Granary.Lambda::Granary.Lambda.{step}Function::HandleAsync",
        FunctionTimeoutSeconds,
        FunctionMemoryMb,
        Layers: [],
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PROJECT"] = environment.Project,
            ["LANDING_BUCKET"] = environment.LandingBucket,
            ["TABLE_NAME"] = environment.TrackingTable,
            ["BUCKET_REGION"] = environment.BucketRegion,
            ["INPUT_PREFIX"] = locations.InputPrefix,
        });

    static JobResource Job(PipelineEnvironment environment, FpacLocations locations, string name, string script, string step)
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["--env"] = environment.DeployEnv,
            ["--project"] = environment.Project,
            ["--landing_bucket"] = environment.LandingBucket,
            ["--clean_bucket"] = environment.CleansedBucket,
            ["--final_bucket"] = environment.FinalBucket,
            ["--bucket_region"] = environment.BucketRegion,
            ["--step"] = step,
            ["--input"] = locations.Input,
            ["--landed"] = locations.Landed,
            ["--cleansed"] = locations.Cleansed,
            ["--final"] = locations.Final,
            ["--datasets"] = locations.Datasets,
            ["--database"] = environment.DatabaseName,
        };
        foreach (var (argument, value) in environment.Job.Arguments)
            arguments[argument] = value;
        return new(
            name,
            new(environment.GlueJobRole),
            locations.Script(script),
            environment.Job.GlueVersion,
            environment.Job.WorkerType,
            environment.Job.NumberOfWorkers,
            environment.Job.TimeoutMinutes,
            environment.Job.MaxRetries,
            environment.Job.MaxConcurrency,
            environment.Job.Connections,
            arguments);
    }

    static StateMachineResource Machine(PipelineEnvironment environment, FpacNames names, string name, StateMachineDefinition definition) =>
        new(name, names.MachineArn(name), new(environment.StateMachineRole), definition.ToJson().ToJsonString());
}
