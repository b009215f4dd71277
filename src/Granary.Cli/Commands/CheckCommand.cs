using System.CommandLine;
using Granary.Cli.Output;
using Granary.Model;
using Granary.Projects;
using Granary.Projects.Definitions;

namespace Granary.Cli.Commands;

/// <summary>Validates definitions offline, and reports everything that is wrong.</summary>
static class CheckCommand
{
    public static Command Bind(CommandContext context)
    {
        var paths = new Argument<string[]>("path")
        {
            Description = "Config, project, dataset or state machine files, or folders of them; everything of the workspace when left out.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var strict = new Option<bool>("--strict") { Description = "Take warnings for errors." };
        var json = CommonOptions.Json();
        var command = new Command("check", "Validate definitions without running anything.") { paths, strict, json };
        command.SetAction(parsed => (int)Run(context, parsed.GetValue(paths) ?? [], parsed.GetValue(strict), parsed.GetValue(json)));
        return command;
    }

    static ExitCode Run(CommandContext context, string[] paths, bool strict, bool json)
    {
        var check = paths.Length == 0
            ? DefinitionCheck.Everything(context.Workspace, ProjectTypes.BuiltIn)
            : DefinitionCheck.Of(ProjectTypes.BuiltIn, [.. paths.Select(context.FullPath)]);
        if (strict)
            check = check.Strict();
        if (json)
        {
            foreach (var problem in check.Problems)
                Write(context.Terminal.Data, problem);
        }
        else
        {
            context.Terminal.Show(check.Problems);
        }

        var errors = check.Problems.Count(p => p.IsError);
        var warnings = check.Problems.Count - errors;
        if (!json)
            context.Terminal.Say(
                $"{Counted(check.Files, "file")} checked: {Counted(errors, "error")}, {Counted(warnings, "warning")}.");
        return errors > 0 ? ExitCode.Invalid : ExitCode.Success;
    }

    static string Counted(int count, string word) => $"{count} {word}{(count == 1 ? "" : "s")}";

    static void Write(TextWriter data, Problem problem) => JsonLines.Write(data, json =>
    {
        json.WriteString("code", problem.Code);
        json.WriteString("severity", problem.Severity.ToString().ToUpperInvariant());
        json.WriteString("message", problem.Message);
        json.WriteString("help", problem.Hint);
        json.WriteString("file", problem.Where?.File);
        if (problem.Where is { } where)
        {
            json.WriteNumber("line", where.Line);
            json.WriteNumber("column", where.Column);
        }
    });
}
