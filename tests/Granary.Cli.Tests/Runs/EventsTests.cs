using System.Text.Json.Nodes;

namespace Granary.Cli.Tests.Runs;

/// <summary>The events of a run and of its two children, as <c>granary events</c> lists them.</summary>
public sealed class EventsTests(SampleRun sample) : IClassFixture<SampleRun>
{
    [Fact]
    public async Task States_are_entered_in_the_order_of_the_machines()
    {
        var entered = Entered(await EventsAsync()).Select(s => s.State);

        string[] inner =
        [
            "ValidateInput",
            "CreateNewId",
            "Step1GlueJob",
            "Step2GlueJob",
            "Step3GlueJob",
            "LogGlueResults",
            "FinalLogResults",
            "StartCrawler",
            "WasGlueSuccessful",
            "Success",
        ];
        Assert.Equal(inner, entered.Where(inner.Contains));
    }

    [Fact]
    public async Task The_states_belong_to_the_two_children_of_the_parent()
    {
        var events = await EventsAsync();
        var parent = (string)events[0]["executionArn"]!;
        var states = Entered(events).ToLookup(s => s.Arn, s => s.State);

        Assert.Equal((string)sample.Run.Json["executionArn"]!, parent);
        Assert.Equal(3, states.Count);
        var children = states.Where(s => s.Key != parent).ToList();
        Assert.Equal(["ValidateInput", "CreateNewId", "Step1GlueJob"], children[0].Take(3));
        Assert.Equal(
            ["Step2GlueJob", "Step3GlueJob", "LogGlueResults", "FinalLogResults", "StartCrawler", "WasGlueSuccessful", "Success"],
            children[1]);
        Assert.Equal(2, states[parent].Count(s => s.StartsWith("Run Step", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_childs_events_stand_after_the_event_that_started_it()
    {
        var events = await EventsAsync();
        var parent = (string)events[0]["executionArn"]!;

        for (var i = 1; i < events.Count; i++)
        {
            if ((string)events[i]["type"]! != "ExecutionStarted")
                continue;
            var before = events[i - 1];
            Assert.Equal(parent, (string)before["executionArn"]!);
            Assert.StartsWith("Task", (string)before["type"]!);
            var end = events.Skip(i).TakeWhile(e => (string)e["executionArn"]! == (string)events[i]["executionArn"]!).Last();
            Assert.Equal("ExecutionSucceeded", (string)end["type"]!);
        }

        Assert.Equal(3, events.Count(e => (string)e["type"]! == "ExecutionStarted"));
    }

    [Fact]
    public async Task Every_line_has_its_execution_and_GetExecutionHistorys_shape()
    {
        foreach (var execution in (await EventsAsync()).GroupBy(e => (string)e["executionArn"]!))
        {
            Assert.Matches("^arn:aws:states:us-east-1:000000000000:execution:[^:]+:[^:]+$", execution.Key);
            long last = 0;
            foreach (var happened in execution)
            {
                Assert.Equal(last + 1, (long)happened["id"]!);
                Assert.InRange((long)happened["previousEventId"]!, 0, last);
                last = (long)happened["id"]!;
                Assert.Matches("^[A-Z][A-Za-z]+$", (string)happened["type"]!);
                Assert.True(DateTimeOffset.TryParse((string)happened["timestamp"]!, out _), $"{happened}");
                Assert.All(
                    happened.Select(m => m.Key).Except(["id", "previousEventId", "timestamp", "type", "executionArn"]),
                    name => Assert.EndsWith("EventDetails", name));
            }
        }
    }

    [Fact]
    public async Task Members_that_set_names_are_in_the_input_of_the_execution()
    {
        var started = (await EventsAsync()).First(e => (string)e["type"]! == "ExecutionStarted");
        var input = JsonNode.Parse((string)started["executionStartedEventDetails"]!["input"]!)!;

        Assert.Equal("2024-12-31", (string)input["day"]!);
        Assert.Equal(5, (int)input["limit"]!);
        Assert.Equal("""{"a":[1,true]}""", input["nested"]!.ToJsonString());
    }

    [Fact]
    public async Task Each_job_is_told_the_id_that_CreateNewId_made()
    {
        var submitted = (await EventsAsync())
            .Select(e => e["taskScheduledEventDetails"])
            .OfType<JsonObject>()
            .Where(d => (string)d["resourceType"]! == "glue")
            .Select(d => JsonNode.Parse((string)d["parameters"]!)!);

        Assert.Equal([sample.Run.JobId, sample.Run.JobId, sample.Run.JobId], submitted.Select(p => (string?)p["Arguments"]!["--run_id"]));
    }

    [Fact]
    public async Task A_failed_run_shows_the_state_that_failed_and_LogFailure()
    {
        using var scene = new Scene();
        (await scene.RunAsync(scene.Input("orders.csv", "id,id\n"))).Fails();

        var events = (await scene.GranaryAsync("events", "@last-failed", "--json")).Exits(0).Objects;

        var states = Entered(events).Select(s => s.State).ToList();
        Assert.Equal(
            ["ValidateInput", "CreateNewId", "Step1GlueJob", "LogFailure", "Failed"],
            states.Where(s => !s.StartsWith("Run", StringComparison.Ordinal)).Take(5));
        Assert.DoesNotContain("Step2GlueJob", states);
        Assert.Equal("ExecutionFailed", (string)events[^1]["type"]!);
    }

    static IEnumerable<(string Arn, string State)> Entered(IEnumerable<JsonObject> events) =>
        events
            .Where(e => e["stateEnteredEventDetails"] is not null)
            .Select(e => ((string)e["executionArn"]!, (string)e["stateEnteredEventDetails"]!["name"]!));

    async Task<IReadOnlyList<JsonObject>> EventsAsync() => (await sample.Scene.GranaryAsync("events", "@last", "--json")).Exits(0).Objects;
}

/// <summary>A scene in which one run has succeeded.</summary>
public sealed class SampleRun : IAsyncLifetime
{
    public Scene Scene { get; } = new();

    public RunReport Run { get; set; } = null!;

    public async ValueTask InitializeAsync() => Run = (await Scene.RunAsync(
        [Scene.Input("orders.csv", "id,name\n1,a\n2,b\n")],
        ["--set", "day=2024-12-31", "--set", "limit=5", "--set", """nested={"a":[1,true]}"""])).Succeeds();

    public ValueTask DisposeAsync()
    {
        Scene.Dispose();
        return ValueTask.CompletedTask;
    }
}
