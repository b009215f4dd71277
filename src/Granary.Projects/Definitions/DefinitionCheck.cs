using Granary.Model;
using Granary.Model.Json;
using Granary.Platform.Stacks;

namespace Granary.Projects.Definitions;

/// <summary>What is wrong with definitions, found without running anything.</summary>
/// <param name="Files">How many files were read.</param>
public sealed record DefinitionCheck(int Files, IReadOnlyList<Problem> Problems)
{
    /// <summary>Every project of the workspace with its datasets, and every environment of each.</summary>
    public static DefinitionCheck Everything(Workspace workspace, ProjectTypes types)
    {
        var problems = new List<Problem>();
        var files = 0;
        foreach (var name in workspace.Projects())
        {
            var project = ProjectDefinition.Load(workspace, name, types, problems);
            files += FilesIn(workspace.ProjectFolder(name)).Count();
            var stacks = new List<Stack>();
            foreach (var environment in workspace.Environments(name))
            {
                files++;
                var path = workspace.EnvironmentFile(name, environment);
                if (project is null)
                    CheckEnvironment(new(File.ReadAllText(path), Workspace.Shown(path)), types, problems);
                else if (project.ToStack(File.ReadAllText(path), Workspace.Shown(path), problems) is { } stack)
                {
                    stacks.Add(stack);
                    problems.AddRange(MachineCheck.OfStack(stack, Workspace.Shown(path)));
                }
            }

            foreach (
                var machine in FilesIn(workspace.ProjectFolder(name))
                    .Where(f => f.EndsWith(MachineCheck.Extension, StringComparison.Ordinal)))
                problems.AddRange(
                    MachineCheck.OfText(
                        File.ReadAllText(machine), Workspace.Shown(machine), stacks.Count == 0 ? null : MachineCheck.References(stacks)));
        }

        return new(files, problems);
    }

    /// <param name="paths">Files, and folders whose JSON files are checked.</param>
    /// <exception cref="ProblemException">There is nothing of one of the names.</exception>
    public static DefinitionCheck Of(ProjectTypes types, params IReadOnlyList<string> paths)
    {
        var missing = paths.Where(p => !File.Exists(p) && !Directory.Exists(p)).ToList();
        if (missing.Count > 0)
            throw new ProblemException([
                .. missing.Select(p => new Problem("GR5003", ProblemKind.NotFound,
                    $"{Workspace.Shown(p)} does not exist.", "Name a file or a folder that is there.")),
            ]);
        var problems = new List<Problem>();
        var files = paths.SelectMany(p => File.Exists(p) ? [p] : FilesIn(p)).ToList();
        files.ForEach(f => CheckFile(f, types, problems));
        return new(files.Count, problems);
    }

    /// <summary>Warnings as errors.</summary>
    public DefinitionCheck Strict() => this with { Problems = [.. Problems.Select(p => p with { Severity = ProblemSeverity.Error })] };

    static IEnumerable<string> FilesIn(string folder) =>
        Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    static void CheckFile(string path, ProjectTypes types, List<Problem> problems)
    {
        var text = File.ReadAllText(path);
        var shown = Workspace.Shown(path);
        switch (KindOf(path, text))
        {
            case Kind.StateMachine:
                problems.AddRange(MachineCheck.OfText(text, shown, null));
                break;
            case Kind.Project:
                ProjectFile.Parse(text, shown, types, problems);
                break;
            case Kind.Dataset:
                ProjectDefinition.ReadDataset(path, problems);
                break;
            default:
                CheckEnvironment(new(text, shown), types, problems);
                break;
        }
    }

    /// <summary>An environment whose project is not known is read as the first type would.</summary>
    static void CheckEnvironment(EnvironmentFile environment, ProjectTypes types, List<Problem> problems) =>
        types.All[0].CheckEnvironment(environment, problems);

    /// <summary>By the place of the file, else by what it holds: a broken file is still a file of its kind.</summary>
    static Kind KindOf(string path, string text)
    {
        if (path.EndsWith(MachineCheck.Extension, StringComparison.Ordinal))
            return Kind.StateMachine;
        if (Path.GetFileName(path) == "project.json")
            return Kind.Project;
        if (Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) == "datasets")
            return Kind.Dataset;
        var keys = (JsonText.Parse(text, path, []) as JsonObjectSource)?.Members.Select(m => m.Key).ToHashSet(StringComparer.Ordinal) ?? [];
        if (keys.Overlaps(["States", "StartAt"]))
            return Kind.StateMachine;
        return
            keys.Overlaps(["source", "columns", "key", "keep", "rules", "onEmpty", "final"]) && !keys.Overlaps(["deployEnv", "strparams"])
            ? Kind.Dataset
            : Kind.Environment;
    }

    enum Kind
    {
        Environment,
        Project,
        Dataset,
        StateMachine,
    }
}
