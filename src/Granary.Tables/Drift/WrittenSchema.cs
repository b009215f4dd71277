using System.Text.Json.Serialization;
using Granary.Model.Datasets;
using Granary.Tables.Loading;
using Granary.Tables.Stages;

namespace Granary.Tables.Drift;

/// <param name="Source">As the files named it.</param>
/// <param name="Name">As the cleansed table calls it.</param>
public sealed record WrittenColumn(string Source, string Name, ColumnType Type);

/// <summary>The columns of a table as a run has written them, beside its rows, for the next run to hold its own against.</summary>
public sealed record WrittenSchema(IReadOnlyList<WrittenColumn> Columns)
{
    [JsonIgnore]
    public IReadOnlyList<string> Sources => [.. Columns.Select(c => c.Source)];

    /// <returns>Null when the version was made without one.</returns>
    public static WrittenSchema? Read(TableVersion version) =>
        File.Exists(version.SchemaFile) ? JsonFile.Read(version.SchemaFile, SchemaJson.Default.WrittenSchema) : null;

    public void Write(TableVersion version) => JsonFile.Write(version.SchemaFile, this, SchemaJson.Default.WrittenSchema);

    /// <summary>What a table has after a delivery. One without columns changes nothing; where rows stay, their columns do.</summary>
    public static WrittenSchema After(WrittenSchema? before, IReadOnlyList<WrittenColumn> delivered, LoadStrategy load)
    {
        if (before is null || (delivered.Count > 0 && !load.KeepsRows))
            return new(delivered);
        var places = SchemaDrift.Places(before.Sources, [.. delivered.Select(c => c.Source)]);
        var known = places.OfType<int>().ToHashSet();
        return new([
            .. before.Columns.Select((c, i) => places[i] is { } place ? delivered[place] : c),
            .. delivered.Where((_, i) => !known.Contains(i)),
        ]);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(WrittenSchema))]
sealed partial class SchemaJson : JsonSerializerContext;
