using System.Diagnostics;

namespace Granary.EndToEnd.Tests.Demo;

public sealed class DemoTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    string Home => Path.Combine(_folder.Path, "home");

    [Fact]
    public async Task Succeeds_in_a_fresh_home_and_once_more_in_its_own()
    {
        (await DemoAsync()).Exits(0);
        File.WriteAllText(Path.Combine(Home, "buckets", "left-behind"), "by an earlier demo");

        (await DemoAsync()).Exits(0);

        Assert.False(File.Exists(Path.Combine(Home, "buckets", "left-behind")));
        Assert.Single((await BuiltProgram.RunAsync(Needed.Repository, Home, "runs", "--json")).Objects);
    }

    [Fact]
    public async Task Shows_the_ledger_the_tables_and_rows_of_a_query()
    {
        var demo = (await DemoAsync()).Exits(0);

        Assert.Matches(@"landing +crop_insurance_acres +2,968 +2,968 +0 +0", demo.Output);
        Assert.Matches(@"final +cause_of_loss +1,000 +1,000 +0 +0", demo.Output);
        Assert.Matches(@"fpac +crop_insurance_acres +2,968 +21 ", demo.Output);
        Assert.Matches(@"Cotton +213 +29402506\.89", demo.Output);
    }

    [Fact]
    public async Task Ends_with_three_commands_that_work_and_name_its_home()
    {
        var demo = (await DemoAsync()).Exits(0);
        var commands = demo.Output.TrimEnd().Split('\n').TakeLast(3).Select(line => line.Trim()).ToList();

        foreach (var command in commands)
        {
            Assert.Contains($"GRANARY_HOME={Home}", command);
            using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command])
            {
                WorkingDirectory = Needed.Repository,
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var result = (await BuiltProgram.FinishAsync(shell)).Exits(0);
            Assert.NotEqual("", result.Output.Trim());
        }
    }

    [Fact]
    public async Task Refuses_a_home_that_no_demo_made_and_touches_nothing_in_it()
    {
        var mine = _folder.Write("home/mine.txt", "mine");

        var demo = (await DemoAsync()).Exits(2);

        Assert.Contains(Home, demo.Errors);
        Assert.Equal("mine", File.ReadAllText(mine));
        Assert.Equal([mine], Directory.EnumerateFileSystemEntries(Home));
    }

    [Fact]
    public async Task Takes_an_empty_folder_for_its_home()
    {
        Directory.CreateDirectory(Home);

        (await DemoAsync()).Exits(0);
    }

    public void Dispose() => _folder.Dispose();

    Task<CommandResult> DemoAsync() => BuiltProgram.RunAsync(Needed.Repository, Home, "demo");
}
