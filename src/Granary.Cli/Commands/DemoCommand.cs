using System.CommandLine;
using Granary.Cli.Output;
using Granary.Home;
using Granary.Home.Queries;
using Granary.Model;
using Granary.Platform.Runs;
using Granary.Projects;
using Granary.Projects.Definitions;

namespace Granary.Cli.Commands;

/// <summary>The main job on the sample data, in a fresh home, ending with rows on the screen.</summary>
sealed class DemoCommand(CommandContext context)
{
    static readonly ProjectDemo Demo = ProjectTypes.BuiltIn.All.Select(t => t.Demo).OfType<ProjectDemo>().First();

    readonly Terminal _terminal = context.Terminal;

    public static Command Bind(CommandContext context)
    {
        var json = CommonOptions.Json();
        var command = new Command("demo", "Run the main job on the sample data, in a fresh home.") { json };
        command.SetAction(
            async (parsed, cancellationToken) => (int)await new DemoCommand(context).RunAsync(parsed.GetValue(json), cancellationToken)
        );
        return command;
    }

    async Task<ExitCode> RunAsync(bool json, CancellationToken cancellationToken)
    {
        var root = context.ProgramRoot ?? context.Workspace.Root;
        var samples = Path.Combine(root, Demo.Samples);
        if (!Directory.Exists(samples))
            throw new ProblemException(
                new Problem("GR5001", ProblemKind.NotFound,
                    $"The sample data is not in {samples}.", "Start granary by the launcher in its repository."));
        var path = context.Variable("GRANARY_HOME") ?? Path.Combine(root, ".granary", "demo");
        new DemoHome(path).Empty();

        using var home = LocalHome.Open(path, context.Clock);
        if (!json)
            _terminal.Say($"Running {Demo.Project} on {Workspace.Shown(samples)} in {Workspace.Shown(path)}");
        var run = await new RunCommand(context).StartAsync(
            home, new(root), new(Demo.Project, "local", [samples], [], Strict: false, json), cancellationToken);
        var details = await home.Queries.DetailsAsync(run, cancellationToken);
        if (json)
            RunJson.Write(_terminal.Data, details);
        else
            await ShowAsync(home.Queries, details, path, cancellationToken);
        return ExitCodes.Of(run, strict: false);
    }

    async Task ShowAsync(HomeQueries home, RunDetails details, string path, CancellationToken cancellationToken)
    {
        var data = _terminal.Data;
        RunText.Write(data, details);
        if (details.Run.Status != RunStatus.Succeeded)
            return;
        data.WriteLine();
        RunText.WriteTables(data, (await home.ListTablesAsync(PageRequest.Largest, cancellationToken)).Items);
        data.WriteLine($"\n{Demo.Query}\n");
        QueryCommand.Run(home, _terminal, Demo.Query, asOf: null, json: false, cancellationToken);
        var prefix = $"GRANARY_HOME={Workspace.Shown(path)} ./granary";
        data.WriteLine($"""

            Try next:
              {prefix} query "{Demo.NextQuery}"
              {prefix} events @last
              {prefix} run {Demo.Project} --env local --input {Demo.Samples}
            """);
    }
}

/// <summary>The demo's home, which it may empty because it made it.</summary>
sealed class DemoHome(string path)
{
    string Mark => Path.Combine(path, ".demo");

    /// <exception cref="ProblemException">Somebody else's files are there.</exception>
    public void Empty()
    {
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
        {
            if (!File.Exists(Mark))
            {
                throw new ProblemException(
                    new Problem(
                        "GR5011", ProblemKind.Usage, $"{path} is not empty, and no demo made it.",
                        "Set GRANARY_HOME to an empty folder, or unset it for .granary/demo."));
            }

            // The mark goes last, so that a demo that is killed here can still be begun anew.
            foreach (var folder in Directory.EnumerateDirectories(path))
                Directory.Delete(folder, recursive: true);
            foreach (var file in Directory.EnumerateFiles(path).Where(f => f != Mark))
                File.Delete(file);
        }

        Directory.CreateDirectory(path);
        File.WriteAllText(Mark, "This home was made by granary demo, which empties it each time.\n");
    }
}
