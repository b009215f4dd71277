using Granary.Model.Environments;
using Granary.Model.Shapes;
using Granary.Platform.Stacks;

namespace Granary.Projects.Fpac.Environments;

/// <summary><c>configData</c>.</summary>
sealed record ConfigData(string DatabaseName, string TrackingTable)
{
    static readonly Key<string> Database = new("databaseName", AwsText.Database,
        "The database of the Glue catalog that the crawler fills.", IsRequired: true);

    static readonly Key<string> Table = new("dynamoTableName", AwsText.ItemTable,
        "The DynamoDB table in which runs are tracked.", IsRequired: true);

    public static readonly ObjectShape<ConfigData> Shape = new(
        new(Database, Table)
        {
            ForeignCode = EnvironmentCodes.Foreign,
            Unused = [new("landingBucket", "nps"), new("utilsPath", "nps")],
        },
        reader => new(reader.Get(Database), reader.Get(Table)));
}

/// <summary><c>artifacts</c>.</summary>
sealed record Artifacts(string Bucket, string Prefix)
{
    static readonly Key<string> BucketKey = new("artifactBucket", AwsText.Bucket,
        "The bucket of scripts and packages; made if it is not there.", IsRequired: true);

    static readonly Key<string> PrefixKey = new("prefix", AwsText.KeyPrefix,
        "What stands before every key in the artifact bucket, with or without a slash at its end.", IsRequired: true);

    public static readonly ObjectShape<Artifacts> Shape = new(
        new(BucketKey, PrefixKey),
        reader => new(reader.Get(BucketKey), reader.Get(PrefixKey)));
}

/// <summary><c>stepFunctions</c>.</summary>
sealed record StepFunctions(string Role)
{
    static readonly Key<string> RoleArn = new("roleArn", AwsText.Role,
        "The ARN of the role that the state machines run as.", IsRequired: true);

    public static readonly ObjectShape<StepFunctions> Shape = new(
        new(RoleArn)
        {
            UnreadCode = EnvironmentCodes.Unread,
            Unused = [new("roleName"), new("createRoleIfMissing"), new("nestedCallerRoleArn")],
        },
        reader => new(reader.Get(RoleArn)));
}

/// <summary><c>ledger</c>.</summary>
sealed record LedgerOptions(int KeepDays)
{
    static readonly Key<int> Days = new("keepDays", new WholeNumberShape(EnvironmentCodes.OutOfRange, 1, 36500),
        "How many days after its end the ledger and the rejected rows of a run stay.", Fallback: Stack.DefaultLedgerDays);

    public static readonly ObjectShape<LedgerOptions> Shape = new(new(Days), reader => new(reader.Get(Days)));
}
