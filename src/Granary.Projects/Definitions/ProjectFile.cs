using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Granary.Model;
using Granary.Model.Json;
using Granary.Model.Schemas;
using Granary.Model.Shapes;
using Granary.Projects.Fpac;

namespace Granary.Projects.Definitions;

/// <summary>What <c>projects/FOLDER/project.json</c> says.</summary>
/// <param name="Type">The name of a project type that the program knows.</param>
/// <param name="Names">What all names of its resources begin with, with placeholders; null for the type's own pattern.</param>
public sealed record ProjectFile(string Type, string? Names = null)
{
    /// <param name="text">The file's JSON; its keys are those of schemas/project.schema.json.</param>
    /// <param name="file">The name that problems carry.</param>
    /// <param name="types">The types that there are.</param>
    /// <param name="problems">Receives everything that is wrong, with its place, in the order of the file.</param>
    /// <returns>Null when there was an error.</returns>
    public static ProjectFile? Parse(string text, string file, ProjectTypes types, ICollection<Problem> problems) =>
        DefinitionFile.Read(ProjectKeys.Shape(types), ProjectKeys.Codes, text, file, problems);

    public static SchemaFile Schema(ProjectTypes types) =>
        JsonSchemas.Write("project", ProjectKeys.Shape(types).FileSchema("Granary project: projects/FOLDER/project.json"));
}

/// <summary>The keys of a project file.</summary>
static class ProjectKeys
{
    public static readonly ReadingCodes Codes =
        new("a project file", UnknownKey: "GR1201", Missing: "GR1202", WrongKind: "GR1203", Blank: "GR1204");

    static readonly Key<string> Names = new(
        "names", new TextShape(new(
            "GR1207", NamePattern.Regex, "it has letters, digits, '-', '_' and the placeholders {deployEnv}, {project} and {PROJECT}")),
        $"What the names of all resources begin with. Left out: {NamePattern.Default}.");

    public static ObjectShape<ProjectFile> Shape(ProjectTypes types)
    {
        var type = new Key<string>(
            "type", new ProjectTypeShape([.. types.All.Select(t => t.Name)]),
            $"What kind of project the folder holds: {string.Join("; ", types.All.Select(t => $"{t.Name}, {t.Description}"))}.",
            IsRequired: true);
        return new(new(type, Names), reader => new(reader.Get(type), reader.Find(Names)));
    }
}

/// <summary>The types that are built, and word of those that will be.</summary>
sealed class ProjectTypeShape(IReadOnlyList<string> built) : Shape<string>
{
    static readonly string[] Planned =
    [
        "farmrec",
        "flpids",
        "tsthooks",
        "cars",
        "carsdm",
        "sbsd",
        "pmrds",
        "fmmi",
        "cnsvbase",
        "cnsvmaint",
        "cnsvpymts",
        "nps",
        "athenafarm",
        "cnsv",
        "cps",
        "webequity",
        "dmc",
        "ecp",
        "edv",
        "filechecks",
        "dataset",
    ];

    public override bool TryRead(JsonSource source, Reading reading, [MaybeNullWhen(false)] out string value)
    {
        value = (source as JsonTextSource)?.Value;
        if (value is null)
        {
            reading.ReportKind(source, "text");
            return false;
        }

        if (built.Contains(value))
            return true;
        if (Planned.Contains(value))
            reading.Report(
                "GR1206", $"The project type \"{value}\" is not built yet.", source.Where, $"Built: {string.Join(", ", built)}.");
        else
            reading.Report("GR1205", $"\"{value}\" is not a project type.", source.Where,
                Spelling.Hint(value, built.Concat(Planned)) ?? $"Built: {string.Join(", ", built)}.");
        return false;
    }

    public override JsonObject Schema() => new() { ["enum"] = new JsonArray([.. built.Select(type => JsonValue.Create(type))]) };
}
