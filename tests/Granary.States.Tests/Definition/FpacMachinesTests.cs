using System.Text.Json.Nodes;
using Granary.States.Definition;
using Granary.States.Reading;

namespace Granary.States.Tests.Definition;

/// <summary>The machines that the original deployer makes for fpac, written with the builder.</summary>
public sealed class FpacMachinesTests
{
    const string Prefix = "FSA-demo-FpacPYDEMO";
    const string Account = "us-east-2:241533156429";

    static readonly PassState LogFailure = new()
    {
        Name = "LogFailure",
        Parameters = new JsonObject { ["error.$"] = "$.error", ["timestamp.$"] = "$$.State.EnteredTime" },
        ResultPath = "$.failure",
        Next = "Failed",
    };

    static readonly FailState Failed = new() { Name = "Failed", Error = "Pipeline.Failed", Cause = "A step of the pipeline failed." };

    [Fact]
    public void The_parent_is_written_as_it_was_deployed() => AssertDeployed("Pipeline", Parent());

    [Fact]
    public void The_first_step_is_written_as_it_was_deployed() => AssertDeployed("PipelineStep1", Step1(catches: false));

    [Fact]
    public void The_second_step_is_written_as_it_was_deployed() => AssertDeployed("PipelineStep2", Step2());

    [Fact]
    public void A_machine_with_catches_reads_back_as_it_was_written()
    {
        var machine = Step1(catches: true);

        var again = DefinitionReader.Read(machine.ToJson().ToJsonString(), "again").GetDefinition();

        Assert.True(JsonNode.DeepEquals(machine.ToJson(), again.ToJson()));
        Assert.Equal("LogFailure", ((TaskState)again.Get("ValidateInput")).Catch[0].Next);
    }

    [Fact]
    public void A_changed_copy_finds_its_own_states()
    {
        var machine = Step1(catches: false);
        Assert.NotNull(machine.Find("CreateNewId"));

        var copy = machine with { StartAt = "Failed", States = [Failed] };

        Assert.Null(copy.Find("CreateNewId"));
        Assert.Equal(Failed, copy.Get("Failed"));
    }

    [Fact]
    public void A_machine_that_is_not_valid_is_not_built()
    {
        var builder = new StateMachineBuilder("A").Add(new PassState { Name = "A", Next = "B" }, Failed);

        var refused = Assert.Throws<Granary.Model.ProblemException>(builder.Build);

        Assert.Equal(["GR2021", "GR2022"], refused.Problems.Select(p => p.Code).Order());
    }

    [Fact]
    public void A_failing_step_is_caught_logged_and_fails_the_machine()
    {
        var machine = new Machine { Task = (call, _) => throw new Tasks.TaskFailedException("NoFiles", $"No files for {call.StateName}.") };

        var result = machine.Run(Step1(catches: true), new JsonObject { ["jobId"] = "7" });

        Assert.Equal("Pipeline.Failed", result.Error);
        Assert.Equal(
            [
                "ExecutionStarted", "TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskFailed", "TaskStateExited", "PassStateEntered",
                "PassStateExited", "FailStateEntered", "ExecutionFailed",
            ],
            machine.EventTypes);
        Assert.Contains("\\\"Error\\\":\\\"NoFiles\\\"", machine.Events[7].ToJson());
    }

    [Fact]
    public void Every_deployed_machine_is_valid_and_reads_back_as_it_was_written()
    {
        var machines = Directory.GetFiles(Needed.Shared("cases/deploy/inventory"), "*.json")
            .SelectMany(f => JsonNode.Parse(File.ReadAllText(f))!["resources"]?["state_machines"] as JsonObject ?? [])
            .ToDictionary(m => m.Key, m => m.Value!["definition"]!, StringComparer.Ordinal);

        Assert.NotEmpty(machines);
        foreach (var (name, definition) in machines)
        {
            var read = DefinitionReader.Read(definition.ToJsonString(), name);

            Assert.Empty(read.Problems.Where(p => p.Problem.IsError).Select(p => p.Problem.ToString()));
            var written = read.GetDefinition().ToJson().ToJsonString();
            Assert.Equal(written, DefinitionReader.Read(written, name).GetDefinition().ToJson().ToJsonString());
        }
    }

