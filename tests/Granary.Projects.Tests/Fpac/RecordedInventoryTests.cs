using System.Text.Json.Nodes;
using Granary.Platform.Stacks;

namespace Granary.Projects.Tests.Fpac;

/// <summary>The letter: what the original deployer made of its configs, and what we make of them.</summary>
public sealed class RecordedInventoryTests
{
    public static TheoryData<string, string> Recordings =>
        new() { { "pydemo", "FSA-demo-FpacPYDEMO" }, { "py2deployer", "FSA-dev-FpacPY2DEV" } };

    [Theory]
    [MemberData(nameof(Recordings))]
    public void The_machines_are_the_originals_with_the_additions(string recording, string prefix)
    {
        var scene = new RecordedStack(recording);
        var logResults = scene.Resource<FunctionResource>($"{prefix}-LogResults").Arn;

        AssertRecorded(scene, $"{prefix}-Pipeline", scene.Machine($"{prefix}-Pipeline"));
        AssertRecorded(scene, $"{prefix}-PipelineStep1", Additions.RemovedFromStep1(scene.Machine($"{prefix}-PipelineStep1"), logResults));
        AssertRecorded(scene, $"{prefix}-PipelineStep2", Additions.RemovedFromStep2(scene.Machine($"{prefix}-PipelineStep2"), logResults));
        Assert.Equal(
            Names(scene, "state_machines"), scene.Stack.Of<StateMachineResource>().Select(m => m.Name).Order(StringComparer.Ordinal));
        Assert.Equal($"{prefix}-Pipeline", scene.Stack.Entry?.Machine.Name);
    }

    [Theory]
    [MemberData(nameof(Recordings))]
    public void The_machines_have_the_originals_names_in_the_account_and_role(string recording, string prefix)
    {
        var scene = new RecordedStack(recording);

        foreach (var name in new[] { $"{prefix}-Pipeline", $"{prefix}-PipelineStep1", $"{prefix}-PipelineStep2" })
        {
            var (ours, theirs) = (scene.Resource<StateMachineResource>(name), scene.Recorded("state_machines")[name]!);
            Assert.Equal((Text(theirs, "stateMachineArn"), Text(theirs, "roleArn")), (ours.Arn, ours.Role.Name));
        }
    }

    [Theory]
    [MemberData(nameof(Recordings))]
    public void The_jobs_are_the_originals_on_a_newer_Glue(string recording, string prefix)
    {
        var scene = new RecordedStack(recording);
        Assert.Equal(
            [$"{prefix}-Step1-LandingFiles", $"{prefix}-Step2-CleansedFiles", $"{prefix}-Step3-FinalFiles"], Names(scene, "glue_jobs"));
        Assert.Equal(Names(scene, "glue_jobs"), scene.Stack.Of<JobResource>().Select(j => j.Name));

        foreach (var job in scene.Stack.Of<JobResource>())
        {
            Assert.Equal("5.0", job.GlueVersion);
            var recorded = scene.Recorded("glue_jobs")[job.Name]!.AsObject();
            Assert.Equal("4.0", Text(recorded, "GlueVersion"));
            recorded["GlueVersion"] = "5.0";
            var ours = Additions.RemovedFromJob(AsRecorded(job), scene.Project, scene.Prefix);
            Assert.True(JsonNode.DeepEquals(recorded, ours), ours.ToJsonString());
        }
    }

    [Theory]
    [MemberData(nameof(Recordings))]
    public void The_functions_are_the_originals_with_our_code(string recording, string prefix)
    {
        var scene = new RecordedStack(recording);
        Assert.Equal([$"{prefix}-CreateNewId", $"{prefix}-LogResults", $"{prefix}-ValidateInput"], Names(scene, "lambda_functions"));
        Assert.Equal(
            Names(scene, "lambda_functions"), scene.Stack.Of<FunctionResource>().Select(f => f.Name).Order(StringComparer.Ordinal));

        foreach (var function in scene.Stack.Of<FunctionResource>())
        {
            var recorded = scene.Recorded("lambda_functions")[function.Name]!;
            Assert.Equal((Text(recorded, "FunctionArn"), Text(recorded, "Role")), (function.Arn, function.Role.Name));
            Assert.Equal(((int)recorded["Timeout"]!, (int)recorded["MemorySize"]!), (function.TimeoutSeconds, function.MemoryMb));
            var variables = function.Environment.ToDictionary();
            Assert.True(variables.Remove("INPUT_PREFIX", out var inputPrefix));
            Assert.Equal($"{scene.Project}/dbo/", inputPrefix);
            Assert.Equal(recorded["Environment"]!["Variables"]!.AsObject().ToDictionary(v => v.Key, v => (string)v.Value!), variables);

            // Ours: runtime, handler, package, layers.
            var step = function.Name[(prefix.Length + 1)..];
            Assert.Equal((step, "dotnet10"), (function.Step, function.Runtime));
            Assert.Equal($"Granary.Lambda::Granary.Lambda.{step}Function::HandleAsync", function.Handler);
            Assert.Empty(function.Layers);
        }
    }

