using System.Text.Json.Nodes;
using static Granary.States.Definition.DefinitionWriter;

namespace Granary.States.Definition;

/// <summary>Writes what Map states have and others have not.</summary>
static class MapWriter
{
    public static void Write(JsonObject json, MapState map)
    {
        if (map.Reader is not null)
            json["ItemReader"] = Write(map.Reader);
        PutPath(json, "ItemsPath", map.ItemsPath);
        PutTemplate(json, "ItemSelector", map.ItemSelector);
        if (map.Batcher is not null)
            json["ItemBatcher"] = Write(map.Batcher);
        json["ItemProcessor"] = DefinitionWriter.Write(map.Processor);
        if (map.Writer is not null)
            json["ResultWriter"] = Write(map.Writer);
        map.MaxConcurrency?.WriteTo(json, "MaxConcurrency");
        map.ToleratedFailureCount?.WriteTo(json, "ToleratedFailureCount");
        map.ToleratedFailurePercentage?.WriteTo(json, "ToleratedFailurePercentage");
        Put(json, "Label", map.Label);
    }

    static JsonObject Write(ItemReader reader)
    {
        var json = new JsonObject { ["Resource"] = reader.Resource.Arn };
        PutTemplate(json, "Parameters", reader.Parameters);
        var config = Write(reader.Config);
        if (config.Count > 0)
            json["ReaderConfig"] = config;
        return json;
    }

    static JsonObject Write(ReaderConfig config)
    {
        var json = new JsonObject();
        Put(json, "InputType", Name(config.InputType));
        if (config.InputType == InputType.Csv)
            json["CSVHeaderLocation"] = config.CsvHeaders is null ? "FIRST_ROW" : "GIVEN";
        if (config.CsvHeaders is not null)
            json["CSVHeaders"] = new JsonArray([.. config.CsvHeaders.Select(h => (JsonNode)h)]);
        if (config.CsvDelimiter != CsvDelimiter.Comma)
            json["CSVDelimiter"] = Name(config.CsvDelimiter);
        Put(json, "ItemsPointer", config.ItemsPointer);
        if (config.ManifestType == ManifestType.AthenaData)
            json["ManifestType"] = "ATHENA_DATA";
        if (config.LoadsAndFlattens)
            json["Transformation"] = "LOAD_AND_FLATTEN";
        config.MaxItems?.WriteTo(json, "MaxItems");
        return json;
    }

    static JsonObject Write(ItemBatcher batcher)
    {
        var json = new JsonObject();
        batcher.MaxItems?.WriteTo(json, "MaxItemsPerBatch");
        batcher.MaxInputBytes?.WriteTo(json, "MaxInputBytesPerBatch");
        PutTemplate(json, "BatchInput", batcher.BatchInput);
        return json;
    }

    static JsonObject Write(ResultWriter writer)
    {
        var json = new JsonObject();
        Put(json, "Resource", writer.Resource?.Arn);
        PutTemplate(json, "Parameters", writer.Parameters);
        var config = new JsonObject();
        Put(config, "Transformation", Name(writer.Transformation));
        if (writer.Format == ResultFormat.Jsonl)
            config["OutputType"] = "JSONL";
        if (config.Count > 0)
            json["WriterConfig"] = config;
        return json;
    }

    static string? Name(Enum? value) => value?.ToString().ToUpperInvariant();
}
