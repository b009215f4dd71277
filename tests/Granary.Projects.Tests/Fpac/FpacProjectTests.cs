using System.Text.Json.Nodes;
using Granary.Platform.Stacks;
using Granary.States.Reading;

namespace Granary.Projects.Tests.Fpac;

/// <summary>What a pipeline's stack follows from besides the recorded configs.</summary>
public sealed class FpacProjectTests : IDisposable
{
    readonly TestWorkspace _workspace = TestWorkspace.With(
        ("datasets/orders.json", """{ "key": ["id"], "final": { "sql": "sql/orders.sql" } }"""),
        ("datasets/items.json", """{ "final": { "sql": "sql/orders.sql" } }"""),
        ("sql/orders.sql", "SELECT * FROM cleansed"));

    [Fact]
    public void Files_of_the_project_are_deployed_below_the_prefix_each_once()
    {
        var artifacts = _workspace.Stack().Of<ArtifactResource>().ToList();

        Assert.Equal(
            ["deployed/datasets/items.json", "deployed/sql/orders.sql", "deployed/datasets/orders.json"], artifacts.Select(a => a.Name));
        Assert.All(artifacts, a => Assert.Equal("sales-artifacts", a.Bucket.Name));
        Assert.Equal("SELECT * FROM cleansed", artifacts[1].Text);
        Assert.Equal("artifact/sales-artifacts/deployed/sql/orders.sql", artifacts[1].Address);
    }

    [Fact]
    public void Scripts_stand_beside_the_datasets()
    {
        Assert.Equal(
            [
                "s3://sales-artifacts/deployed/glue/landing_job.py", "s3://sales-artifacts/deployed/glue/cleaning_job.py",
                "s3://sales-artifacts/deployed/glue/final_job.py",
            ],
            _workspace.Stack().Of<JobResource>().Select(j => j.ScriptLocation));
    }

    [Fact]
    public void Production_has_its_own_job_parameters()
    {
        var path = Path.Combine(Needed.Repository, "config", "fpac", "prod.json");
        var stack = _workspace.Stack(File.ReadAllText(path));

        Assert.Equal(3, stack.Of<JobResource>().Count());
        foreach (var job in stack.Of<JobResource>())
        {
            Assert.Equal(("G.4X", 2, 480), (job.WorkerType, job.NumberOfWorkers, job.TimeoutMinutes));
            Assert.Equal("true", job.DefaultArguments["--enable-auto-scaling"]);
            Assert.StartsWith("FSA-prod-FpacPYPROD-Step", job.Name, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Job_parameters_of_the_file_win_over_what_follows_from_it()
    {
        var environment = JsonNode.Parse(TestWorkspace.GoodEnvironment)!;
        environment["GlueJobParameters"] = JsonNode.Parse("""
            { "GlueVersion": "4.0", "MaxRetries": "2", "MaxConcurrency": 7, "Connections": [{ "ConnectionName": "vpc" }],
            "JobParameters": { "--enable-metrics": "false", "--extra": "x" } }
            """);

        var job = _workspace.Stack(environment.ToJsonString()).Of<JobResource>().First();

        Assert.Equal(("4.0", 2, 7), (job.GlueVersion, job.MaxRetries, job.MaxConcurrentRuns));
        Assert.Equal(["vpc"], job.Connections);
        Assert.Equal(
            ("false", "x", "sales"),
            (job.DefaultArguments["--enable-metrics"], job.DefaultArguments["--extra"], job.DefaultArguments["--project"]));
    }

    [Fact]
    public void A_bucket_for_data_and_artifacts_stands_once_in_the_stack()
    {
        var environment = TestWorkspace.GoodEnvironment.Replace("sales-artifacts", "sales-landing", StringComparison.Ordinal);

        Assert.Equal(
            ["sales-landing", "sales-cleansed", "sales-final"], _workspace.Stack(environment).Of<BucketResource>().Select(b => b.Name));
    }

    [Fact]
    public void Names_have_the_project_in_capitals_and_keys_have_it_as_written()
    {
        var stack = _workspace.Stack(TestWorkspace.GoodEnvironment.Replace("\"sales\"", "\"Sales2\"", StringComparison.Ordinal));

        Assert.Equal("FSA-dev-FpacSALES2-Pipeline", stack.Entry?.Machine.Name);
        Assert.Equal("Sales2/dbo/", stack.Entry?.Input?.Prefix);
        Assert.Equal(
            "arn:aws:states:us-east-2:123456789012:stateMachine:FSA-dev-FpacSALES2-Pipeline", stack.Of<StateMachineResource>().Last().Arn);
        Assert.Equal(
            "arn:aws:lambda:us-east-2:123456789012:function:FSA-dev-FpacSALES2-ValidateInput", stack.Of<FunctionResource>().First().Arn);
    }

    [Fact]
    public void The_machines_are_valid_state_language()
    {
        foreach (var machine in _workspace.Stack().Of<StateMachineResource>())
            Assert.Empty(DefinitionReader.Read(machine.Definition, machine.Name).Problems);
    }

    [Fact]
    public void An_environment_with_mistakes_gives_no_stack_and_all_of_them()
    {
        var broken = TestWorkspace.GoodEnvironment
            .Replace("\"region\": \"us-east-2\",", "", StringComparison.Ordinal).Replace("\"Runs\"", "7", StringComparison.Ordinal);

        Assert.Null(_workspace.Load()!.ToStack(broken, "dev.json", _workspace.Problems));
        Assert.Equal(2, _workspace.Problems.Count);
        Assert.All(_workspace.Problems, p => Assert.Equal("dev.json", p.Where?.File));
    }

    public void Dispose() => _workspace.Dispose();
}
