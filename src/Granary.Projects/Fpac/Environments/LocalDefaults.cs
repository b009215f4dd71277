using System.Text.Json.Nodes;
using Granary.Model;
using Granary.Model.Json;

namespace Granary.Projects.Fpac.Environments;

/// <summary>
/// What an environment with <c>"home": "local"</c> may leave out: a laptop has no account, no roles, and buckets of its own.
/// </summary>
static class LocalDefaults
{
    const string Roles = "arn:aws:iam::000000000000:role/";

    /// <returns>The file with the keys that it leaves out; unchanged for an environment of an account.</returns>
    public static JsonSource Complete(JsonSource source) =>
        source is JsonObjectSource file
        && file.Find(EnvironmentKeys.HomeKey)?.Value is JsonTextSource { Value: EnvironmentKeys.LocalHome }
        && TokenOf(file) is { } token
            ? With(file, DefaultsOf(token))
            : source;

    /// <summary>Moves what a file must have into a branch for environments of an account.</summary>
    public static JsonObject Relax(JsonObject schema)
    {
        var required = new JsonObject { ["required"] = schema["required"]!.DeepClone() };
        var sections = new JsonObject();
        foreach (var name in DefaultsOf("").OfType<Section>().Select(s => s.Key))
        {
            var section = schema["properties"]![name]!.AsObject();
            sections.Add(name, new JsonObject { ["required"] = section["required"]!.DeepClone() });
            section.Remove("required");
        }

        required.Add("properties", sections);
        schema["required"] = new JsonArray("project");
        schema.Add("if", new JsonObject
        {
            ["properties"] = new JsonObject { [EnvironmentKeys.HomeKey] = new JsonObject { ["const"] = EnvironmentKeys.LocalHome } },
            ["required"] = new JsonArray(EnvironmentKeys.HomeKey),
        });
        schema.Add("else", required);
        return schema;
    }

    static IReadOnlyList<Default> DefaultsOf(string project) =>
    [
        new Text("deployEnv", "local"),
        new Text("region", "us-east-1"),
        new Section("configData", new("databaseName", project), new("dynamoTableName", "granary-local-runs")),
        new Section(
            "strparams",
            new("landingBucketNameParam", "granary-local-landing"),
            new("cleanBucketNameParam", "granary-local-cleansed"),
            new("finalBucketNameParam", "granary-local-final"),
            new("glueJobRoleArnParam", $"{Roles}local-glue"),
            new("etlRoleArnParam", $"{Roles}local-lambda")),
        new Section("artifacts", new("artifactBucket", "granary-local-artifacts"), new("prefix", $"{project}/")),
        new Section("stepFunctions", new Text("roleArn", $"{Roles}local-stepfunction")),
    ];

    /// <returns>The project's token as databases have names; null where the file has none, which is reported elsewhere.</returns>
    static string? TokenOf(JsonObjectSource file) =>
        file.Find("project")?.Value is JsonTextSource { Value: { Length: > 0 } project } ? project.ToLowerInvariant() : null;

    static JsonObjectSource With(JsonObjectSource given, IReadOnlyList<Default> defaults) => given with
    {
        Members =
        [
            .. given.Members.Select(m =>
                m.Value is JsonObjectSource inner && defaults.OfType<Section>().FirstOrDefault(s => s.Key == m.Key) is { } section
                    ? m with { Value = With(inner, section.Texts) }
                    : m),
            .. defaults.Where(d => given.Find(d.Key) is null).Select(d => new JsonMember(d.Key, given.Where, Value(d, given.Where))),
        ],
    };

    static JsonSource Value(Default value, FilePosition where) => value switch
    {
        Section section => With(new JsonObjectSource(where, []), section.Texts),
        _ => new JsonTextSource(where, ((Text)value).Value),
    };

    abstract record Default(string Key);

    sealed record Text(string Key, string Value) : Default(Key);

    sealed record Section(string Key, params IReadOnlyList<Text> Texts) : Default(Key);
}
