using System.Text.Json.Nodes;

namespace Granary.Projects.Tests.Fpac.Environments;

/// <summary>An environment file without mistakes, and ways to make some.</summary>
static class EnvironmentText
{
    public static string Good => """
        {
          "deployEnv": "dev",
          "project": "sales",
          "region": "us-east-2",
          "bucketRegion": "us-east-1",
          "configData": { "databaseName": "sales-db", "dynamoTableName": "Runs" },
          "strparams": {
            "landingBucketNameParam": "sales-landing",
            "cleanBucketNameParam": "sales-cleansed",
            "finalBucketNameParam": "sales-final",
            "glueJobRoleArnParam": "arn:aws:iam::123456789012:role/glue",
            "etlRoleArnParam": "arn:aws:iam::123456789012:role/lambda"
          },
          "artifacts": { "artifactBucket": "sales-artifacts", "prefix": "sales/" },
          "stepFunctions": { "roleArn": "arn:aws:iam::123456789012:role/states" }
        }
        """;

    /// <param name="path">Keys with dots between them; the objects on the way are made.</param>
    /// <param name="json">The new value, or null to take the key away.</param>
    public static string With(string path, string? json)
    {
        var root = JsonNode.Parse(Good)!.AsObject();
        var at = root;
        var keys = path.Split('.');
        foreach (var key in keys[..^1])
            at = (at[key] ??= new JsonObject()).AsObject();
        if (json is null)
            at.Remove(keys[^1]);
        else
            at[keys[^1]] = JsonNode.Parse(json);
        return root.ToJsonString();
    }
}