    [Theory]
    [MemberData(nameof(Recordings))]
    public void The_crawler_is_the_originals_and_stays_out_of_versions(string recording, string prefix)
    {
        var scene = new RecordedStack(recording);
        var crawler = Assert.Single(scene.Stack.Of<CrawlerResource>());
        var recorded = scene.Recorded("glue_crawlers")[$"{prefix}-CRAWLER"]!;

        Assert.Equal(["**/_v/**"], crawler.Exclusions);
        var ours = new JsonObject
        {
            ["DatabaseName"] = crawler.Database.Name,
            ["Name"] = crawler.Name,
            ["RecrawlPolicy"] = new JsonObject { ["RecrawlBehavior"] = CrawlerResource.RecrawlBehavior },
            ["Role"] = crawler.Role.Name,
            ["SchemaChangePolicy"] = new JsonObject
            {
                ["DeleteBehavior"] = CrawlerResource.DeleteBehavior,
                ["UpdateBehavior"] = CrawlerResource.UpdateBehavior,
            },
            ["Targets"] = new JsonObject
            {
                ["S3Targets"] = new JsonArray([.. crawler.Targets.Select(t => (JsonNode)new JsonObject { ["Path"] = t })]),
            },
        };
        Assert.True(JsonNode.DeepEquals(recorded, ours), ours.ToJsonString());
    }

    [Fact]
    public void Data_buckets_the_database_and_the_tracking_table_are_brought_along()
    {
        var stack = new RecordedStack("pydemo").Stack;

        Assert.Equal(
            [
                new("c108-dev-fpacfsa-landing-zone", "us-east-1"),
                new("c108-dev-fpacfsa-cleansed-zone", "us-east-1"),
                new("c108-dev-fpacfsa-final-zone", "us-east-1"),
                new BucketResource("fsa-dev-ops", "us-east-2"),
            ],
            stack.Of<BucketResource>());
        Assert.Equal("fsa-fpac-db", Assert.Single(stack.Of<DatabaseResource>()).Name);
        var table = Assert.Single(stack.Of<ItemTableResource>());
        Assert.Equal("FsaFpacMetadata", table.Name);
        Assert.Equal(["jobId", "project"], table.Key);
    }

    [Fact]
    public void Nothing_else_is_in_the_stack()
    {
        var scene = new RecordedStack("pydemo");

        Assert.Equal(4 + 1 + 1 + 3 + 3 + 1 + 3, scene.Stack.Resources.Count);
        Assert.Equal(scene.Stack.Resources.Count, scene.Stack.Resources.Select(r => r.Address).Distinct().Count());
        Assert.Equal(("fpac", "fpac-pydemo", "us-east-2"), (scene.Stack.Project, scene.Stack.Environment, scene.Stack.Region));
        Assert.Equal(new(new("c108-dev-fpacfsa-landing-zone"), "pydemo/dbo/"), scene.Stack.Entry?.Input);
    }

    static JsonObject AsRecorded(JobResource job) => new()
    {
        ["Command"] = new JsonObject { ["Name"] = "glueetl", ["PythonVersion"] = "3", ["ScriptLocation"] = job.ScriptLocation },
        ["DefaultArguments"] = new JsonObject(job.DefaultArguments.Select(a => KeyValuePair.Create(a.Key, (JsonNode?)a.Value))),
        ["ExecutionClass"] = "STANDARD",
        ["ExecutionProperty"] = new JsonObject { ["MaxConcurrentRuns"] = job.MaxConcurrentRuns },
        ["GlueVersion"] = job.GlueVersion,
        ["MaxRetries"] = job.MaxRetries,
        ["Name"] = job.Name,
        ["NumberOfWorkers"] = job.NumberOfWorkers,
        ["Role"] = job.Role.Name,
        ["Timeout"] = job.TimeoutMinutes,
        ["WorkerType"] = job.WorkerType,
    };

    static void AssertRecorded(RecordedStack scene, string name, JsonObject ours) =>
        Assert.True(JsonNode.DeepEquals(scene.Recorded("state_machines")[name]!["definition"], ours), ours.ToJsonString());

    static IEnumerable<string> Names(RecordedStack scene, string kind) =>
        scene.Recorded(kind).Select(r => r.Key).Order(StringComparer.Ordinal);

    static string Text(JsonNode node, string key) => (string)node[key]!;
}
