using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Granary.Cli.Output;
using Granary.Home;
using Granary.Home.Delivery;
using Granary.Home.Runs;
using Granary.Model;
using Granary.Platform.Runs;
using Granary.Platform.Stacks;
using Granary.Projects;
using Granary.Projects.Definitions;
using Granary.Tables.Spark;
using Granary.Tables.Stages;

namespace Granary.Cli.Commands;

/// <param name="Input">Files and folders to deliver; empty to run on what is in the landing prefix.</param>
/// <param name="Set">Members of the execution's input, <c>name=value</c>; a value that is JSON is taken as such.</param>
sealed record RunArguments(
    string Project, string Environment, IReadOnlyList<string> Input, IReadOnlyList<string> Set, bool Strict, bool Json, bool NoWait = false,
    StageEngineName Engine = StageEngineName.DuckDb, StackHome? Home = null);

/// <summary>Runs a project here: files in, tables out.</summary>
sealed class RunCommand(CommandContext context)
{
    const string DuckDb = "duckdb";
    const string Spark = "spark";

    readonly Terminal _terminal = context.Terminal;

    public static Command Bind(CommandContext context)
    {
        var project = new Argument<string>("project") { Description = "The folder below projects/." };
        var environment = CommonOptions.Environment();
        var input = new Option<string[]>("--input", "-i")
        {
            Description = "Files and folders to deliver; they replace what was delivered before.",
            AllowMultipleArgumentsPerToken = true,
        };
        var set = new Option<string[]>("--set")
        {
            Description = "A member of the execution's input, name=value; a value that is JSON is taken as such.",
        };
        var strict = new Option<bool>("--strict") { Description = "Exit with 3 when rows were rejected or a part failed." };
        var noWait = new Option<bool>("--no-wait") { Description = "Do not wait for other runs of the project; exit with 6." };
        var engine = new Option<string>("--engine")
        {
            Description = "What runs the table stages: duckdb, in this process, or spark, as in an account.",
            DefaultValueFactory = _ => DuckDb,
        };
        engine.AcceptOnlyFromAmong(DuckDb, Spark);
        var home = CommonOptions.Home();
        var json = CommonOptions.Json();
        var command = new Command("run", "Run a project here: deliver files, apply the stack, start its state machine, follow it.")
        {
            project,
            environment,
            input,
            set,
            home,
            engine,
            strict,
            noWait,
            json,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var arguments = new RunArguments(
                    parsed.GetRequiredValue(project), parsed.GetRequiredValue(environment), parsed.GetValue(input) ?? [],
                    parsed.GetValue(set) ?? [], parsed.GetValue(strict), parsed.GetValue(json), parsed.GetValue(noWait),
                    parsed.GetValue(engine) == Spark ? StageEngineName.Spark : StageEngineName.DuckDb,
                    CommonOptions.HomeOf(parsed.GetValue(home)));
                return (int)await new RunCommand(context).RunAsync(arguments, cancellationToken);
            });
        return command;
    }

    public async Task<ExitCode> RunAsync(RunArguments arguments, CancellationToken cancellationToken)
    {
        using var home = context.CreateHome();
        var run = await StartAsync(home, context.Workspace, arguments, cancellationToken);
        var details = await home.Queries.DetailsAsync(run, cancellationToken);
        if (arguments.Json)
            RunJson.Write(_terminal.Data, details);
        else
            RunText.Write(_terminal.Data, details);
        return ExitCodes.Of(run, arguments.Strict);
    }

    /// <summary>Reads the definition, plans the delivery, and runs; nothing is touched before all of it is known to be good.</summary>
    public async Task<RunSummary> StartAsync(
        LocalHome home, Workspace workspace, RunArguments arguments, CancellationToken cancellationToken)
    {
        var (project, stack) = LoadedProject.LoadLocal(
            workspace, arguments.Project, arguments.Environment, arguments.Home, _terminal);
        if (arguments.Engine == StageEngineName.Spark)
            SparkInstallation.Find();
        var delivery = arguments.Input.Count == 0 ? null
            : new DeliveryPlanner([.. project.Datasets.Select(d => new DeliveryClaim(d.Table, d.Source.Files))]).Plan(arguments.Input);
        foreach (var file in delivery?.LeftOut ?? [])
            _terminal.Say($"left out: {Workspace.Shown(file.Source)} ({file.Reason})");

        await using var progress = new RunProgress(_terminal, context.Clock, arguments.Json);
        var request = new RunRequest(
            arguments.Project, arguments.Environment, stack, delivery, ExecutionInput(arguments.Set), Waits: !arguments.NoWait,
            arguments.Engine);
        var launcher = new RunLauncher(home, ProjectTypes.BuiltIn.Functions, ProjectTypes.BuiltIn.Jobs, progress);
        var interrupted = launcher.ResumeAllAsync(cancellationToken);
        try
        {
            return await launcher.RunAsync(request, cancellationToken);
        }
        finally
        {
            foreach (var resumed in await interrupted)
                _terminal.Say($"resumed run {resumed.RunId}: {resumed.Status.Text()} {resumed.Outcome}");
        }
    }

    static JsonObject ExecutionInput(IReadOnlyList<string> members)
    {
        var input = new JsonObject();
        foreach (var member in members)
        {
            var equals = member.IndexOf('=');
            if (equals <= 0)
                throw new ProblemException(new Problem("GR5007", ProblemKind.Usage,
                    $"--set {member} has no name before '='.", "Write --set name=value."));
            input[member[..equals]] = Value(member[(equals + 1)..]);
        }

        return input;
    }

    static JsonNode? Value(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
