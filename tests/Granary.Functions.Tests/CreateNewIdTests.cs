namespace Granary.Functions.Tests;

public sealed class CreateNewIdTests : IDisposable
{
    readonly FunctionScene _scene = new();

    [Fact]
    public async Task Returns_its_event_plus_a_new_id()
    {
        var output = await _scene.RunAsync("CreateNewId", """{ "x": 1, "jobId": "old" }""");

        var jobId = (string)output["jobId"]!;
        Assert.Equal(4, Guid.Parse(jobId).Version);
        Assert.Equal($$"""{"x":1,"jobId":"{{jobId}}"}""", output.ToJsonString());
    }

    [Fact]
    public async Task Opens_the_tracking_record()
    {
        var jobId = (string)(await _scene.RunAsync("CreateNewId", "{}"))["jobId"]!;

        Assert.Equal(
            new() { ["jobId"] = jobId, ["project"] = "sales", ["jobState"] = "IN_PROGRESS", ["timestamp"] = "2026-11-21T12:30:15.123Z" },
            await _scene.RecordAsync(jobId));
    }

    [Fact]
    public async Task Every_call_has_an_id_of_its_own()
    {
        await _scene.RunAsync("CreateNewId", "{}");
        await _scene.RunAsync("CreateNewId", "{}");

        Assert.Equal(2, _scene.CountRecords());
    }

    [Fact]
    public async Task Fails_loudly_when_the_record_cannot_be_written()
    {
        _scene.Set("TABLE_NAME", "Nowhere");

        var failed = await _scene.FailAsync("CreateNewId", "{}");

        Assert.Equal("TrackingRecordNotWritten", failed.Name);
        Assert.Contains("Nowhere", failed.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _scene.Dispose();
}
