using Granary.Cli.Output;
using Granary.Model;
using Granary.Platform.Stacks;
using Granary.Projects;
using Granary.Projects.Definitions;

namespace Granary.Cli.Commands;

/// <summary>A project and its stack in one environment, as its files say.</summary>
sealed record LoadedProject(ProjectDefinition Project, Stack Stack)
{
    /// <summary>Reads everything, and shows what is to be said about it.</summary>
    /// <exception cref="ProblemException">Something is wrong; the problems are all of it.</exception>
    public static LoadedProject Load(Workspace workspace, string name, string environment, Terminal terminal)
    {
        var problems = new List<Problem>();
        var file = workspace.EnvironmentFile(CheckedProject(workspace, name), environment);
        var project = ProjectDefinition.Load(workspace, name, ProjectTypes.BuiltIn, problems);
        var stack = project?.ToStack(File.ReadAllText(file), Workspace.Shown(file), problems);
        if (project is null || stack is null)
            throw new ProblemException(problems);
        terminal.Show(problems);
        return new(project, stack);
    }

    /// <summary>As <see cref="Load(Workspace, string, string, Terminal)"/>, for a command that works on this machine's home.</summary>
    /// <param name="home">The value of <c>--home</c>, which wins over the environment's; null when it was not given.</param>
    /// <exception cref="ProblemException">Something is wrong, or the home is an account.</exception>
    public static LoadedProject LoadLocal(Workspace workspace, string name, string environment, StackHome? home, Terminal terminal)
    {
        var loaded = Load(workspace, name, environment, terminal);
        return (home ?? loaded.Stack.Home) != StackHome.Aws
            ? loaded
            : throw new ProblemException(
                new Problem(
                    "GR5014", ProblemKind.Usage, $"{name} {environment} is for an AWS account, which granary cannot work on yet.",
                    "Use --home local to use this machine's home."));
    }

    /// <summary>A missing project is reported before its missing environment.</summary>
    static string CheckedProject(Workspace workspace, string project)
    {
        if (!workspace.Projects().Contains(project))
            ProjectDefinition.Load(workspace, project, ProjectTypes.BuiltIn, []);
        return project;
    }
}
