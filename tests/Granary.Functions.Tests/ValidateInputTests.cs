using System.Text.Json.Nodes;
using Granary.Platform.Objects;

namespace Granary.Functions.Tests;

public sealed class ValidateInputTests : IDisposable
{
    readonly FunctionScene _scene = new();

    [Fact]
    public async Task Returns_its_event_when_there_is_input()
    {
        _scene.Write("sales/dbo/orders/1.csv", "a\n1\n");

        var output = await _scene.RunAsync("ValidateInput", """{ "x": [1, { "y": null }], "é": "ü" }""");

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{ "x": [1, { "y": null }], "é": "ü" }"""), output), output.ToJsonString());
        Assert.Equal(0, _scene.CountRecords());
    }

    [Fact]
    public async Task An_empty_file_is_input_all_the_same()
    {
        _scene.Write("sales/dbo/orders/1.csv", "");

        await _scene.RunAsync("ValidateInput", "{}");
    }

    [Theory]
    [InlineData("sales2/dbo/orders/1.csv")]
    [InlineData("sales/other/1.csv")]
    [InlineData("sales/dbo.csv")]
    [InlineData("Sales/dbo/orders/1.csv")]
    public async Task Files_of_others_are_no_input_and_the_message_names_bucket_and_prefix(string key)
    {
        _scene.Write(key, "a\n1\n");

        var failed = await _scene.FailAsync("ValidateInput", "{}");

        Assert.Equal(("InputMissing", "There is no input: bucket landing has no object below sales/dbo/."), (failed.Name, failed.Message));
    }

    [Fact]
    public async Task Markers_of_folders_do_not_count()
    {
        using var scene = new FunctionScene { Objects = Of("sales/dbo/", "sales/dbo/orders/") };

        Assert.Equal("InputMissing", (await scene.FailAsync("ValidateInput", "{}")).Name);
    }

    [Fact]
    public async Task A_file_behind_markers_counts()
    {
        using var scene = new FunctionScene { Objects = Of("sales/dbo/", "sales/dbo/orders/1.csv") };

        await scene.RunAsync("ValidateInput", "{}");
    }

    [Fact]
    public async Task A_bucket_that_cannot_be_listed_is_said_to_be_so()
    {
        _scene.Set("LANDING_BUCKET", "nowhere");

        var failed = await _scene.FailAsync("ValidateInput", "{}");

        Assert.Equal("InputUnreadable", failed.Name);
        Assert.Contains("s3://nowhere/sales/dbo/", failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LANDING_BUCKET", null)]
    [InlineData("INPUT_PREFIX", "  ")]
    public async Task A_variable_that_is_missing_or_blank_is_named(string variable, string? value)
    {
        _scene.Set(variable, value);

        var failed = await _scene.FailAsync("ValidateInput", "{}");

        Assert.Equal("ConfigurationError", failed.Name);
        Assert.Contains(variable, failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{ ")]
    public async Task An_event_that_is_no_object_is_refused(string input)
    {
        Assert.Equal("InvalidEvent", (await _scene.FailAsync("ValidateInput", input)).Name);
    }

    public void Dispose() => _scene.Dispose();

    /// <summary>A folder cannot hold the markers that an S3 console writes; memory can.</summary>
    static MemoryObjects Of(params string[] keys)
    {
        var objects = new MemoryObjects(TimeProvider.System);
        objects.AddBucket(FunctionScene.Bucket);
        foreach (var key in keys)
            objects.Put(new(FunctionScene.Bucket, key), [], ObjectHeader.Default);
        return objects;
    }
}
