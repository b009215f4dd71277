using Granary.Model.Environments;
using Granary.Model.Json;
using Granary.Model.Shapes;

namespace Granary.Projects.Fpac.Environments;

/// <summary><c>strparams</c>: buckets, roles and layers.</summary>
sealed record Parameters
{
    static readonly Key<string> Landing = new("landingBucketNameParam", AwsText.Bucket,
        "The bucket of the landing zone, into which files are delivered.", IsRequired: true);

    static readonly Key<string> Cleansed = new("cleanBucketNameParam", AwsText.Bucket,
        "The bucket of the cleansed zone.", IsRequired: true);

    static readonly Key<string> Final = new("finalBucketNameParam", AwsText.Bucket,
        "The bucket of the final zone, which is in the catalog.", IsRequired: true);

    static readonly Key<string> GlueRole = new("glueJobRoleArnParam", AwsText.Role,
        "The ARN of the role that Glue jobs and the crawler run as.", IsRequired: true);

    static readonly Key<string> FunctionRole = new("etlRoleArnParam", AwsText.Role,
        "The ARN of the role that Lambda functions run as.", IsRequired: true);

    static readonly Key<string> ThirdPartyLayer = new("thirdPartyLayerArnParam", AwsText.Layer,
        "The ARN of a Lambda layer's version, the first of two.");

    static readonly Key<string> CustomLayer = new("customLayerArnParam", AwsText.Layer,
        "The ARN of a Lambda layer's version, the second of two.");

    public static readonly ObjectShape<Parameters> Shape = new(
        new(Landing, Cleansed, Final, GlueRole, FunctionRole, ThirdPartyLayer, CustomLayer)
        {
            UnreadCode = EnvironmentCodes.Unread,
            ForeignCode = EnvironmentCodes.Foreign,
            Unused =
            [
                new("stepFunctionRoleArnParam"),
                new("glueCrawlerRoleArnParam", "fmmi"),
                new("lambdaRoleArnParam", "cnsvbase, cnsvmaint and cnsvpymts"),
                new("lambdaRuntime", "cars, carsdm, sbsd and fmmi"),
                new("snsArnParam", "pmrds, fmmi, cnsvbase, cnsvmaint, cnsvpymts and the cps family"),
                new("echoSecretIdParam", "fmmi"),
                new("jobIdKeyParam", "cnsvbase and the cps family"),
                new("jobIdBucketParam", "cnsvbase"),
                new("targetBucketParam", "cnsvbase"),
                new("finalZoneCrawlerNameParam", "cnsvbase"),
                new("cdcCrawlerNameParam", "cnsvbase"),
                new("landingFolderNameParam", "cnsvbase, cnsvmaint, cnsvpymts and fmmi"),
                new("stgFolderNameParam", "cnsvbase, cnsvmaint, cnsvpymts and fmmi"),
                new("odsFolderNameParam", "cnsvbase, cnsvmaint, cnsvpymts and fmmi"),
                new("landingPrefixParam", "fmmi"),
                new("pipelineNameParam", "fmmi"),
                new("postgresDbNameParam", "cnsvbase, cnsvmaint and cnsvpymts"),
                new("secretNameParam", "cnsvbase, cnsvmaint and cnsvpymts"),
                new("cntrMaintJobIdKeyParam", "cnsvmaint"),
                new("cntrMaintTargetPrefixParam", "cnsvmaint"),
                new("cntrMaintFinalZoneCrawlerNameParam", "cnsvmaint"),
                new("cntrMaintCdcCrawlerNameParam", "cnsvmaint"),
                new("consPymtsJobIdKeyParam", "cnsvpymts"),
                new("consPymtsTargetPrefixParam", "cnsvpymts"),
                new("consPymtsFinalZoneCrawlerNameParam", "cnsvpymts"),
                new("consPymtsCdcCrawlerNameParam", "cnsvpymts"),
                new("sfnRoleArnParam", "athenafarm"),
                new("snsNotifyFnArnParam", "athenafarm"),
                new("pgConnectionNameParam", "athenafarm"),
            ],
        },
        Make);

    public required string LandingBucket { get; init; }

    public required string CleansedBucket { get; init; }

    public required string FinalBucket { get; init; }

    public required string GlueJobRole { get; init; }

    public required string LambdaRole { get; init; }

    public required IReadOnlyList<string> Layers { get; init; }

    static Parameters Make(ObjectReader reader)
    {
        var made = new Parameters
        {
            LandingBucket = reader.Get(Landing),
            CleansedBucket = reader.Get(Cleansed),
            FinalBucket = reader.Get(Final),
            GlueJobRole = reader.Get(GlueRole),
            LambdaRole = reader.Get(FunctionRole),
            Layers = [.. new[] { reader.Find(ThirdPartyLayer), reader.Find(CustomLayer) }.OfType<string>()],
        };
        RefuseSharedBuckets(reader);
        return made;
    }

    /// <summary>Two zones in one bucket write to the same keys, and the later stage would clear what the earlier one wrote.</summary>
    static void RefuseSharedBuckets(ObjectReader reader)
    {
        Key<string>[] zones = [Landing, Cleansed, Final];
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var zone in zones)
        {
            if (
                reader.Source(zone) is JsonTextSource { Value: var bucket }
                && !string.IsNullOrWhiteSpace(bucket)
                && !seen.TryAdd(bucket, zone.Name))
                reader.Report(
                    "GR1115",
                    $"strparams.{zone.Name} and strparams.{seen[bucket]} are both \"{bucket}\"; each zone needs a bucket of its own.", zone
                );
        }
    }
}
