using Granary.Model;
using Granary.Model.Datasets;
using Granary.Platform.Stacks;

namespace Granary.Projects.Definitions;

/// <summary>A file that is deployed with a project.</summary>
/// <param name="Path">Below the project's folder, with '/' between its parts.</param>
public sealed record ProjectArtifact(string Path, string Text);

/// <summary>What the files of a project folder say.</summary>
/// <param name="Name">The folder below <c>projects/</c>.</param>
/// <param name="Artifacts">The dataset files and the SQL that they name.</param>
public sealed record ProjectDefinition(
    string Name, IProjectType Type, ProjectFile File, IReadOnlyList<Dataset> Datasets, IReadOnlyList<ProjectArtifact> Artifacts)
{
    /// <summary>The dataset files of a type that has such.</summary>
    public const string DatasetFiles = "datasets/*.json";

    /// <summary>Reads a project folder whole, and reports everything that is wrong in it.</summary>
    /// <returns>Null when there was an error.</returns>
    /// <exception cref="ProblemException">There is no such project.</exception>
    public static ProjectDefinition? Load(
        Workspace workspace, string name, ProjectTypes types, ICollection<Problem> problems)
    {
        var folder = workspace.ProjectFolder(name);
        var file = Path.Combine(folder, "project.json");
        var known = workspace.Projects();
        if (!known.Contains(name))
        {
            throw new ProblemException(new Problem(
                "GR5002", ProblemKind.NotFound,
                $"There is no project {name}: {Workspace.Shown(file)} does not exist.",
                Spelling.Hint(name, known) ?? (known.Count > 0 ? $"There are {string.Join(", ", known)}." : null)));
        }

        var project = ProjectFile.Parse(System.IO.File.ReadAllText(file), Workspace.Shown(file), types, problems);
        var type = project is null ? null : types.Find(project.Type);
        var paths = type?.DefinitionFiles.Contains(DatasetFiles) == false ? [] : DatasetPaths(folder);
        var datasets = new List<Dataset>();
        var artifacts = new List<ProjectArtifact>();
        foreach (var path in paths)
        {
            if (ReadDataset(path, problems) is { } dataset)
            {
                datasets.Add(dataset);
                artifacts.Add(new($"datasets/{dataset.Table}.json", System.IO.File.ReadAllText(path)));
                AddSql(folder, dataset, artifacts);
            }
        }

        TableReferences.Check(datasets, [.. paths.Select(f => System.IO.Path.GetFileNameWithoutExtension(f))], problems);
        return project is null || type is null || problems.Any(p => p.IsError) ? null : new(name, type, project, datasets, artifacts);
    }

    /// <summary>Reads a dataset file, and looks for the SQL file that it names in the folder above its own.</summary>
    public static Dataset? ReadDataset(string path, ICollection<Problem> problems)
    {
        var dataset = Dataset.Parse(
            System.IO.File.ReadAllText(path), Workspace.Shown(path), System.IO.Path.GetFileNameWithoutExtension(path), problems);
        var folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, ".."));
        if (dataset?.Final?.SqlFile is { } sql && !System.IO.File.Exists(Path.Combine(folder, sql)))
            problems.Add(
                new(
                    "GR5004", ProblemKind.Usage,
                    $"final.sql names {sql}, which is not in {Workspace.Shown(folder)}.", "Write the file, or the query itself.",
                    new(Workspace.Shown(path), 1, 1)));
        return dataset;
    }

    /// <summary>The stack of this project in one environment.</summary>
    /// <param name="environmentText">The environment file's JSON.</param>
    /// <param name="environmentFile">The name that problems carry.</param>
    /// <returns>Null when the environment has an error.</returns>
    public Stack? ToStack(string environmentText, string environmentFile, ICollection<Problem> problems) =>
        Type.ToStack(this, new(environmentText, environmentFile), problems);

    static IReadOnlyList<string> DatasetPaths(string folder)
    {
        var datasets = System.IO.Path.Combine(folder, "datasets");
        return !Directory.Exists(datasets) ? [] : [.. Directory.EnumerateFiles(datasets, "*.json").Order(StringComparer.Ordinal)];
    }

    static void AddSql(string folder, Dataset dataset, List<ProjectArtifact> artifacts)
    {
        if (dataset.Final?.SqlFile is not { } sql || artifacts.Any(a => a.Path == sql))
            return;
        var path = System.IO.Path.Combine(folder, sql);
        if (System.IO.File.Exists(path))
            artifacts.Add(new(sql, System.IO.File.ReadAllText(path)));
    }
}
