using System.Text.Json.Nodes;
using Granary.Model;
using Granary.States.Analysis.Replay;
using Granary.States.Clocks;
using Granary.States.Definition;
using Granary.States.Reading;
using Granary.States.Tasks;
using Granary.States.Tests;
using Granary.Testing.Cases;

namespace Granary.States.Analysis.Tests.Replay;

public sealed class ReplayerTests(ITestOutputHelper output)
{
    const string Definition = """
        {"StartAt": "Load", "States": {
          "Load": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "load",
          "Payload": {"day.$": "$.day", "at.$": "$$.State.EnteredTime", "run.$": "$$.Execution.Id"}},
            "OutputPath": "$.Payload", "Retry": [{"ErrorEquals": ["Busy"]}], "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Failed"}],
            "Next": "Each"},
          "Each": {"Type": "Map", "ItemsPath": "$.tables", "MaxConcurrency": 1, "ResultPath": "$.loaded", "Next": "Both",
            "ItemProcessor": {"StartAt": "One", "States": {"One": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:1:function:one",
            "Next": "Note"}, "Note": {"Type": "Pass", "End": true}}}},
          "Both": {"Type": "Parallel", "ResultPath": "$.both", "Next": "Enough", "Branches": [
            {"StartAt": "Left", "States": {"Left": {"Type": "Wait", "Seconds": 60, "Next": "LeftTask"}, "LeftTask": {"Type": "Task",
            "Resource": "arn:aws:lambda:us-east-1:1:function:left", "End": true}}},
            {"StartAt": "Right", "States": {"Right": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:1:function:right",
            "End": true}}}]},
          "Enough": {"Type": "Choice", "Choices": [{"Variable": "$.loaded[1].rows", "NumericGreaterThan": 1, "Next": "Done"}],
          "Default": "Failed"},
          "Done": {"Type": "Succeed"}, "Failed": {"Type": "Fail", "Error": "TooFew"}}}
        """;

    [Fact]
    public void The_same_definition_does_the_same_in_every_shape_of_a_history()
    {
        var events = Recorded();
        var list = new JsonArray([.. events.Select(e => e.DeepClone())]);

        Assert.All(
            [
                list.ToJsonString(),
                new JsonObject { ["status"] = "SUCCEEDED", ["events"] = list.DeepClone() }.ToJsonString(),
                string.Join('\n', events.Select(e => e.ToJsonString())),
                string.Join(
                    '\n',
                    events
                        .Select(e => With(e, "executionArn", "a"))
                        .Append(With(events[0], "executionArn", "a child"))
                        .Select(e => e.ToJsonString())),
            ],
            history =>
                Assert.Equal(
                    new ReplayResult(events.Count, null), Replayer.Of(history, "h.json", Read(Definition), StateMachineType.Standard)));
    }

    [Theory]
    [InlineData(
        "\"NumericGreaterThan\": 1,", "\"NumericGreaterThan\": 5,", "Done", "path", "SucceedStateEntered", "$",
        "SucceedStateEntered 'Done'", "FailStateEntered 'Failed'")]
    [InlineData("\"day.$\": \"$.day\"", "\"day\": \"friday\"", "Load", "value", "parameters", "$.Payload.day", "\"monday\"", "\"friday\"")]
    [InlineData(
        "\"ResultPath\": \"$.loaded\", \"Next\": \"Both\"",
        "\"ResultPath\": \"$.loaded\", \"OutputPath\": \"$.loaded\", \"Next\": \"Both\"", "Each", "value", "output", "$", null, null)]
    [InlineData(
        "\"Note\": {\"Type\": \"Pass\",", "\"Note\": {\"Type\": \"Pass\", \"Result\": 7, \"ResultPath\": \"$.x\",", "Note", "value",
        "output", "$.x", null, "7")]
    [InlineData(
        "\"Seconds\": 60, \"Next\": \"LeftTask\"", "\"Seconds\": 60, \"OutputPath\": \"$.tables\", \"Next\": \"LeftTask\"", "Left", "value",
        "output", "$", null, null)]
    [InlineData(
        "\"Retry\": [{\"ErrorEquals\": [\"Busy\"]}],", "", "Load", "path", "TaskScheduled", "$", "TaskScheduled by 'Load'",
        "TaskStateExited 'Load'")]
    public void Another_definition_differs_first_where_it_is_another(
        string from, string to, string state, string what, string member, string path, string? expected, string? actual)
    {
        var changed = Definition.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(Definition, changed);

        var difference = Replayer
            .Of(new JsonArray([.. Recorded()]).ToJsonString(), "h.json", Read(changed), StateMachineType.Standard)
            .Difference!;

        Assert.Equal((state, what, member, path), (difference.State, difference.What, difference.Member, difference.Path));
        if (expected is not null || actual is "7")
            Assert.Equal((expected, actual), (difference.Expected, difference.Actual));
    }

