using Granary.Model.Environments;
using Granary.Model.Schemas;
using Granary.Model.Shapes;
using Granary.Platform.Stacks;

namespace Granary.Projects.Fpac.Environments;

/// <summary>The keys at the root of an environment file, and what becomes of them.</summary>
static class EnvironmentKeys
{
    public const string HomeKey = "home";
    public const string LocalHome = "local";

    static readonly Key<StackHome> Home = new(
        HomeKey, new ChoiceShape<StackHome>(EnvironmentCodes.NoChoice, (LocalHome, StackHome.Local), ("aws", StackHome.Aws)),
        "Where the stack is applied: \"local\", on this machine, which needs no other key than \"project\"; \"aws\", in an account.");

    static readonly Key<string> DeployEnv = new("deployEnv", AwsText.NameToken,
        "The environment's token in all names, kept as written: dev, prod, steam-dev.", IsRequired: true);

    static readonly Key<string> Project = new("project", AwsText.NameToken,
        "The project's token in all names and object keys.", IsRequired: true);

    static readonly Key<string> Region = new("region", AwsText.Region,
        "The AWS region of functions, jobs and state machines.", IsRequired: true);

    static readonly Key<string> BucketRegion = new("bucketRegion", AwsText.Region,
        "The AWS region of the buckets; the same as \"region\" unless set.");

    static readonly Key<ConfigData> Config = new("configData", ConfigData.Shape,
        "The catalog's database and the tracking table.", IsRequired: true);

    static readonly Key<Parameters> Strparams = new("strparams", Parameters.Shape,
        "The buckets of the zones, the roles and the layers.", IsRequired: true);

    static readonly Key<Artifacts> ArtifactKeys = new("artifacts", Artifacts.Shape,
        "Where scripts and packages are kept.", IsRequired: true);

    static readonly Key<StepFunctions> Machines = new("stepFunctions", StepFunctions.Shape,
        "What the state machines need.", IsRequired: true);

    static readonly Key<JobOptions> Job = new("GlueJobParameters", JobKeys.Shape,
        "How the three Glue jobs run. Left out: two workers G.1X, 60 minutes, no retries, one run at a time.", Fallback: new());

    static readonly Key<LedgerOptions> Ledger = new("ledger", LedgerOptions.Shape,
        "What is kept of runs. Left out: their ledger and rejected rows for 90 days.", Fallback: new(Stack.DefaultLedgerDays));

    /// <summary>The schema of the file, for editors.</summary>
    public static SchemaFile Schema =>
        JsonSchemas.Write(
            "environment",
            LocalDefaults.Relax(Shape(NamePattern.Default).FileSchema("Granary environment: config/PROJECT/ENVIRONMENT.json")));

    /// <param name="names">The pattern of the resources' names, which may have too little room for the tokens.</param>
    public static ObjectShape<PipelineEnvironment> Shape(string names) => new(Keys, reader => Make(reader, names));

    static readonly KeySet Keys =
        new(Home, DeployEnv, Project, Region, BucketRegion, Config, Strparams, ArtifactKeys, Machines, Job, Ledger)
        {
            UnreadCode = EnvironmentCodes.Unread,
            ForeignCode = EnvironmentCodes.Foreign,
            Unused =
            [
                new("ssm"), new("paths"), new("lambda-data"),
                new("secretId", "fmmi, cnsvbase, cnsvmaint, cnsvpymts, athenafarm and the cps family"),
                new("SecretId", "fmmi, cnsvbase, cnsvmaint and cnsvpymts"),
                new("glueDefaultArgs", "all types with Glue jobs but fpac, farmrec and athenafarm"),
                new("GlueJobParametersPgToRedshift", "cars and sbsd"),
                new("GlueConfig", "fmmi, nps, cnsv, cnsvbase, cnsvmaint, cnsvpymts, athenafarm and the cps family"),
                new("glueJobDefaults", "athenafarm"),
                new("LambdaConfig", "the cps family"),
                new("lambdas", "cnsv, cnsvbase, cnsvmaint, cnsvpymts and the cps family"),
                new("lambda", "cnsv, cnsvbase, cnsvmaint, cnsvpymts and the cps family"),
                new("lambdaEnv", "cars, carsdm, sbsd and fmmi"),
                new("networking", "flpids, tsthooks and fmmi"),
                new("crawler", "fmmi"),
                new("crawlers", "the cps family"),
                new("glueDatabases", "the cps family"),
                new("configUpload", "cars and the upload of config packs"),
                new("downloadZip", "cars"),
                new("carsdm", "carsdm"),
                new("sns", "nps"),
                new("icebergWarehouse", "athenafarm"),
                new("sssFarmrecordsS3Path", "athenafarm"),
                new("debugLogging", "athenafarm"),
            ],
        };

    static PipelineEnvironment? Make(ObjectReader reader, string names)
    {
        var home = reader.Find(Home);
        var (deployEnv, project, region) = (reader.Get(DeployEnv), reader.Get(Project), reader.Get(Region));
        var (config, parameters, artifacts) = (reader.Get(Config), reader.Get(Strparams), reader.Get(ArtifactKeys));
        var (machines, job, ledger, bucketRegion) = (reader.Get(Machines), reader.Get(Job), reader.Get(Ledger), reader.Find(BucketRegion));
        if (deployEnv is not null && project is not null)
            CheckLength(reader, deployEnv, project, names);
        if (reader.HasFailed)
            return null;
        return new()
        {
            Home = reader.Has(Home) ? home : null,
            DeployEnv = deployEnv!,
            Project = project!,
            NamePrefix = NamePattern.Apply(names, deployEnv!, project!),
            Region = region,
            BucketRegion = bucketRegion ?? region,
            DatabaseName = config.DatabaseName,
            TrackingTable = config.TrackingTable,
            LandingBucket = parameters.LandingBucket,
            CleansedBucket = parameters.CleansedBucket,
            FinalBucket = parameters.FinalBucket,
            GlueJobRole = parameters.GlueJobRole,
            LambdaRole = parameters.LambdaRole,
            Layers = parameters.Layers,
            ArtifactBucket = artifacts.Bucket,
            ArtifactPrefix = artifacts.Prefix.TrimEnd('/') + "/",
            StateMachineRole = machines.Role,
            Job = job,
            LedgerDays = ledger.KeepDays,
        };
    }

    static void CheckLength(ObjectReader reader, string deployEnv, string project, string names)
    {
        var prefix = NamePattern.Apply(names, deployEnv, project);
        if (prefix.Length <= NamePattern.MaxPrefix)
            return;
        var tokens = deployEnv.Length + project.Length;
        reader.Report(
            "GR1109",
            $"deployEnv and project have {tokens} characters together; names as long as {prefix}{NamePattern.LongestSuffix} "
                + $"leave room for {tokens - (prefix.Length - NamePattern.MaxPrefix)}.",
            Project, "Shorten one of the two.");
    }
}
