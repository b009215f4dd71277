using System.Text.Json;
using System.Text.Json.Serialization;

namespace Granary.Tables.Stages;

/// <summary>The names that a landed table's columns have in its files. An engine may need others, because it compares names without regard to case.</summary>
static class ColumnsFile
{
    /// <param name="names">In the table's order.</param>
    public static void Write(TableVersion version, IReadOnlyList<string> names) =>
        File.WriteAllBytes(version.ColumnsFile, JsonSerializer.SerializeToUtf8Bytes(names, ColumnsJson.Default.IReadOnlyListString));

    /// <exception cref="FileNotFoundException">The landing stage has not written this version.</exception>
    public static IReadOnlyList<string> Read(TableVersion version) =>
        JsonSerializer.Deserialize(File.ReadAllBytes(version.ColumnsFile), ColumnsJson.Default.IReadOnlyListString)
        ?? throw new InvalidDataException($"{version.ColumnsFile} holds no names.");
}

[JsonSerializable(typeof(IReadOnlyList<string>))]
sealed partial class ColumnsJson : JsonSerializerContext;