    [Fact]
    public void A_history_that_was_taken_too_early_is_the_same_as_far_as_it_goes()
    {
        var events = Recorded();

        Assert.All(
            Enumerable.Range(1, events.Count),
            count =>
                Assert.Null(
                    Replayer
                        .Of(
                            new JsonArray([.. events.Take(count).Select(e => e.DeepClone())]).ToJsonString(), "h.json", Read(Definition),
                            StateMachineType.Standard)
                        .Difference));
    }

    [Theory]
    [InlineData("nonsense", "invalid JSON")]
    [InlineData("{}", "an event has no 'id'")]
    [InlineData("""[{"id": 1}]""", "an event has no 'type'")]
    [InlineData("[]", "it does not begin with ExecutionStarted")]
    [InlineData("""[{"id": 1, "type": "TaskScheduled"}]""", "it does not begin with ExecutionStarted")]
    public void What_is_no_history_is_refused(string text, string why)
    {
        var refused = Assert.Throws<ProblemException>(() => Replayer.Of(text, "h.json", Read(Definition), StateMachineType.Standard));

        Assert.Equal("GR2090", refused.Problems[0].Code);
        Assert.Contains(why, refused.Problems[0].Message);
    }

    [Fact]
    public void A_distributed_map_whose_tasks_answered_elsewhere_is_refused()
    {
        var definition = """
            {"StartAt": "M", "States": {"M": {"Type": "Map", "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED",
            "ExecutionType": "STANDARD"},
              "StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:1:function:f", "End": true}}},
              "End": true}}}
            """;
        var machine = new Machine();
        machine.Run(definition, new JsonArray(1, 2));
        var history = $"[{string.Join(',', machine.Events.Select(e => e.ToJson()))}]";

        Assert.Equal(
            "GR2091",
            Assert
                .Throws<ProblemException>(() => Replayer.Of(history, "h.json", Read(definition), StateMachineType.Standard))
                .Problems[0]
                .Code);
    }

    [Fact]
    public void What_the_service_recorded_is_what_its_definition_does()
    {
        var (same, differ) = (0, new List<string>());
        foreach (
            var recorded in RecordedCase
                .All()
                .Where(c => c.Events is not null && c.EventTypes is not null && c.Expected["status"]?.ToString() is "SUCCEEDED" or "FAILED")
        )
        {
            if (
                DefinitionReader
                    .Read(recorded.Definition, "case", recorded.IsExpress ? StateMachineType.Express : StateMachineType.Standard)
                    .Definition
                is not { } definition)
                continue;
            if (recorded.Definition.Contains("DISTRIBUTED", StringComparison.Ordinal))
                continue; // what its iterations did is told elsewhere
            var difference = Replayer
                .Of(
                    recorded.Events!.ToJsonString(), recorded.Id, definition,
                    recorded.IsExpress ? StateMachineType.Express : StateMachineType.Standard)
                .Difference;
            if (difference is null || $"{difference.Expected}".Contains("<<", StringComparison.Ordinal))
                same++;
            else
                differ.Add($"{recorded.Id}: {difference}");
        }

        output.WriteLine($"{same} the same, {differ.Count} not\n{string.Join('\n', differ)}");
        Assert.True(same >= 100, $"{same}");
        Assert.Empty(differ);
    }

    static List<JsonObject> Recorded()
    {
        var (calls, clock) = (0, new VirtualClock(Machine.Start));
        var machine = new Machine
        {
            Clock = clock,
            Task = async (call, cancellationToken) =>
            {
                await Task.Delay(TimeSpan.FromSeconds(call.StateName == "Right" ? 7 : 1), clock, cancellationToken);
                return call.StateName switch
                {
                    "Load" when ++calls == 1 => throw new TaskFailedException("Busy", "later"),
                    "Load" => new JsonObject { ["Payload"] = JsonNode.Parse("""{"tables": [{"t": "a"}, {"t": "b"}, {"t": "c"}]}""") },
                    "One" => new JsonObject
                    {
                        ["t"] = call.Parameters!["t"]!.DeepClone(),
                        ["rows"] = ++calls,
                        ["id"] = Guid.NewGuid().ToString(),
                    },
                    _ => call.StateName,
                };
            },
        };
        var result = machine.Run(Definition, JsonNode.Parse("""{"day": "monday"}"""));
        Assert.Equal(States.Execution.ExecutionStatus.Succeeded, result.Status);
        return [.. machine.Events.Select(e => JsonNode.Parse(e.ToJson())!.AsObject())];
    }

    static JsonObject With(JsonObject e, string name, string value)
    {
        var copy = e.DeepClone().AsObject();
        copy[name] = value;
        return copy;
    }

    static StateMachineDefinition Read(string text) => DefinitionReader.Read(text, "m").GetDefinition();
}
