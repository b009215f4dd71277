using System.Text;
using System.Text.Json.Nodes;

namespace Granary.Testing.CommandLine;

/// <summary>A workspace of its own with one project, a home, and a place for input files.</summary>
public abstract class ProjectScene : IDisposable
{
    readonly TemporaryFolder _folder = new();

    /// <param name="project">The folder below <c>projects/</c>, and the project's key in its configuration.</param>
    protected ProjectScene(string project)
    {
        Project = project;
        AddProject(project, project);
    }

    public string Project { get; }

    public string Workspace => Path.Combine(_folder.Path, "workspace");

    public string Home => Path.Combine(_folder.Path, "home");

    public string LandingPrefix => Path.Combine(Home, "buckets", $"{Project}-landing", Project, "dbo");

    /// <summary>Adds a project folder with its configuration <c>local</c>.</summary>
    /// <param name="key">The project's key in the configuration; buckets are named for it too.</param>
    public void AddProject(string project, string key)
    {
        Define($"projects/{project}/project.json", """{ "type": "fpac" }""");
        Define($"config/{project}/local.json", Configuration(key));
    }

    public static string Configuration(string key) => $$"""
        {
          "deployEnv": "local",
          "project": "{{key}}",
          "region": "us-east-1",
          "bucketRegion": "us-east-1",
          "configData": { "databaseName": "{{key}}_tables", "dynamoTableName": "{{key}}-runs" },
          "strparams": {
            "landingBucketNameParam": "{{key}}-landing",
            "cleanBucketNameParam": "{{key}}-cleansed",
            "finalBucketNameParam": "{{key}}-final",
            "glueJobRoleArnParam": "arn:aws:iam::000000000000:role/local-glue",
            "etlRoleArnParam": "arn:aws:iam::000000000000:role/local-lambda"
          },
          "artifacts": { "artifactBucket": "{{key}}-artifacts", "prefix": "{{key}}/" },
          "stepFunctions": { "roleArn": "arn:aws:iam::000000000000:role/local-stepfunction" }
        }
        """;

    /// <summary>Writes a file of the workspace.</summary>
    public string Define(string path, string text) => _folder.Write(Path.Combine("workspace", path), text);

    /// <summary>Writes the dataset file of a table.</summary>
    public void Dataset(string table, string json) => Define($"projects/{Project}/datasets/{table}.json", json);

    /// <summary>Writes an input file.</summary>
    /// <returns>Its path.</returns>
    public string Input(string name, string text) => Input(name, Encoding.UTF8.GetBytes(text));

    public string Input(string name, byte[] bytes) => _folder.Write(Path.Combine("input", name), bytes);

    public string InputFolder => Path.Combine(_folder.Path, "input");

    /// <summary>Runs a command in the workspace.</summary>
    public abstract Task<CommandResult> GranaryAsync(params IEnumerable<string> arguments);

    /// <summary>Runs the scene's project on input files.</summary>
    public Task<RunReport> RunAsync(params IEnumerable<string> input) => RunAsync(input, []);

    public async Task<RunReport> RunAsync(IEnumerable<string> input, IEnumerable<string> options) =>
        new(await GranaryAsync(["run", Project, "--env", "local", "--json", .. options, .. input.SelectMany(i => new[] { "--input", i })]));

    public async Task<IReadOnlyList<JsonObject>> QueryAsync(string sql) => (await GranaryAsync("query", sql, "--json")).Exits(0).Objects;

    /// <returns>The rows as text, one JSON array a row.</returns>
    public async Task<IReadOnlyList<string>> RowsAsync(string sql) =>
        [.. (await QueryAsync(sql)).Select(row => new JsonArray([.. row.Select(c => c.Value?.DeepClone())]).ToJsonString(Plain))];

    public async Task<IReadOnlyList<Reject>> RejectsAsync(string table) =>
        [.. (await GranaryAsync("rejects", table, "--json")).Exits(0).Objects.Select(Reject.Of)];

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    static readonly System.Text.Json.JsonSerializerOptions Plain = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}

/// <summary>A line of <c>rejects --json</c>.</summary>
public sealed record Reject(string Stage, string File, long Line, string? Column, string Raw, string Code, string Reason)
{
    public static Reject Of(JsonObject json)
    {
        Assert.Equal(["run", "table", "stage", "file", "line", "column", "raw", "code", "reason"], json.Select(m => m.Key));
        return new(
            (string)json["stage"]!,
            (string)json["file"]!,
            (long)json["line"]!,
            (string?)json["column"],
            (string)json["raw"]!,
            (string)json["code"]!,
            (string)json["reason"]!);
    }
}
