using System.Text;
using System.Text.Json.Nodes;

namespace Granary.Worker.Tests;

public sealed class LandingProgramTests
{
    [Theory]
    [InlineData("", "usage: granary-worker survey|plan|land|account|raw")]
    [InlineData("lend", "usage: granary-worker survey|plan|land|account|raw")]
    [InlineData("land extra", "usage: granary-worker survey|plan|land|account|raw")]
    [InlineData("survey", "The request of survey cannot be read")]
    public async Task What_it_does_not_understand_is_no_request(string arguments, string words)
    {
        using var output = new MemoryStream();
        using var errors = new StringWriter();

        var exitCode = await new WorkerProgram(new MemoryStream("{}"u8.ToArray()), output, errors)
            .RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), CancellationToken.None);

        Assert.Equal(2, exitCode);
        Assert.StartsWith(words, errors.ToString(), StringComparison.Ordinal);
        Assert.Empty(output.ToArray());
    }

    [Fact]
    public async Task A_file_that_is_not_there_ends_it_without_an_answer()
    {
        using var output = new MemoryStream();
        using var errors = new StringWriter();
        var request = """{ "table": { "name": "t", "definition": null }, "name": "t/a.csv", "path": "/nowhere/a.csv" }""";

        var exitCode = await new WorkerProgram(new MemoryStream(Encoding.UTF8.GetBytes(request)), output, errors).RunAsync(
            ["survey"], CancellationToken.None);

        Assert.Equal(1, exitCode);
        Assert.Contains("/nowhere/a.csv", errors.ToString());
        Assert.Empty(output.ToArray());
    }

    [Fact]
    public async Task Records_are_shown_as_they_stand_in_their_files()
    {
        using var scene = new LandingScene();
        scene.Write("a.csv", [.. "id,name\n1,\"a\nb\"\n2,"u8, 0xE9, .. "\n"u8]);
        var request = new JsonObject
        {
            ["table"] = scene.Table(),
            ["input"] = scene.Input,
            ["places"] = new JsonArray(
                new JsonObject { ["source"] = "a.csv", ["line"] = 2 }, new JsonObject { ["source"] = "a.csv", ["line"] = 4 }),
        };

        var answer = await LandingScene.AskAsync("raw", request);

        Assert.Equal([(2, "1,\"a\nb\""), (4, "2,\\xE9")], answer["records"]!.AsArray().Select(r => ((int)r!["line"]!, (string)r["raw"]!)));
    }

    [Fact]
    public async Task Records_of_a_member_are_shown_as_they_are_in_its_archive()
    {
        using var scene = new LandingScene();
        scene.Write("a.zip", Packed.Zip(("n/b.csv", "id\n1\n"), ("c.csv", "id\n2\n")));
        var request = new JsonObject
        {
            ["table"] = scene.Table(),
            ["input"] = scene.Input,
            ["places"] = new JsonArray(
                new JsonObject { ["source"] = new JsonObject { ["archive"] = "a.zip", ["member"] = "n/b.csv" }, ["line"] = 2 }),
        };

        var record = Assert.Single((await LandingScene.AskAsync("raw", request))["records"]!.AsArray())!;

        Assert.Equal(("a.zip/n/b.csv", "1"), ((string)record["file"]!, (string)record["raw"]!));
    }

    [Fact]
    public async Task A_wrong_dataset_file_is_a_problem_of_the_file_that_is_surveyed()
    {
        using var scene = new LandingScene("""{ "kolumns": [] }""");
        scene.Write("a.csv", "a\n1\n");

        Assert.StartsWith("error[GR13", await scene.LandOneByOneAsync(), StringComparison.Ordinal);
    }
}
