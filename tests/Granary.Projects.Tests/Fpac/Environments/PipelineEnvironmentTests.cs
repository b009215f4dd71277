using Granary.Model;
using Granary.Projects.Fpac.Environments;

namespace Granary.Projects.Tests.Fpac.Environments;

public sealed class PipelineEnvironmentTests
{
    readonly List<Problem> _problems = [];

    [Fact]
    public void Has_the_values_of_the_file()
    {
        var environment = Parse(EnvironmentText.Good)!;

        Assert.Empty(_problems);
        Assert.Equal(
            ("dev", "sales", "us-east-2", "us-east-1"),
            (environment.DeployEnv, environment.Project, environment.Region, environment.BucketRegion));
        Assert.Equal(("sales-db", "Runs"), (environment.DatabaseName, environment.TrackingTable));
        Assert.Equal(
            ("sales-landing", "sales-cleansed", "sales-final"),
            (environment.LandingBucket, environment.CleansedBucket, environment.FinalBucket));
        Assert.Equal("arn:aws:iam::123456789012:role/glue", environment.GlueJobRole);
        Assert.Equal("arn:aws:iam::123456789012:role/lambda", environment.LambdaRole);
        Assert.Equal("arn:aws:iam::123456789012:role/states", environment.StateMachineRole);
        Assert.Equal(("sales-artifacts", "sales/"), (environment.ArtifactBucket, environment.ArtifactPrefix));
        Assert.Empty(environment.Layers);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\" \"")]
    public void Takes_the_region_of_buckets_from_the_region_when_it_is_left_out(string? json)
    {
        Assert.Equal("us-east-2", Parse(EnvironmentText.With("bucketRegion", json))!.BucketRegion);
    }

    [Theory]
    [InlineData("a", "a/")]
    [InlineData("a/", "a/")]
    [InlineData("a/b///", "a/b/")]
    public void Ends_the_prefix_of_artifacts_with_one_slash(string written, string expected)
    {
        Assert.Equal(expected, Parse(EnvironmentText.With("artifacts.prefix", $"\"{written}\""))!.ArtifactPrefix);
    }

    [Fact]
    public void Keeps_the_third_party_layer_before_the_custom_one()
    {
        const string Layer = "arn:aws:lambda:us-east-2:123456789012:layer:";
        var text = EnvironmentText.Good.Replace("\"strparams\": {", $$"""
            "strparams": { "customLayerArnParam": "{{Layer}}custom:1", "thirdPartyLayerArnParam": "{{Layer}}third:2",
            """, StringComparison.Ordinal);

        Assert.Equal([Layer + "third:2", Layer + "custom:1"], Parse(text)!.Layers);
    }

    [Theory]
    [InlineData("deployEnv", "\"FPACDEV\"", null)]
    [InlineData("deployEnv", "\"steam-dev\"", null)]
    [InlineData("deployEnv", "\"a b\"", "GR1109")]
    [InlineData("project", "\"a/b\"", "GR1109")]
    [InlineData("project", "\"a\\n\"", "GR1109")]
    [InlineData("project", "\"sales_of_everything_in_all_of_the_counties\"", "GR1109")]
    [InlineData("project", null, "GR1102")]
    [InlineData("project", "\"  \"", "GR1104")]
    [InlineData("project", "null", "GR1104")]
    [InlineData("project", "7", "GR1103")]
    [InlineData("region", "\"us-gov-west-1\"", null)]
    [InlineData("region", "\"Ohio\"", "GR1110")]
    [InlineData("region", "[]", "GR1103")]
    [InlineData("configData", "\"x\"", "GR1103")]
    [InlineData("configData", null, "GR1102")]
    [InlineData("configData.databaseName", "\"Sales\"", "GR1113")]
    [InlineData("configData.dynamoTableName", "\"a\"", "GR1113")]
    [InlineData("configData.landingBucket", "\"x\"", "GR1106")]
    [InlineData("configData.table", "\"x\"", "GR1101")]
    [InlineData("strparams.landingBucketNameParam", "\"my.bucket-1\"", null)]
    [InlineData("strparams.landingBucketNameParam", "\"2017\"", null)]
    [InlineData("strparams.landingBucketNameParam", "\"s3://my-bucket\"", "GR1111")]
    [InlineData("strparams.landingBucketNameParam", "\"my_bucket\"", "GR1111")]
    [InlineData("strparams.landingBucketNameParam", "\"My-Bucket\"", "GR1111")]
    [InlineData("strparams.landingBucketNameParam", "\"my..bucket\"", "GR1111")]
    [InlineData("strparams.landingBucketNameParam", "\"10.0.0.1\"", "GR1111")]
    [InlineData("strparams.landingBucketNameParam", "\"xn--bucket\"", "GR1111")]
    [InlineData("strparams.landingBucketNameParam", "\"bucket-s3alias\"", "GR1111")]
    [InlineData("strparams.landingBucketNameParam", "\"ab\"", "GR1111")]
    [InlineData("strparams.landingBucketNameParam", "\"sales-final\"", "GR1115")]
    [InlineData("strparams.glueJobRoleArnParam", "\"/ssm/path\"", "GR1112")]
    [InlineData("strparams.glueJobRoleArnParam", "\"arn:aws-us-gov:iam::123456789012:role/path/name\"", null)]
    [InlineData("strparams.customLayerArnParam", "\"arn:aws:lambda:us-east-2:123456789012:layer:x\"", "GR1112")]
    [InlineData("strparams.stepFunctionRoleArnParam", "\"x\"", "GR1105")]
    [InlineData("strparams.snsArnParam", "\"x\"", "GR1106")]
    [InlineData("artifacts.prefix", "\"/\"", "GR1114")]
    [InlineData("artifacts.prefix", "\"/a\"", "GR1114")]
    [InlineData("artifacts.prefix", "\"a/../b\"", "GR1114")]
    [InlineData("artifacts.prefix", "\"a//b\"", "GR1114")]
    [InlineData("artifacts.prefix", "\"\"", "GR1104")]
    [InlineData("stepFunctions.roleName", "\"x\"", "GR1105")]
    [InlineData("stepFunctions.createRoleIfMissing", "true", "GR1105")]
    [InlineData("stepFunctions.nestedCallerRoleArn", "\"x\"", "GR1105")]
    [InlineData("ssm", "{}", "GR1105")]
    [InlineData("paths", "{}", "GR1105")]
    [InlineData("lambda-data", "{}", "GR1105")]
    [InlineData("crawlers", "[]", "GR1106")]
    [InlineData("Region", "\"us-east-1\"", "GR1101")]
    [InlineData("$schema", "\"../../schemas/environment.schema.json\"", null)]
    [InlineData("configData.$schema", "\"x\"", "GR1101")]
    public void Says_of_one_changed_value_what_is_wrong_with_it(string path, string? json, string? code)
    {
        var environment = Parse(EnvironmentText.With(path, json));

        Assert.Equal(code is null ? [] : [code], _problems.Select(p => p.Code));
        Assert.Equal(_problems.All(p => !p.IsError), environment is not null);
        Assert.All(_problems, p => Assert.NotNull(p.Where));
        Assert.Equal(code is "GR1105" or "GR1106", _problems.Any(p => p.Severity == ProblemSeverity.Warning));
    }

    [Fact]
    public void Reports_everything_that_is_wrong_with_a_file()
    {
        Parse("""
            {
              "deployenv": "dev",
              "project": "sales of 2017",
              "region": "us-east",
              "bucketRegion": 1,
              "ssm": { "anything": "goes" },
              "configData": {
                "databaseName": "",
                "dynamoTableNam": "FsaFpacMetadata",
                "utilsPath": "utils"
              },
              "strparams": {
                "landingBucketNameParam": "s3://landing",
                "cleanBucketNameParam": "sales-zone",
                "finalBucketNameParam": "sales-zone",
                "glueJobRoleArnParam": "disc-fsa-dev-glue",
                "etlRoleArnParam": null,
                "customLayerArnParam": "arn:aws:lambda:us-east-2:241533156429:layer:custom",
              },
              "artifacts": [],
              "GlueJobParameters": {
                "WorkerType": "G4X",
                "NumberOfWorkers": "two",
                "TimeoutMinutes": "0",
                "MaxRetries": 1.5,
                "AutomaticScalingEnabled": "sure",
                "JobContinuousLogging": "Enabled",
                "JobLanguage": "python",
                "JobParameters": { "year": 2017, "--step": "Step1", "--list": [1] },
                "Connections": [{ "ConnectionName": "pg", "VpcId": "vpc-1" }, {}]
              },
              "project": "sales"
            }
            """);

        Snapshot.Matches(string.Join("\n\n", _problems) + "\n", "environment-with-many-mistakes");
    }

    [Fact]
    public void Counts_a_misspelt_key_as_one_mistake()
    {
        Parse(EnvironmentText.Good.Replace("roleArn", "rolArn", StringComparison.Ordinal));

        var problem = Assert.Single(_problems);
        Assert.Equal(("GR1101", "Did you mean \"roleArn\"?"), (problem.Code, problem.Hint));
    }

    [Fact]
    public void Does_not_miss_keys_behind_the_place_where_the_json_breaks_off()
    {
        Assert.Null(Parse("""{ "deployEnv": "dev", "configData": { "databaseName": ??? """));

        Assert.Equal(["GR1001"], _problems.Select(p => p.Code));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("null")]
    public void Is_an_object(string text)
    {
        Assert.Null(Parse(text));

        Assert.Equal(["GR1103"], _problems.Select(p => p.Code));
    }

    PipelineEnvironment? Parse(string text) => PipelineEnvironment.Parse(text, "config/sales/dev.json", _problems);
}
