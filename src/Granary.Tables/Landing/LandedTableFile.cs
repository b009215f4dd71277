using System.Text.Json.Serialization;
using Granary.Tables.Plans;
using Granary.Tables.Stages;

namespace Granary.Tables.Landing;

/// <summary>
/// What must be known of a landed table to plan what follows, beside its rows; written where files are landed one by one.
/// </summary>
public static class LandedTableFile
{
    public static void Write(TableVersion version, LandedTable table) =>
        JsonFile.Write(version.LandedTableFile, table, LandedTableJson.Default.LandedTable);

    /// <exception cref="FileNotFoundException">Nothing was landed, or not file by file.</exception>
    public static LandedTable Read(TableVersion version) => JsonFile.Read(version.LandedTableFile, LandedTableJson.Default.LandedTable);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LandedTable))]
sealed partial class LandedTableJson : JsonSerializerContext;
