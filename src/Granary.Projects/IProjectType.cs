using Granary.Model;
using Granary.Model.Schemas;
using Granary.Platform.Functions;
using Granary.Platform.Stacks;
using Granary.Projects.Definitions;
using Granary.Tables.Stages;

namespace Granary.Projects;

/// <summary>A kind of project: environment in, stack out, with the functions and jobs that the stack names.</summary>
public interface IProjectType
{
    /// <summary>As <c>project.json</c> says it.</summary>
    string Name { get; }

    /// <summary>One sentence part for editors: "a three-stage pipeline from delivered files to tables".</summary>
    string Description { get; }

    /// <summary>
    /// The definition files of a project of this type besides <c>project.json</c>, below its folder: <c>datasets/*.json</c>.
    /// </summary>
    IReadOnlyList<string> DefinitionFiles { get; }

    /// <summary>How the classes behind functions are made, by the step that a function resource names.</summary>
    IReadOnlyDictionary<string, Func<FunctionContext, IFunction>> Functions { get; }

    /// <summary>Jobs that run in-process, by the file name of their script.</summary>
    IReadOnlyDictionary<string, ITableJob> Jobs { get; }

    /// <summary>The JSON Schemas of files that belong to this type alone, such as its environments.</summary>
    IReadOnlyList<SchemaFile> Schemas { get; }

    /// <summary>What <c>demo</c> runs; null for a type without a demonstration.</summary>
    ProjectDemo? Demo { get; }

    /// <summary>Reads an environment file alone, and reports everything that is wrong in it.</summary>
    void CheckEnvironment(EnvironmentFile environment, ICollection<Problem> problems);

    /// <summary>The stack of a project in one environment.</summary>
    /// <param name="problems">Receives everything that is wrong, with its place.</param>
    /// <returns>Null when there was an error.</returns>
    Stack? ToStack(ProjectDefinition project, EnvironmentFile environment, ICollection<Problem> problems);
}

/// <param name="Text">Its JSON.</param>
/// <param name="File">The path that problems carry.</param>
public sealed record EnvironmentFile(string Text, string File)
{
    /// <summary>The environment's name: the file's, without folder and ending.</summary>
    public string Name => Path.GetFileNameWithoutExtension(File);
}

/// <summary>A demonstration on sample data.</summary>
/// <param name="Project">The folder below <c>projects/</c>; its environment is <c>local</c>.</param>
/// <param name="Samples">The folder of files to deliver, below the repository's root.</param>
/// <param name="Query">SQL whose rows are shown at the end.</param>
/// <param name="NextQuery">SQL that the user may try next; one line.</param>
public sealed record ProjectDemo(string Project, string Samples, string Query, string NextQuery);
