using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Granary.Model.Datasets;
using Granary.Tables.Rules;

namespace Granary.Tables.Plans;

/// <summary>Plans as JSON. The members are the records' own, so that nothing is described twice.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    Converters = [
        typeof(RuleList), typeof(LowerCase<OnEmpty>), typeof(LowerCase<LoadMode>), typeof(LowerCase<AmbiguousTime>),
        typeof(LowerCase<PercentMeaning>),
    ])]
[JsonSerializable(typeof(TablePlan))]
sealed partial class PlanJson : JsonSerializerContext
{
    public static PlanJson Readable =>
        field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}

sealed class LowerCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase)
    where T : struct, Enum;

/// <summary>What is asked of rows and tables: names, columns and what follows. How a rule is meant is in the dataset file.</summary>
sealed class RuleList : JsonConverter<TableRules>
{
    public override TableRules Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Rules are read from dataset files.");

    public override void Write(Utf8JsonWriter writer, TableRules value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var rule in value.Rules)
        {
            writer.WriteStartObject();
            writer.WriteString("name", rule.Name);
            writer.WriteString("severity", JsonNamingPolicy.CamelCase.ConvertName(rule.Severity.ToString()));
            writer.WriteStartArray("columns");
            foreach (var column in value.ColumnsOf(rule))
                writer.WriteStringValue(column);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
