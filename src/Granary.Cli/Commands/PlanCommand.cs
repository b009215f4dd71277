using System.CommandLine;
using Granary.Cli.Output;
using Granary.Home.Resources;
using Granary.Platform.Plans;
using Granary.Platform.Stacks;

namespace Granary.Cli.Commands;

/// <param name="DetailedExitCode">Whether the exit code says that there are changes.</param>
sealed record PlanArguments(string Project, string Environment, bool DetailedExitCode, bool Json, StackHome? Home = null);

/// <summary>Shows what applying a project would change. Changes nothing.</summary>
sealed class PlanCommand(CommandContext context)
{
    /// <summary>
    /// With <c>--detailed-exitcode</c>: there are changes. The number is the one of invalid definitions, as in Terraform.
    /// </summary>
    const ExitCode ChangesPending = (ExitCode)2;

    public static Command Bind(CommandContext context)
    {
        var project = new Argument<string>("project") { Description = "The folder below projects/." };
        var environment = CommonOptions.Environment();
        var detailed = new Option<bool>("--detailed-exitcode") { Description = "Exit with 2 when there are changes, 1 on errors." };
        var home = CommonOptions.Home();
        var json = CommonOptions.Json();
        var command = new Command("plan", "Show what applying a project would change. Changes nothing.")
        {
            project,
            environment,
            home,
            detailed,
            json,
        };
        command.SetAction(
            async (parsed, cancellationToken) => (int)await new PlanCommand(context).RunAsync(
                new(
                    parsed.GetRequiredValue(project), parsed.GetRequiredValue(environment), parsed.GetValue(detailed),
                    parsed.GetValue(json), CommonOptions.HomeOf(parsed.GetValue(home))),
                cancellationToken));
        return command;
    }

    public async Task<ExitCode> RunAsync(PlanArguments arguments, CancellationToken cancellationToken)
    {
        var loaded = LoadedProject.LoadLocal(
            context.Workspace, arguments.Project, arguments.Environment, arguments.Home, context.Terminal);
        var plan = await PlanAsync(loaded, cancellationToken);
        if (arguments.Json)
            PlanJson.Write(context.Terminal.Data, plan);
        else
            PlanText.Write(context.Terminal.Data, plan);
        return arguments.DetailedExitCode && !plan.IsEmpty ? ChangesPending : ExitCode.Success;
    }

    /// <summary>A home that does not exist is not created to be compared.</summary>
    async Task<Plan> PlanAsync(LoadedProject loaded, CancellationToken cancellationToken)
    {
        if (!context.HasHome)
            return await LocalStack.PlanWithoutHomeAsync(loaded.Stack, cancellationToken);
        using var home = context.ReadHome();
        return await LocalStack.PlanAsync(loaded.Stack, home, cancellationToken);
    }
}
