using Granary.Model;
using Granary.States.Definition;
using Granary.States.Tasks;

namespace Granary.States.Reading;

/// <summary>Reads where the items of a distributed map come from and where its results go.</summary>
/// <remarks>Source: Step Functions developer guide, "ItemReader (Map)", "ItemBatcher (Map)", "ResultWriter (Map)".</remarks>
sealed class MapDataReader(Fields map)
{
    const string GetObject = "arn:aws:states:::s3:getObject";
    const string ListObjects = "arn:aws:states:::s3:listObjectsV2";
    const string PutObject = "arn:aws:states:::s3:putObject";
    const long MostItems = 100_000_000;
    const long MostBytes = 262_144;

    static readonly Dictionary<string, InputType> InputTypes = Names<InputType>();

    static readonly Dictionary<string, CsvDelimiter> Delimiters = Names<CsvDelimiter>();

    static readonly Dictionary<string, ManifestType> ManifestTypes = new()
    {
        ["S3_INVENTORY"] = ManifestType.S3Inventory,
        ["ATHENA_DATA"] = ManifestType.AthenaData,
    };

    static readonly Dictionary<string, ResultTransformation> Transformations = Names<ResultTransformation>();

    static readonly Dictionary<string, ResultFormat> Formats = Names<ResultFormat>();

    static readonly Dictionary<string, bool> Loading = new() { ["NONE"] = false, ["LOAD_AND_FLATTEN"] = true };

    public ItemReader? Reader()
    {
        if (map.ObjectAt("ItemReader", $"'ItemReader' of {map.Owner}") is not { } fields)
            return null;
        fields.Require("Resource");
        var resource = ResourceAt(fields, GetObject, ListObjects);
        var config = fields.ObjectAt("ReaderConfig", $"'ReaderConfig' of {map.Owner}");
        if (config is null && resource?.Arn == GetObject)
            fields.Require("ReaderConfig");
        var reader = new ItemReader
        {
            Resource = resource ?? GetObject,
            Parameters = fields.ObjectTemplateAt("Parameters"),
            Config = config is null ? new() : ReadConfig(config, resource?.Arn == ListObjects),
        };
        fields.Finish();
        return reader;
    }

    public ItemBatcher? Batcher()
    {
        if (map.ObjectAt("ItemBatcher", $"'ItemBatcher' of {map.Owner}") is not { } fields)
            return null;
        var batcher = new ItemBatcher
        {
            MaxItems = AmountReader.Read(fields, "MaxItemsPerBatch", 1),
            MaxInputBytes = AmountReader.Read(fields, "MaxInputBytesPerBatch", 1, MostBytes),
            BatchInput = fields.ObjectTemplateAt("BatchInput"),
        };
        string[] limits = ["MaxItemsPerBatch", "MaxItemsPerBatchPath", "MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath"];
        if (!limits.Any(fields.Has))
        {
            fields.Report.Add(
                new(
                    "GR2002", ProblemKind.Usage,
                    $"{fields.Subject} does not say how large a batch is.", "Add MaxItemsPerBatch or MaxInputBytesPerBatch.",
                    fields.Source.Where),
                fields.Path);
        }

        fields.Finish();
        return batcher;
    }

    public ResultWriter? Writer()
    {
        if (map.ObjectAt("ResultWriter", $"'ResultWriter' of {map.Owner}") is not { } fields)
            return null;
        var config = fields.ObjectAt("WriterConfig", $"'WriterConfig' of {map.Owner}");
        if (fields.Has("Parameters") || config is null)
            fields.Require("Resource");
        if (fields.Has("Resource"))
            fields.Require("Parameters");
        var writer = new ResultWriter
        {
            Resource = ResourceAt(fields, PutObject),
            Parameters = fields.ObjectTemplateAt("Parameters"),
            Transformation = config?.OneOf("Transformation", Transformations),
            Format = config?.OneOf("OutputType", Formats) ?? ResultFormat.Json,
        };
        config?.Finish();
        fields.Finish();
        return writer;
    }

    static ReaderConfig ReadConfig(Fields fields, bool isListing)
    {
        var type = fields.OneOf("InputType", InputTypes);
        var manifest = fields.OneOf("ManifestType", ManifestTypes);
        var loads = fields.OneOf("Transformation", Loading) ?? false;
        if (loads || (!isListing && manifest is null))
            fields.Require("InputType");
        if (manifest is not null && type is InputType.Manifest)
            manifest = null; // said twice
        var config = new ReaderConfig
        {
            InputType = manifest == ManifestType.S3Inventory ? InputType.Manifest : type,
            ManifestType = manifest ?? ManifestType.S3Inventory,
            CsvHeaders = HeadersAt(fields, type),
            CsvDelimiter = fields.OneOf("CSVDelimiter", Delimiters) ?? CsvDelimiter.Comma,
            ItemsPointer = PointerAt(fields),
            LoadsAndFlattens = loads,
            MaxItems = AmountReader.Read(fields, "MaxItems", 0, MostItems),
        };
        if (type == InputType.Parquet)
        {
            fields.Report.Add(
                new(
                    "GR2062", ProblemKind.Usage,
                    $"{fields.Subject} reads Parquet, which does not run here.", "Run it with CSV or JSON Lines.",
                    fields.Find("InputType")!.Value.Where, ProblemSeverity.Warning),
                fields.PathOf("InputType"));
        }

        fields.Finish();
        return config;
    }

    static IReadOnlyList<string>? HeadersAt(Fields fields, InputType? type)
    {
        var location = fields.OneOf("CSVHeaderLocation", new Dictionary<string, bool> { ["FIRST_ROW"] = false, ["GIVEN"] = true });
        if (type == InputType.Csv && !fields.Has("CSVHeaderLocation"))
            fields.Require("CSVHeaderLocation");
        if (location == true)
            fields.Require("CSVHeaders");
        var headers = fields.Texts("CSVHeaders");
        return location == true ? headers : null;
    }

    static string? PointerAt(Fields fields)
    {
        if (fields.Text("ItemsPointer") is not { } pointer || pointer.Length == 0 || pointer[0] == '/')
            return fields.Text("ItemsPointer");
        fields.Refuse(
            "GR2005", $"ItemsPointer of {fields.Owner} is '{pointer}'; a JSON Pointer begins with a slash.",
            fields.Find("ItemsPointer")!.Value, "ItemsPointer");
        return null;
    }

    static TaskResource? ResourceAt(Fields fields, params string[] known)
    {
        if (fields.Text("Resource") is not { } arn)
            return null;
        if (known.Contains(arn))
            return arn;
        fields.Refuse(
            "GR2015", $"The Resource of {fields.Owner} cannot be used: there are {string.Join(", ", known)}.",
            fields.Find("Resource")!.Value, "Resource", Suggestion.For(arn, known),
            $"The resource provided {arn} is not recognized. The value is not a valid resource ARN, or the resource is not available in "
                + "this region."
        );
        return null;
    }

    static Dictionary<string, T> Names<T>()
        where T : struct, Enum => Enum.GetValues<T>().ToDictionary(v => v.ToString().ToUpperInvariant());
}
