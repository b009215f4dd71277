using System.Text.Json.Serialization;

namespace Granary.Tables.Stages;

/// <summary>
/// The names that a landed table's columns have in its files. An engine may need others, because it compares names without regard to case.
/// </summary>
static class ColumnsFile
{
    /// <param name="names">In the table's order.</param>
    public static void Write(TableVersion version, IReadOnlyList<string> names) =>
        JsonFile.Write(version.ColumnsFile, names, ColumnsJson.Default.IReadOnlyListString);

    /// <exception cref="FileNotFoundException">The landing stage has not written this version.</exception>
    public static IReadOnlyList<string> Read(TableVersion version) =>
        JsonFile.Read(version.ColumnsFile, ColumnsJson.Default.IReadOnlyListString);
}

[JsonSerializable(typeof(IReadOnlyList<string>))]
sealed partial class ColumnsJson : JsonSerializerContext;
