using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Granary.Model.Json;
using Granary.Model.Shapes;

namespace Granary.Model.Projects;

/// <summary>What <c>projects/FOLDER/project.json</c> says.</summary>
/// <param name="Type">The project type, one that is built: <c>fpac</c>.</param>
public sealed record ProjectFile(string Type)
{
    /// <param name="text">The file's JSON; its keys are those of schemas/project.schema.json.</param>
    /// <param name="file">The name that problems carry.</param>
    /// <param name="problems">Receives everything that is wrong, with its place, in the order of the file.</param>
    /// <returns>Null when there was an error.</returns>
    public static ProjectFile? Parse(string text, string file, ICollection<Problem> problems) =>
        DefinitionFile.Read(ProjectKeys.Shape, ProjectKeys.Codes, text, file, problems);
}

/// <summary>The keys of a project file.</summary>
static class ProjectKeys
{
    public static readonly ReadingCodes Codes =
        new("a project file", UnknownKey: "GR1201", Missing: "GR1202", WrongKind: "GR1203", Blank: "GR1204");

    static readonly Key<string> Type = new("type", new ProjectTypeShape(),
        "What kind of project the folder holds: fpac, a three-stage pipeline from delivered files to tables.", IsRequired: true);

    public static readonly ObjectShape<ProjectFile> Shape = new(new(Type), reader => new(reader.Get(Type)));
}

/// <summary>The types that are built, and word of those that will be.</summary>
sealed class ProjectTypeShape : Shape<string>
{
    static readonly string[] Built = ["fpac"];

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

        if (Built.Contains(value))
            return true;
        if (Planned.Contains(value))
            reading.Report(
                "GR1206", $"The project type \"{value}\" is not built yet.", source.Where, $"Built: {string.Join(", ", Built)}.");
        else
            reading.Report("GR1205", $"\"{value}\" is not a project type.", source.Where,
                Spelling.Hint(value, Built.Concat(Planned)) ?? $"Built: {string.Join(", ", Built)}.");
        return false;
    }

    public override JsonObject Schema() => new() { ["enum"] = new JsonArray([.. Built.Select(type => JsonValue.Create(type))]) };
}
