using System.Text;
using System.Text.Json.Nodes;

namespace Granary.Tables.Tests.Conformance;

/// <summary>One vector of tests/conformance/tables; README.md there says what the members mean.</summary>
sealed record Vector(
    string Name, JsonObject Dataset, byte[] Input, IReadOnlyList<(string Name, string Type)> Columns, JsonArray Rows, JsonArray Rejects,
    VectorLedger Ledger)
{
    /// <summary>Other tables of the same run by name, each with its dataset file and its input.</summary>
    public IReadOnlyDictionary<string, (JsonObject Dataset, byte[] Input)> Tables { get; init; } =
        new Dictionary<string, (JsonObject, byte[])>(StringComparer.Ordinal);

    /// <summary>What the cleansed stage notes, with {file} for the file's name; null where it is not looked at.</summary>
    public IReadOnlyList<string>? Notes { get; init; }

    /// <summary>The codes of the problems with which the cleansed stage fails, in their order; empty when it does not.</summary>
    public IReadOnlyList<string> Fails { get; init; } = [];

    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Folder => Path.Combine(Needed.Repository, "tests", "conformance", "tables");

    public static IEnumerable<string> Files =>
        Directory.EnumerateFiles(Folder, "*.json").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);

    public static IReadOnlyList<Vector> In(string file) =>
        [.. JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, file)))!.AsArray().Select(v => Read(v!.AsObject()))];

    /// <summary>Vectors of one group may be files of one table: what one of them holds changes nothing for another.</summary>
    public string Group => StandsAlone ? Name : $"{Dataset.ToJsonString()}\n{FirstLine}";

    // Keys, rules, queries and inferred types look at all files of a table; a header that is skipped over must be the same one.
    bool StandsAlone => Dataset["key"] is not null || Dataset["final"] is not null || Dataset["onEmpty"] is not null
        || Dataset["rules"] is not null || Tables.Count > 0 || Notes is not null || Fails.Count > 0
        || Dataset["columns"]?.AsArray().Any(c => c!["unique"] is not null || c["references"] is not null) == true
        || Dataset["columns"]?.AsArray().Count != Columns.Count || Dataset["source"]?.AsObject().Count != 1;

    string FirstLine => Encoding.Latin1.GetString(Input).Split('\n', '\r')[0];

    static Vector Read(JsonObject vector)
    {
        var ledger = vector["ledger"];
        return new(
            (string)vector["name"]!,
            vector["dataset"]!.AsObject(),
            vector["base64"] is { } bytes ? Convert.FromBase64String((string)bytes!) : Strict.GetBytes((string)vector["input"]!),
            [.. (vector["columns"]?.AsObject() ?? []).Select(c => (c.Key, (string)c.Value!))],
            vector["rows"]?.AsArray() ?? [],
            vector["rejects"]?.AsArray() ?? [],
            new(Number("records"), Number("skipped"), Number("landed"), Number("cleansed"), Number("duplicates")))
        {
            Tables = (vector["tables"]?.AsObject() ?? []).ToDictionary(
                t => t.Key, t => (t.Value!["dataset"]!.AsObject(), Strict.GetBytes((string)t.Value["input"]!)), StringComparer.Ordinal),
            Notes = vector["notes"]?.AsArray().Select(n => (string)n!).ToList(),
            Fails = [.. (vector["fails"]?.AsArray() ?? []).Select(f => (string)f!)],
        };

        long Number(string member) => (long?)ledger?[member] ?? 0;
    }
}

/// <summary>What became of the records of a vector's file.</summary>
sealed record VectorLedger(long Records, long Skipped, long Landed, long Cleansed, long Duplicates);
