using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Granary.Model.Json;
using Granary.Model.Shapes;

namespace Granary.Projects.Fpac.Environments;

/// <summary>Job arguments by name. Null becomes the empty text; true, false and numbers become text as Python writes them.</summary>
sealed class JobParametersShape : Shape<IReadOnlyDictionary<string, string>>
{
    public static readonly JobParametersShape Instance = new();

    // Each of the three jobs has its own value, and the run's id is another one each time: one value for all would break them.
    static readonly string[] OfEachRun = ["--step", "--run_id"];

    // A job that reads or publishes elsewhere would leave its project: where the pipeline's data is follows from other keys of the file.
    static readonly string[] Addresses = ["--input", "--landed", "--cleansed", "--final", "--datasets", "--database"];

    static string[] Reserved => [.. OfEachRun, .. Addresses];

    public override bool TakesBlank => true;

    public override bool TryRead(JsonSource source, Reading reading, [MaybeNullWhen(false)] out IReadOnlyDictionary<string, string> value)
    {
        value = null;
        if (source is not JsonObjectSource members)
        {
            reading.ReportKind(source, "an object");
            return false;
        }

        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in members.Members)
        {
            var inside = reading.Inside(member.Key);
            if (!member.Key.StartsWith("--", StringComparison.Ordinal) || member.Key.Length == 2)
                inside.Report(
                    "GR1117", $"\"{member.Key}\" is not a job's argument.", member.Where, $"Write \"--{member.Key.TrimStart('-')}\".");
            else if (Addresses.Contains(member.Key))
                inside.Report(
                    "GR1117", $"{inside.Path} cannot be set here; it follows from the project, the buckets and DatabaseName.",
                    member.Where, "Remove it, or change the key that it follows from.");
            else if (OfEachRun.Contains(member.Key))
                inside.Report(
                    "GR1117", $"{inside.Path} cannot be set here; every job and run gets its own value.", member.Where, "Remove it.");
            else if (InPythonsWords(member.Value) is { } text)
                arguments.Add(member.Key, text);
            else
                inside.ReportKind(member.Value, "text, a number, true, false or null");
        }

        value = arguments.Count == members.Members.Count ? arguments : null;
        return value is not null;
    }

    public override JsonObject Schema() => new()
    {
        ["type"] = "object",
        ["propertyNames"] = new JsonObject
        {
            ["pattern"] = "^--.",
            ["not"] = new JsonObject { ["enum"] = new JsonArray([.. Reserved.Select(name => JsonValue.Create(name))]) },
        },
        ["additionalProperties"] = new JsonObject { ["type"] = new JsonArray("string", "number", "boolean", "null") },
    };

    public override JsonNode? Write(IReadOnlyDictionary<string, string> value) => null;

    static string? InPythonsWords(JsonSource value) => value switch
    {
        JsonTextSource text => text.Value,
        JsonNumberSource number => number.Text,
        JsonBooleanSource boolean => boolean.Value ? "True" : "False",
        JsonNullSource => "",
        _ => null,
    };
}
