using System.CommandLine;
using Granary.Cli.Output;
using Granary.Model;
using Granary.States.Definition;

namespace Granary.Cli.Commands.States;

/// <summary>Works on one state machine by itself, without a project or a home.</summary>
static class StatesCommand
{
    public static Command Bind(CommandContext context) =>
        new("states", "Validate, run, draw, cover and replay one state machine by itself.")
        {
            ValidateStatesCommand.Bind(context),
            RunStatesCommand.Bind(context),
            GraphStatesCommand.Bind(context),
            CoverStatesCommand.Bind(context),
            ReplayStatesCommand.Bind(context),
        };

    public static Argument<string?> File() =>
        new("file")
        {
            Description = "A state machine in Amazon States Language; - reads it from standard input.",
            Arity = ArgumentArity.ZeroOrOne,
        };

    public static Option<bool> Stdin() =>
        new("--stdin") { Description = "Answer requests from standard input, one JSON object a line, with one JSON object a line each." };

    public static Option<StateMachineType> Type()
    {
        var type = new Option<StateMachineType>("--type")
        {
            Description = "STANDARD or EXPRESS.",
            CustomParser = parsed => parsed.Tokens[0].Value == "EXPRESS" ? StateMachineType.Express : StateMachineType.Standard,
        };
        type.AcceptOnlyFromAmong("STANDARD", "EXPRESS");
        return type;
    }

    /// <exception cref="ProblemException">There is no such file.</exception>
    public static async Task<string> ReadAsync(CommandContext context, string path, CancellationToken cancellationToken)
    {
        if (path == "-")
            return await context.Terminal.Input.ReadToEndAsync(cancellationToken);
        var file = context.FullPath(path);
        if (!System.IO.File.Exists(file))
            throw new ProblemException(new Problem("GR5003", ProblemKind.NotFound,
                $"{path} does not exist.", "Name a file that is there."));
        return await System.IO.File.ReadAllTextAsync(file, cancellationToken);
    }

    /// <exception cref="ProblemException">Neither a file nor --stdin was given, or both were.</exception>
    public static void RequireOne(string? file, bool stdin)
    {
        if (file is null != stdin)
            throw new ProblemException(
                new Problem(
                    "GR5013", ProblemKind.Usage,
                    stdin ? $"Both {file} and --stdin are given." : "Neither a file nor --stdin is given.",
                    "Name a file, or give --stdin."));
    }

    /// <summary>Answers line by line, each before the next is read, so that two programs can talk.</summary>
    public static async Task<ExitCode> AnswerAsync(
        Terminal terminal, Func<string, Task<string>> answer, CancellationToken cancellationToken)
    {
        while (await terminal.Input.ReadLineAsync(cancellationToken).AsTask().WaitAsync(cancellationToken) is { } line)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            terminal.Data.WriteLine(await answer(line));
            terminal.Flush();
        }

        return ExitCode.Success;
    }
}
