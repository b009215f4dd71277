using System.Text.Json.Nodes;
using Granary.States.Definition;
using Granary.States.Reading;

namespace Granary.States.Tests.Definition;

/// <summary>Machines that are written with the builder. Those of the project types are tested beside the types.</summary>
public sealed class StateMachineBuilderTests
{
    static readonly FailState Failed = new() { Name = "Failed", Error = "Pipeline.Failed", Cause = "A step of the pipeline failed." };

    static readonly StateMachineDefinition Caught = new StateMachineBuilder("Work")
        .Add(
            new TaskState
            {
                Name = "Work",
                Resource = "arn:aws:states:::lambda:invoke",
                Parameters = new JsonObject { ["FunctionName"] = "work", ["Payload.$"] = "$" },
                OutputPath = "$.Payload",
                Catch = [new() { ErrorEquals = ["States.ALL"], ResultPath = "$.error", Next = "Log" }],
            },
            new PassState
            {
                Name = "Log",
                Parameters = new JsonObject { ["error.$"] = "$.error", ["timestamp.$"] = "$$.State.EnteredTime" },
                ResultPath = "$.failure",
                Next = "Failed",
            },
            Failed)
        .Build();

    [Fact]
    public void A_machine_reads_back_as_it_was_written()
    {
        var again = DefinitionReader.Read(Caught.ToJson().ToJsonString(), "again").GetDefinition();

        Assert.True(JsonNode.DeepEquals(Caught.ToJson(), again.ToJson()));
        Assert.Equal("Log", ((TaskState)again.Get("Work")).Catch[0].Next);
    }

    [Fact]
    public void A_changed_copy_finds_its_own_states()
    {
        Assert.NotNull(Caught.Find("Log"));

        var copy = Caught with { StartAt = "Failed", States = [Failed] };

        Assert.Null(copy.Find("Log"));
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

        var result = machine.Run(Caught, new JsonObject { ["jobId"] = "7" });

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
}
