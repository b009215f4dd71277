using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;
using Granary.Cli.Commands;
using Granary.Cli.Commands.Datasets;
using Granary.Cli.Commands.States;
using Granary.Cli.Output;
using Granary.Home.Storage;
using Granary.Model;

namespace Granary.Cli;

/// <summary>The command line: parses, runs one command, turns what went wrong into problems and an exit code.</summary>
sealed class Application(Terminal terminal, ProcessSettings settings)
{
    public static string Version { get; } =
        typeof(Application).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public async Task<ExitCode> RunAsync(string[] args)
    {
        var context = new CommandContext(terminal, TimeProvider.System, settings);
        var root = new RootCommand("Moves files into tables people can trust, here and in an AWS account.")
        {
            DemoCommand.Bind(context),
            RunCommand.Bind(context),
            PlanCommand.Bind(context),
            RunsCommand.Bind(context),
            ShowCommand.Bind(context),
            EventsCommand.Bind(context),
            RetryCommand.Bind(context),
            CancelCommand.Bind(context),
            ResumeCommand.Bind(context),
            TablesCommand.Bind(context),
            QueryCommand.Bind(context),
            RejectsCommand.Bind(context),
            TasksCommand.Bind(context),
            CheckCommand.Bind(context),
            DatasetCommand.Bind(context),
            StatesCommand.Bind(context),
            SchemasCommand.Bind(context),
        };
        // @last names a run, not a file with arguments.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
            return ShowUsageErrors(parsed);

        using var stop = new Stop();
        try
        {
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return stop.Or((ExitCode)await parsed.InvokeAsync(configuration, stop.Token));
        }
        catch (ProblemException e)
        {
            terminal.Show(e.Problems);
            return stop.Or(ExitCodes.Of(e.Problems));
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            return stop.Or(ExitCode.Interrupted);
        }
        catch (IOException e) when (BrokenPipe.Is(e))
        {
            // Whoever read the output has seen enough: granary query … | head.
            return ExitCode.Success;
        }
        catch (Exception e) when (FullDisk.In(e) is { } problem)
        {
            // The journal itself has no room: a run stays as it was written last, and can be gone on with.
            terminal.Show([problem]);
            return ExitCodes.Of([problem]);
        }
        catch (Exception e)
        {
            // The outermost edge: what comes here nobody foresaw, so all of it is shown.
            terminal.Show([
                new("GR9001", ProblemKind.Defect,
                    $"{e.GetType().Name}: {e.Message}", "This is a defect of granary; please report it with the lines below."),
            ]);
            terminal.Say(e.ToString());
            return ExitCode.Failed;
        }
    }

    ExitCode ShowUsageErrors(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        List<string> names = [.. command.Subcommands.Select(c => c.Name), .. command.Options.Select(o => o.Name)];

        // A misspelt command is also a missing one; the first of the two says more.
        var errors =
            parsed.UnmatchedTokens.Count > 0
                ? parsed.Errors.Where(e => parsed.UnmatchedTokens.Any(t => e.Message.Contains(t, StringComparison.Ordinal)))
                : parsed.Errors;
        terminal.Show(
            errors
                .DefaultIfEmpty(parsed.Errors[0])
                .Select(e => new Problem(
                    "GR5000", ProblemKind.Usage,
                    e.Message, parsed.UnmatchedTokens.Select(t => Spelling.Hint(t, names)).FirstOrDefault(h => h is not null))));
        terminal.Say($"  {Words(command)} --help shows how it is used.");
        return ExitCode.Invalid;
    }

    /// <summary>All that is written to come to a command: granary states graph.</summary>
    static string Words(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{Words(parent)} {command.Name}" : "granary";

    /// <summary>Ctrl-C and TERM end a command in order, and its exit code says which it was.</summary>
    sealed class Stop : IDisposable
    {
        readonly CancellationTokenSource _source = new();
        readonly List<PosixSignalRegistration> _registrations = [];
        ExitCode? _code;

        public Stop()
        {
            _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, c => Request(c, ExitCode.Interrupted)));
            _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => Request(c, ExitCode.Terminated)));
        }

        public CancellationToken Token => _source.Token;

        public ExitCode Or(ExitCode otherwise) => _code ?? otherwise;

        public void Dispose()
        {
            _registrations.ForEach(r => r.Dispose());
            _source.Dispose();
        }

        void Request(PosixSignalContext context, ExitCode code)
        {
            context.Cancel = true;
            _code ??= code;
            _source.Cancel();
        }
    }
}
