using Granary.Model;

namespace Granary.Projects.Definitions;

/// <summary>The folder that holds <c>projects/</c> and <c>config/</c>.</summary>
public sealed class Workspace(string root)
{
    public string Root { get; } = root;

    public string ProjectsFolder => Path.Combine(Root, "projects");

    /// <summary>The nearest folder with a <c>projects</c> folder in it, from a folder upwards.</summary>
    /// <param name="otherwise">Where to look when there is none, such as the program's own repository.</param>
    /// <exception cref="ProblemException">There is none anywhere.</exception>
    public static Workspace Find(string from, string? otherwise)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "projects")))
                return new(folder.FullName);
        }

        return otherwise is not null && Directory.Exists(Path.Combine(otherwise, "projects"))
            ? new(otherwise)
            : throw new ProblemException(
                new Problem(
                    "GR5001", ProblemKind.NotFound, $"Neither {from} nor a folder above it has a folder projects.",
                    "Go to the folder that holds your projects and config."));
    }

    public IReadOnlyList<string> Projects() =>
        !Directory.Exists(ProjectsFolder)
            ? []
            :
            [
                .. Directory
                    .EnumerateDirectories(ProjectsFolder)
                    .Where(f => File.Exists(Path.Combine(f, "project.json")))
                    .Select(f => Path.GetFileName(f))
                    .Order(StringComparer.Ordinal),
            ];

    public string ProjectFolder(string project) => Path.Combine(ProjectsFolder, project);

    /// <returns>The environments of a project by name: its files in <c>config/PROJECT/</c>.</returns>
    public IReadOnlyList<string> Environments(string project)
    {
        var folder = Path.Combine(Root, "config", project);
        return !Directory.Exists(folder)
            ? []
            :
            [
                .. Directory
                    .EnumerateFiles(folder, "*.json")
                    .Select(f => Path.GetFileNameWithoutExtension(f))
                    .Order(StringComparer.Ordinal),
            ];
    }

    /// <param name="nameOrPath">A name such as <c>local</c>, or the path of a file.</param>
    /// <exception cref="ProblemException">There is no such environment.</exception>
    public string EnvironmentFile(string project, string nameOrPath)
    {
        if (Environments(project).Contains(nameOrPath))
            return Path.Combine(Root, "config", project, nameOrPath + ".json");
        if (File.Exists(nameOrPath))
            return nameOrPath;
        var known = Environments(project);
        throw new ProblemException(
            new Problem(
                "GR5003", ProblemKind.NotFound, $"The project {project} has no environment {nameOrPath}, and there is no such file.",
                Spelling.Hint(nameOrPath, known)
                    ?? (known.Count > 0 ? $"There are {string.Join(", ", known)}." : $"Write config/{project}/{nameOrPath}.json.")));
    }

    /// <summary>A path as messages show it: short, below the current folder where it lies there.</summary>
    public static string Shown(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
