using System.IO.Compression;

namespace Granary.Cli.Tests.Runs;

/// <summary>
/// A home that version 0.1.0 wrote (schema 4): two runs with rejected rows that replaced, appended and merged, and a run that was killed.
/// <c>answers.txt</c> is what that version answered.
/// </summary>
public sealed class OldHomeTests : IDisposable
{
    static readonly string Fixture = Path.Combine(AppContext.BaseDirectory, "Runs", "OldHome");

    readonly Scene _scene = new();

    public OldHomeTests()
    {
        ZipFile.ExtractToDirectory(Path.Combine(Fixture, "home.zip"), _scene.Home);
        _scene.Dataset("orders", """{ "columns": [{ "name": "id", "type": "bigint", "required": true }] }""");
        _scene.Dataset("log",
            """
            { "load": "append", "cursor": "day", "columns": [{ "name": "day", "type": "date", "required": true }] }
            """);
        _scene.Dataset("people", """{ "load": "merge", "key": ["id"] }""");
    }

    [Fact]
    public async Task Every_reader_answers_as_the_version_that_wrote_it_and_changes_nothing()
    {
        var before = await File.ReadAllBytesAsync(Path.Combine(_scene.Home, "granary.db"), TestContext.Current.CancellationToken);

        await AnswersAreTheSameAsync();

        Assert.Equal(before, await File.ReadAllBytesAsync(Path.Combine(_scene.Home, "granary.db"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_plan_reads_its_resources_and_changes_nothing()
    {
        var before = await File.ReadAllBytesAsync(Path.Combine(_scene.Home, "granary.db"), TestContext.Current.CancellationToken);

        var plan = (await _scene.GranaryAsync("plan", "sales")).Exits(0);

        // Nobody owned resources in that version, and jobs did not have their addresses.
        Assert.Contains("~ job/FSA-local-FpacSALES-Step1-LandingFiles\n", plan.Output);
        Assert.Contains("owner: (none) → sales local\n", plan.Output);
        Assert.DoesNotContain("Role:", plan.Output);
        Assert.Equal(before, await File.ReadAllBytesAsync(Path.Combine(_scene.Home, "granary.db"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_run_that_was_killed_ends_with_a_problem_and_the_next_one_continues_from_what_was_loaded()
    {
        Assert.Contains("GR4026", (await _scene.GranaryAsync("resume")).Exits(1).Output);
        Assert.Contains("GR4026", (await _scene.GranaryAsync("retry", "@last-failed")).Exits(1).Errors);
        _scene.Input("3/log/b.csv", "id,day\n2,2026-01-02\n");
        _scene.Input("3/log/c.csv", "id,day\n3,2026-01-03\n4,2026-01-01\n");
        _scene.Input("3/people/p.csv", "id,n\n3,Cyd\n");
        var next = (await _scene.RunAsync(Path.Combine(_scene.InputFolder, "3"))).Succeeds();

        Assert.Contains("log/b.csv was loaded by run", next.NotesOf("log"));
        Assert.Equal(["""["1"]""", """["2"]""", """["3"]"""], await _scene.RowsAsync("SELECT id FROM log ORDER BY id"));
        Assert.Equal(
            ["""["1","Ann"]""", """["2","Bob"]""", """["3","Cyd"]"""], await _scene.RowsAsync("SELECT id, n FROM people ORDER BY id"));
    }

    async Task AnswersAreTheSameAsync()
    {
        var answers = await File.ReadAllTextAsync(Path.Combine(Fixture, "answers.txt"), TestContext.Current.CancellationToken);
        foreach (var answer in answers.Split("$ ", StringSplitOptions.RemoveEmptyEntries))
        {
            var end = answer.IndexOf('\n', StringComparison.Ordinal);
            var parts = answer[..end].Split('|');
            var result = (await _scene.GranaryAsync([.. parts[0].Split(' '), .. parts[1..]])).Exits(0);
            Assert.Equal(answer[(end + 1)..], result.Output);
        }
    }

    public void Dispose() => _scene.Dispose();
}
