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

    /// <summary>A missing project is reported before its missing environment.</summary>
    static string CheckedProject(Workspace workspace, string project)
    {
        if (!workspace.Projects().Contains(project))
            ProjectDefinition.Load(workspace, project, ProjectTypes.BuiltIn, []);
        return project;
    }
}
