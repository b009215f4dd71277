using Granary.Model;
using Granary.Platform.Stacks;
using Granary.Projects.Definitions;

namespace Granary.Projects.Tests;

/// <summary>A folder with projects and environments that a test writes.</summary>
sealed class TestWorkspace : IDisposable
{
    public const string GoodEnvironment = """
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
          "artifacts": { "artifactBucket": "sales-artifacts", "prefix": "deployed" },
          "stepFunctions": { "roleArn": "arn:aws:iam::123456789012:role/states" }
        }
        """;

    readonly TemporaryFolder _folder = new();

    public string Root => _folder.Path;

    public Workspace Workspace => new(_folder.Path);

    public List<Problem> Problems { get; } = [];

    /// <summary>A workspace with the project shop, its environment dev, and the files of the project that a test gives.</summary>
    public static TestWorkspace With(params (string Name, string Text)[] files)
    {
        var workspace = new TestWorkspace();
        workspace.Write("projects/shop/project.json", """{ "type": "fpac" }""");
        workspace.Write("config/shop/dev.json", GoodEnvironment);
        foreach (var (name, text) in files)
            workspace.Write($"projects/shop/{name}", text);
        return workspace;
    }

    public string Write(string name, string text) => _folder.Write(name, text);

    public ProjectDefinition? Load(string project = "shop") => ProjectDefinition.Load(Workspace, project, ProjectTypes.BuiltIn, Problems);

    public Stack Stack(string environment = GoodEnvironment)
    {
        var stack = Load()!.ToStack(environment, "dev.json", Problems);
        Assert.Empty(Problems);
        return stack!;
    }

    public void Dispose() => _folder.Dispose();
}
