using System.CommandLine;
using System.Text.Json;
using Granary.Cli.Output;
using Granary.Home.Queries;
using Granary.Home.Tasks;
using Granary.Model;
using Granary.Platform.Runs;

namespace Granary.Cli.Commands;

/// <summary>Answers the tasks that wait for somebody: those with a token, and those of activities.</summary>
sealed class TasksCommand(CommandContext context)
{
    readonly Terminal _terminal = context.Terminal;

    public static Command Bind(CommandContext context) => new("tasks", "List and answer the tasks that wait for somebody.")
    {
        BindList(context),
        BindTake(context),
        BindSucceed(context),
        BindFail(context),
        BindHeartbeat(context),
    };

    static Command BindList(CommandContext context)
    {
        var json = CommonOptions.Json();
        var command = new Command("list", "List the tasks that wait, the oldest first.") { json };
        command.SetAction(async (parsed, cancellationToken) =>
            (int)await new TasksCommand(context).ListAsync(parsed.GetValue(json), cancellationToken));
        return command;
    }

    static Command BindTake(CommandContext context)
    {
        var activity = new Argument<string>("activity") { Description = "An activity's name or ARN." };
        var worker = new Option<string?>("--worker") { Description = "Who works on it; the events show the name." };
        var json = CommonOptions.Json();
        var command = new Command("take", "Take the oldest task of an activity; its token and input go to standard output.")
        {
            activity,
            worker,
            json,
        };
        command.SetAction(parsed =>
            (int)new TasksCommand(context).Take(parsed.GetRequiredValue(activity), parsed.GetValue(worker), parsed.GetValue(json)));
        return command;
    }

    static Command BindSucceed(CommandContext context)
    {
        var token = Token();
        var output = new Option<string>("--output")
        {
            Description = "A file with the task's output as JSON; - reads it from standard input.",
            Required = true,
        };
        var command = new Command("succeed", "End a task with its output.") { token, output };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var (sent, file) = (parsed.GetRequiredValue(token), parsed.GetRequiredValue(output));
                if (sent == "-" && file == "-")
                    throw new ProblemException(
                        new Problem(
                            "GR4114", ProblemKind.Usage,
                            "Both the token and the output are to come from standard input.", "Name a file for one of them."));
                var tasks = new TasksCommand(context);
                var text = await States.StatesCommand.ReadAsync(context, file, cancellationToken);
                return (int)await tasks.SendAsync(sent, (tokens, t) => tokens.TrySucceed(t, text), cancellationToken);
            });
        return command;
    }

    static Command BindFail(CommandContext context)
    {
        var token = Token();
        var error = new Option<string>("--error") { Description = "The error's name, which Retry and Catch look at.", Required = true };
        var cause = new Option<string?>("--cause") { Description = "The error in words." };
        var command = new Command("fail", "End a task with a failure.") { token, error, cause };
        command.SetAction(
            async (parsed, cancellationToken) =>
                (int)
                    await new TasksCommand(context).SendAsync(
                        parsed.GetRequiredValue(token),
                        (tokens, t) => tokens.TryFail(t, parsed.GetRequiredValue(error), parsed.GetValue(cause)), cancellationToken));
        return command;
    }

    static Command BindHeartbeat(CommandContext context)
    {
        var token = Token();
        var command = new Command("heartbeat", "Say that a task is still being worked on.") { token };
        command.SetAction(async (parsed, cancellationToken) => (int)await new TasksCommand(context).SendAsync(
            parsed.GetRequiredValue(token), (tokens, t) => tokens.TrySendHeartbeat(t), cancellationToken));
        return command;
    }

    static Argument<string> Token() =>
        new("token") { Description = "The task's token, or the beginning of it; - reads it from standard input." };

    async Task<ExitCode> ListAsync(bool json, CancellationToken cancellationToken)
    {
        using var home = context.ReadHome();
        var waiting = Pages.AllAsync(page => home.Queries.ListWaitingTasksAsync(page, cancellationToken));
        if (json)
        {
            await foreach (var task in waiting)
                JsonLines.Write(_terminal.Data, writer => Write(writer, task));
            return ExitCode.Success;
        }

        var table = new TextTable(["since", "state", "activity", "status", "worker", "execution", "token"]);
        await foreach (var task in waiting)
        {
            table.Add(task.CreatedAt, task.StateName, Last(task.Activity), task.Status, task.Worker ?? "", Last(task.ExecutionArn),
                task.Token.Length > ShownCharacters ? task.Token[..ShownCharacters] + "…" : task.Token);
        }

        table.Write(_terminal.Data);
        return ExitCode.Success;
    }

    ExitCode Take(string activity, string? worker, bool json)
    {
        using var home = context.OpenHome();
        if (new TaskTokens(home).Take(activity, worker) is not { } task)
            throw new ProblemException(
                new Problem("GR4112", ProblemKind.NotFound,
                    $"No task of the activity {activity} waits.", "granary tasks list shows what waits."));
        if (json)
        {
            JsonLines.Write(_terminal.Data, writer => Write(writer, task));
            return ExitCode.Success;
        }

        _terminal.Data.WriteLine(task.Token);
        _terminal.Data.WriteLine(task.Input);
        return ExitCode.Success;
    }

    async Task<ExitCode> SendAsync(string written, Func<TaskTokens, string, string?> send, CancellationToken cancellationToken)
    {
        var token = written == "-" ? (await _terminal.Input.ReadLineAsync(cancellationToken))?.Trim() ?? "" : written;
        using var home = context.OpenHome();
        var tokens = new TaskTokens(home);
        if (send(tokens, await FullAsync(home.Queries, token, cancellationToken)) is { } refusal)
            throw new ProblemException(
                new Problem("GR4113", ProblemKind.Usage,
                    $"The token was not taken. {refusal}.", "granary tasks list shows what waits."));
        return ExitCode.Success;
    }

    /// <summary>How much of a token a list shows, and what is enough to name it by.</summary>
    const int ShownCharacters = 12;

    static async Task<string> FullAsync(HomeQueries home, string token, CancellationToken cancellationToken)
    {
        if (token.TrimEnd('…') is not { Length: >= ShownCharacters } start)
            return token;
        var found = await Pages.AllAsync(page => home.ListWaitingTasksAsync(page, cancellationToken))
            .Where(t => t.Token.StartsWith(start, StringComparison.Ordinal))
            .ToListAsync(cancellationToken);
        return found is [var one] ? one.Token : token;
    }

    static void Write(Utf8JsonWriter json, WaitingTask task)
    {
        json.WriteString("token", task.Token);
        json.WriteString("executionArn", task.ExecutionArn);
        json.WriteString("state", task.StateName);
        json.WriteString("activityArn", task.Activity);
        json.WritePropertyName("input");
        json.WriteRawValue(task.Input);
        json.WriteString("status", task.Status);
        json.WriteString("worker", task.Worker);
        json.WriteString("createdAt", task.CreatedAt);
        json.WriteString("takenAt", task.TakenAt);
        json.WriteString("heartbeatAt", task.HeartbeatAt);
    }

    static string Last(string? arn) => arn is null ? "" : arn[(arn.LastIndexOf(':') + 1)..];
}
