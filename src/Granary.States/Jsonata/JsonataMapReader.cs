using Granary.States.Reading;

namespace Granary.States.Jsonata;

/// <summary>Reads what Map states in JSONata have and others have not.</summary>
sealed class JsonataMapReader(Dialect dialect)
{
    public void Read(Fields fields, JsonataValues values)
    {
        var processor = new MapReader(dialect).ReadProcessor(fields);
        values.Items("Items");
        values.Any("ItemSelector");
        values.Number("MaxConcurrency", 0, long.MaxValue);
        values.Number("ToleratedFailureCount", 0, long.MaxValue);
        values.Number("ToleratedFailurePercentage", 0, 100);
        MapReader.ReadLabel(fields);
        ReadReader(fields);
        ReadBatcher(fields);
        ReadWriter(fields);
        MapReader.CheckDistributed(fields, processor);
    }

    static void ReadReader(Fields map)
    {
        if (map.ObjectAt("ItemReader", $"'ItemReader' of {map.Owner}") is not { } fields)
            return;
        fields.Require("Resource");
        fields.Text("Resource");
        new JsonataValues(fields).Object("Arguments");
        if (fields.ObjectAt("ReaderConfig", $"'ReaderConfig' of {map.Owner}") is { } config)
        {
            new JsonataValues(config).Any(
                "InputType", "CSVHeaderLocation", "CSVHeaders", "CSVDelimiter", "ItemsPointer", "ManifestType", "Transformation");
            new JsonataValues(config).Number("MaxItems", 0, 100_000_000);
            config.Finish();
        }

        fields.Finish();
    }

    static void ReadBatcher(Fields map)
    {
        if (map.ObjectAt("ItemBatcher", $"'ItemBatcher' of {map.Owner}") is not { } fields)
            return;
        var values = new JsonataValues(fields);
        values.Number("MaxItemsPerBatch", 1, long.MaxValue);
        values.Number("MaxInputBytesPerBatch", 1, 262_144);
        values.Object("BatchInput");
        fields.Finish();
    }

    static void ReadWriter(Fields map)
    {
        if (map.ObjectAt("ResultWriter", $"'ResultWriter' of {map.Owner}") is not { } fields)
            return;
        fields.Text("Resource");
        new JsonataValues(fields).Object("Arguments");
        new JsonataValues(fields).Any("WriterConfig");
        fields.Finish();
    }
}
