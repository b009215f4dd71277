namespace Granary.Cli.Tests.Check;

public sealed class CheckTests : IDisposable
{
    readonly Scene _scene = new();

    [Fact]
    public async Task Five_mistakes_in_a_configuration_are_told_at_once_with_line_and_column()
    {
        var file = _scene.Define("config/sales/broken.json", """
            {
              "deployenv": "dev",
              "project": "",
              "region": "us-east-1",
              "bucketRegion": "us-east-1",
              "configData": { "databaseName": "sales" },
              "strparams": {
                "landingBucketNameParam": ["sales-landing"],
                "cleanBucketNameParam": "sales-cleansed",
                "finalBucketNameParam": "sales-final",
                "finalBucketNameParam": "sales-final",
                "glueJobRoleArnParam": "arn:aws:iam::000000000000:role/local-glue",
                "etlRoleArnParam": "arn:aws:iam::000000000000:role/local-lambda"
              },
              "artifacts": { "artifactBucket": "sales-artifacts", "prefix": "sales/" },
              "stepFunctions": { "roleArn": "arn:aws:iam::000000000000:role/local-stepfunction" }
            }
            """);

        var result = (await _scene.GranaryAsync("check", file)).Exits(2);

        Assert.Contains("broken.json:2:", result.Errors);
        Assert.Contains("\"deployEnv\"", result.Errors);
        Assert.Contains("broken.json:3:", result.Errors);
        Assert.Contains("broken.json:6:", result.Errors);
        Assert.Contains("dynamoTableName", result.Errors);
        Assert.Contains("broken.json:8:", result.Errors);
        Assert.Contains("broken.json:11:", result.Errors);

        var problems = (await _scene.GranaryAsync("check", file, "--json")).Exits(2).Objects;
        Assert.True(problems.Count >= 5, string.Join('\n', problems.Select(p => p.ToJsonString())));
        Assert.All(problems, p => Assert.True((int)p["line"]! > 0 && (int)p["column"]! > 0 && (string?)p["file"] is not null, $"{p}"));
    }

    [Fact]
    public async Task A_trailing_comma_is_told_where_it_stands()
    {
        var file = _scene.Define("config/sales/comma.json", "{\n  \"deployEnv\": \"dev\",\n}\n");

        var result = (await _scene.GranaryAsync("check", file)).Exits(2);

        Assert.Contains("comma.json:2:", result.Errors);
    }

    [Fact]
    public async Task The_workspace_is_checked_whole_with_every_dataset_and_environment()
    {
        (await _scene.GranaryAsync("check")).Exits(0);
        _scene.Dataset("orders", """{ "columns": [{ "name": "id", "type": "intger" }] }""");
        _scene.Define("config/sales/dev.json", "{}");

        var result = (await _scene.GranaryAsync("check")).Exits(2);

        Assert.Contains("orders.json:1:", result.Errors);
        Assert.Contains("\"integer\"", result.Errors);
        Assert.Contains("dev.json:1:", result.Errors);
    }

    [Fact]
    public async Task A_run_is_refused_while_its_definition_is_wrong_and_nothing_is_touched()
    {
        _scene.Dataset("orders", """{ "columns": [{ "name": "id", "type": "intger" }], "kye": ["id"] }""");

        var result = (await _scene.GranaryAsync("run", "sales", "--env", "local", "--input", _scene.Input("orders.csv", "id\n1\n"))).Exits(
            2);

        Assert.Contains("intger", result.Errors);
        Assert.Contains("\"key\"", result.Errors);
        Assert.False(Directory.Exists(_scene.LandingPrefix));
    }

    [Fact]
    public async Task The_configurations_that_are_in_use_pass()
    {
        foreach (var file in Directory.EnumerateFiles(Needed.Shared("cases/deploy/config"), "fpac-*.json"))
            (await _scene.GranaryAsync("check", file)).Exits(0);
    }

    [Fact]
    public async Task The_repositorys_own_definitions_pass() =>
        (await InProcess.RunAsync(Needed.Repository, _scene.Home, "check")).Exits(0);

    [Fact]
    public async Task Nothing_is_checked_where_nothing_is()
    {
        var result = (await _scene.GranaryAsync("check", "config/sales/none.json")).Exits(5);

        Assert.Contains("config/sales/none.json", result.Errors);
    }

    public void Dispose() => _scene.Dispose();
}
