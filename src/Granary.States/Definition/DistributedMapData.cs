using Granary.States.Expressions;
using Granary.States.Tasks;

namespace Granary.States.Definition;

/// <summary>Where a distributed map finds its items outside of the state's input.</summary>
/// <remarks>Source: Step Functions developer guide, "ItemReader (Map)".</remarks>
public sealed record ItemReader
{
    /// <summary><c>s3:getObject</c> for the items in one object, <c>s3:listObjectsV2</c> for the objects of a bucket.</summary>
    public required TaskResource Resource { get; init; }

    /// <summary>Bucket with Key (and VersionId), or Bucket with Prefix.</summary>
    public Template? Parameters { get; init; }

    public ReaderConfig Config { get; init; } = new();

    /// <summary>Whether the items are the objects of a bucket.</summary>
    public bool IsListing => Resource.Operation == "listObjectsV2";
}

/// <summary>How the items are written in an object.</summary>
public sealed record ReaderConfig
{
    /// <summary>Null where the resource or the manifest says enough.</summary>
    public InputType? InputType { get; init; }

    /// <summary>For CSV: the column names; null when the first row has them.</summary>
    public IReadOnlyList<string>? CsvHeaders { get; init; }

    /// <summary>For CSV.</summary>
    public CsvDelimiter CsvDelimiter { get; init; }

    /// <summary>For JSON: a JSON Pointer (RFC 6901) to the list, or the object, whose parts are the items.</summary>
    public string? ItemsPointer { get; init; }

    /// <summary>For manifests.</summary>
    public ManifestType ManifestType { get; init; }

    /// <summary>For listings: reads the objects, each in the form of <see cref="InputType"/>, and joins their items.</summary>
    public bool LoadsAndFlattens { get; init; }

    /// <summary>The most items; 0 or null for all.</summary>
    public Amount? MaxItems { get; init; }
}

/// <summary>The form of an object that holds items, under the service's names.</summary>
public enum InputType
{
    Csv,
    Json,

    /// <summary>A JSON value a line.</summary>
    Jsonl,

    /// <summary>A list of the objects that hold the items.</summary>
    Manifest,

    /// <summary>Recognised; nothing here reads it.</summary>
    Parquet,
}

/// <summary>Who wrote a manifest.</summary>
public enum ManifestType
{
    /// <summary>S3 Inventory; the items are the rows of its CSV files.</summary>
    S3Inventory,

    /// <summary>Athena's UNLOAD: an S3 URI a line; the items are those of the objects.</summary>
    AthenaData,
}

/// <summary>What stands between the fields of a CSV row, under the service's names.</summary>
public enum CsvDelimiter
{
    Comma,
    Pipe,
    Semicolon,
    Space,
    Tab,
}

/// <summary>Hands the items of a distributed map to its iterations in groups. At least one limit is set.</summary>
/// <remarks>Source: Step Functions developer guide, "ItemBatcher (Map)".</remarks>
public sealed record ItemBatcher
{
    /// <summary>More than zero.</summary>
    public Amount? MaxItems { get; init; }

    /// <summary>The most bytes of UTF-8 that an iteration's input may have. 1 to 262,144.</summary>
    public Amount? MaxInputBytes { get; init; }

    /// <summary>What every group is given besides its items.</summary>
    public Template? BatchInput { get; init; }
}

/// <summary>What becomes of the results of a distributed map.</summary>
/// <remarks>Source: Step Functions developer guide, "ResultWriter (Map)".</remarks>
public sealed record ResultWriter
{
    /// <summary><c>s3:putObject</c>; null when the results are the state's.</summary>
    public TaskResource? Resource { get; init; }

    /// <summary>Bucket and Prefix.</summary>
    public Template? Parameters { get; init; }

    /// <summary>
    /// Null for the usual: <see cref="ResultTransformation.None"/> where the results are written, else
    /// <see cref="ResultTransformation.Compact"/>.
    /// </summary>
    public ResultTransformation? Transformation { get; init; }

    public ResultFormat Format { get; init; }
}

public enum ResultTransformation
{
    /// <summary>Each result with all that is known of its execution.</summary>
    None,

    /// <summary>The outputs.</summary>
    Compact,

    /// <summary>The outputs; the items of those that are lists.</summary>
    Flatten,
}

/// <summary>Under the service's names.</summary>
public enum ResultFormat
{
    Json,

    /// <summary>A result a line.</summary>
    Jsonl,
}