    static StateMachineDefinition Parent() =>
        new StateMachineBuilder("Run Step1")
            .Add(
                StartMachine("Run Step1", "PipelineStep1", "$.step1Result", next: "Run Step2"),
                StartMachine("Run Step2", "PipelineStep2", "$.step2Result", next: null))
            .Build();

    static StateMachineDefinition Step1(bool catches)
    {
        Catcher[] toLog = catches ? [new() { ErrorEquals = ["States.ALL"], ResultPath = "$.error", Next = "LogFailure" }] : [];
        var builder = new StateMachineBuilder("ValidateInput").Add(
            Invoke("ValidateInput", "ValidateInput", "CreateNewId") with { Catch = toLog },
            Invoke("CreateNewId", "CreateNewId", "Step1GlueJob") with { Catch = toLog },
            RunJob("Step1GlueJob", "Step1-LandingFiles", next: null) with { Catch = toLog });
        return (catches ? builder.Add(LogFailure, Failed) : builder).Build();
    }

    static StateMachineDefinition Step2() =>
        new StateMachineBuilder("Step2GlueJob")
            .Add(
                RunJob("Step2GlueJob", "Step2-CleansedFiles", "Step3GlueJob"), RunJob("Step3GlueJob", "Step3-FinalFiles", "LogGlueResults"),
                new PassState
                {
                    Name = "LogGlueResults",
                    Parameters = new JsonObject { ["jobDetails.$"] = "$.glueResult", ["timestamp.$"] = "$$.State.EnteredTime" },
                    ResultPath = "$.logged",
                    Next = "FinalLogResults",
                },
                Invoke("FinalLogResults", "LogResults", "StartCrawler"), new TaskState
                {
                    Name = "StartCrawler",
                    Resource = "arn:aws:states:::aws-sdk:glue:startCrawler",
                    Parameters = new JsonObject { ["Name"] = $"{Prefix}-CRAWLER" },
                    ResultPath = "$.crawlerResult",
                    Next = "WasGlueSuccessful",
                },
                new ChoiceState
                {
                    Name = "WasGlueSuccessful",
                    Choices = [new() { When = Condition.StringEquals("$.logged.jobDetails.JobRunState", "SUCCEEDED"), Next = "Success" }],
                    Default = "Fail",
                },
                new SucceedState { Name = "Success" }, new FailState { Name = "Fail" })
            .Build();

    static TaskState Invoke(string name, string function, string next) =>
        new()
        {
            Name = name,
            Resource = "arn:aws:states:::lambda:invoke",
            Parameters = new JsonObject
            {
                ["FunctionName"] = $"arn:aws:lambda:{Account}:function:{Prefix}-{function}",
                ["Payload.$"] = "$",
            },
            OutputPath = "$.Payload",
            Next = next,
        };

    static TaskState RunJob(string name, string job, string? next) =>
        new()
        {
            Name = name,
            Resource = "arn:aws:states:::glue:startJobRun.sync",
            Parameters = new JsonObject { ["JobName"] = $"{Prefix}-{job}" },
            ResultPath = "$.glueResult",
            Next = next,
        };

    static TaskState StartMachine(string name, string machine, string resultPath, string? next) =>
        new()
        {
            Name = name,
            Resource = "arn:aws:states:::states:startExecution.sync:2",
            Parameters = new JsonObject
            {
                ["Input.$"] = "$",
                ["StateMachineArn"] = $"arn:aws:states:{Account}:stateMachine:{Prefix}-{machine}",
            },
            ResultPath = resultPath,
            Next = next,
        };

    static void AssertDeployed(string machine, StateMachineDefinition written)
    {
        var inventory = JsonNode.Parse(File.ReadAllText(Needed.Shared("cases/deploy/inventory/fpac-pydemo.json")))!;
        var deployed = inventory["resources"]!["state_machines"]![$"{Prefix}-{machine}"]!["definition"];

        Assert.True(JsonNode.DeepEquals(deployed, written.ToJson()), written.ToJson().ToJsonString());
    }
}
