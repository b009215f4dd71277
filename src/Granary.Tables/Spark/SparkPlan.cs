using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Granary.Tables.Spark;

/// <summary>
/// What the runner in <c>glue/</c> does for one stage of one table: steps, and the settings that they rely on. docs/plans.md has all
/// members.
/// </summary>
/// <param name="Format">Of the file; the runner refuses others.</param>
/// <param name="Stage">landing, cleansed or final.</param>
/// <param name="Settings">Of Spark, by their names.</param>
public sealed record SparkPlan(
    int Format, string Table, string Stage, IReadOnlyDictionary<string, string> Settings, IReadOnlyList<SparkStep> Steps)
{
    public const int CurrentFormat = 1;

    public string ToJson() => JsonSerializer.Serialize(this, SparkJson.Readable.SparkPlan) + "\n";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SparkPlan))]
[JsonSerializable(typeof(SparkResult))]
sealed partial class SparkJson : JsonSerializerContext
{
    /// <summary>SQL is read by people: its quotes and signs stand as they are.</summary>
    public static SparkJson Readable =>
        field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
