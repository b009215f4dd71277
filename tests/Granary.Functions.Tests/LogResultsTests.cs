using System.Text.Json.Nodes;

namespace Granary.Functions.Tests;

public sealed class LogResultsTests : IDisposable
{
    const string Failure = """{ "Error": "States.TaskFailed", "Cause": "CAUSE" }""";

    readonly FunctionScene _scene = new();

    [Theory]
    [InlineData("""{ "jobId": "j1", "logged": { "jobDetails": { "JobRunState": "SUCCEEDED" } } }""")]
    [InlineData("""{ "step1Result": { "Output": { "jobId": "j1" } }, "logged": { "jobDetails": { "JobRunState": "SUCCEEDED" } } }""")]
    [InlineData(
        """
        { "jobId": "j1", "step1Result": { "Output": { "jobId": "other" } }, "logged": { "jobDetails": { "JobRunState": "SUCCEEDED" } } }
        """)]
    public async Task Takes_the_id_from_the_event_else_from_the_first_steps_output(string input)
    {
        await _scene.AddRecordAsync("j1");

        await _scene.RunAsync("LogResults", input);

        Assert.Equal("SUCCEEDED", (await _scene.RecordAsync("j1"))!["jobState"]);
    }

    [Fact]
    public async Task Returns_its_event_unchanged_and_keeps_it_in_the_record()
    {
        await _scene.AddRecordAsync("j1");
        const string Input = """{"jobId":"j1","logged":{"jobDetails":{"JobRunState":"SUCCEEDED"}},"n":1.50,"é":null}""";

        var output = await _scene.RunAsync("LogResults", Input);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Input), output), output.ToJsonString());
        var record = (await _scene.RecordAsync("j1"))!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Input), JsonNode.Parse(record["fullResponse"])), record["fullResponse"]);
        Assert.Equal(("j1", "sales", "2026-11-21T12:30:15.123Z"), (record["jobId"], record["project"], record["timestamp"]));
    }

    [Theory]
    [InlineData("""{\"JobRunState\":\"TIMEOUT\",\"Id\":\"jr_1\"}""", "TIMEOUT")]
    [InlineData("""{\"JobRunState\":\"STOPPED\"}""", "STOPPED")]
    [InlineData("""{\"JobRunState\":\"FAILED\"}""", "FAILED")]
    [InlineData("""{\"JobRunState\":\"SUCCEEDED\"}""", "FAILED")]
    [InlineData("""{\"JobRunState\":7}""", "FAILED")]
    [InlineData("""{\"errorMessage\":\"x\"}""", "FAILED")]
    [InlineData("[]", "FAILED")]
    [InlineData("null", "FAILED")]
    [InlineData("plain words", "FAILED")]
    [InlineData("", "FAILED")]
    public async Task After_a_failure_it_writes_the_state_in_the_cause_else_FAILED(string cause, string state)
    {
        await _scene.AddRecordAsync("j1");

        await _scene.RunAsync(
            "LogResults",
            $$"""{ "jobId": "j1", "error": {{Failure.Replace("CAUSE", cause, StringComparison.Ordinal)}} }""");

        Assert.Equal(state, (await _scene.RecordAsync("j1"))!["jobState"]);
    }

    [Theory]
    [InlineData("""{ "jobId": "j1" }""")]
    [InlineData("""{ "jobId": "j1", "logged": {} }""")]
    [InlineData("""{ "jobId": "j1", "logged": { "jobDetails": "x" } }""")]
    [InlineData("""{ "jobId": "j1", "error": { "Error": "x" } }""")]
    [InlineData("""{ "jobId": "j1", "error": "x" }""")]
    [InlineData("""{ "jobId": "j1", "error": { "Cause": null }, "logged": { "jobDetails": { "JobRunState": "SUCCEEDED" } } }""")]
    public async Task What_does_not_say_that_it_succeeded_failed(string input)
    {
        await _scene.AddRecordAsync("j1");

        await _scene.RunAsync("LogResults", input);

        Assert.Equal("FAILED", (await _scene.RecordAsync("j1"))!["jobState"]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "jobId": 7 }""")]
    [InlineData("""{ "jobId": null, "step1Result": "x" }""")]
    [InlineData("""{ "step1Result": { "Output": {} } }""")]
    public async Task An_event_without_an_id_is_refused(string input)
    {
        Assert.Equal("InvalidEvent", (await _scene.FailAsync("LogResults", input)).Name);
    }

    [Fact]
    public async Task Fails_loudly_when_there_is_no_record_of_the_job()
    {
        var failed = await _scene.FailAsync("LogResults", """{ "jobId": "j1" }""");

        Assert.Equal("TrackingRecordNotWritten", failed.Name);
        Assert.Contains("j1", failed.Message, StringComparison.Ordinal);
        Assert.Equal(0, _scene.CountRecords());
    }

    public void Dispose() => _scene.Dispose();
}
