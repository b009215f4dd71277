using Granary.Model.Schemas;
using Granary.Platform.Functions;
using Granary.Projects.Definitions;
using Granary.Projects.Fpac;
using Granary.Tables.Stages;

namespace Granary.Projects;

/// <summary>The project types that a program knows.</summary>
public sealed class ProjectTypes(params IReadOnlyList<IProjectType> types)
{
    /// <summary>The types of this program, a line each.</summary>
    public static ProjectTypes BuiltIn { get; } = new(
        new FpacProjectType());

    public IReadOnlyList<IProjectType> All => types;

    /// <summary>The functions of all types. Two types must not give one name to different functions.</summary>
    public IReadOnlyDictionary<string, Func<FunctionContext, IFunction>> Functions => Merge(types.Select(t => t.Functions));

    /// <summary>The jobs of all types, by the file name of their script.</summary>
    public IReadOnlyDictionary<string, ITableJob> Jobs => Merge(types.Select(t => t.Jobs));

    /// <summary>Every schema, as the files of the folder <c>schemas/</c>.</summary>
    public IReadOnlyList<SchemaFile> Schemas => [.. types.SelectMany(t => t.Schemas), ProjectFile.Schema(this), JsonSchemas.Dataset];

    public IProjectType? Find(string name) => types.FirstOrDefault(t => t.Name == name);

    static Dictionary<string, T> Merge<T>(IEnumerable<IReadOnlyDictionary<string, T>> parts) =>
        parts.SelectMany(p => p).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
}
