using System.Globalization;
using Granary.States.Definition;
using Granary.States.Values;

namespace Granary.States.Maps;

/// <summary>Reads the items that an ItemReader names.</summary>
/// <param name="parameters">Evaluated.</param>
/// <param name="most">The most items.</param>
sealed class ItemReading(ItemReader reader, DataObject parameters, long most, ObjectStore store)
{
    readonly ReaderConfig _config = reader.Config;

    /// <exception cref="ItemsException">The items cannot be had.</exception>
    public async ValueTask<MapItems> ReadAsync(CancellationToken cancellationToken)
    {
        var bucket = $"S3://{Text(parameters, "Bucket")}";
        if (!reader.IsListing)
        {
            var source = $"{bucket}/{Text(parameters, "Key")}";
            return (await ReadObjectAsync(parameters, source, cancellationToken)).Take(most);
        }

        var objects = await ListAsync(cancellationToken);
        if (!_config.LoadsAndFlattens)
            return new MapItems([.. objects.Select(Shown)], null, bucket).Take(most);
        var keys = objects.Select(o => Text(o, "Key")).Where(k => !k.EndsWith('/')); // a folder's marker holds no items
        return await JoinAsync(keys.Select(k => (Text(parameters, "Bucket"), k)), bucket, cancellationToken);
    }

    async ValueTask<MapItems> ReadObjectAsync(Data parameters, string source, CancellationToken cancellationToken)
    {
        var text = await store.GetAsync(parameters, cancellationToken);
        if (_config.InputType == InputType.Manifest)
            return await ReadInventoryAsync(JsonManifest.Read(text), source, cancellationToken);
        return _config.ManifestType == ManifestType.AthenaData
            ? await JoinAsync(AthenaObjects(text), source, cancellationToken)
            : Parse(text, source);
    }

    MapItems Parse(string text, string source) => _config.InputType switch
    {
        InputType.Csv => new([.. Limited(new CsvItems(text, _config.CsvDelimiter).Read(_config.CsvHeaders))], null, source),
        InputType.Jsonl => new([.. Limited(JsonItems.ReadLines(text))], null, source),
        InputType.Json => JsonItems.Read(text, _config.ItemsPointer, source),
        _ => throw new ItemsException($"Nothing here reads {_config.InputType?.ToString().ToUpperInvariant()}."),
    };

    async ValueTask<MapItems> ReadInventoryAsync(JsonManifest manifest, string source, CancellationToken cancellationToken)
    {
        var items = new List<Data>();
        foreach (var key in manifest.Keys)
        {
            if (items.Count >= most)
                break;
            var text = await store.GetAsync(DataObject.Of(("Bucket", manifest.Bucket), ("Key", key)), cancellationToken);
            items.AddRange(Limited(new CsvItems(text, CsvDelimiter.Comma).Read(manifest.Columns)));
        }

        return new MapItems(items, null, source);
    }

    /// <summary>The items of several objects, one object after the other.</summary>
    async ValueTask<MapItems> JoinAsync(
        IEnumerable<(string Bucket, string Key)> objects, string source, CancellationToken cancellationToken)
    {
        var items = new List<Data>();
        foreach (var (bucket, key) in objects)
        {
            if (items.Count >= most)
                break;
            var text = await store.GetAsync(DataObject.Of(("Bucket", bucket), ("Key", key)), cancellationToken);
            items.AddRange(Parse(text, source).Values);
        }

        return new MapItems(items, null, source).Take(most);
    }

    async ValueTask<List<DataObject>> ListAsync(CancellationToken cancellationToken)
    {
        var objects = new List<DataObject>();
        var page = parameters;
        while (true)
        {
            var answer = await store.ListAsync(page, cancellationToken);
            if (answer.Find("Contents") is DataArray contents)
                objects.AddRange(contents.OfType<DataObject>());
            if (
                answer.Find("IsTruncated") is not DataBoolean { Value: true }
                || answer.Find("NextContinuationToken") is not { } token
                || objects.Count >= most)
                return objects;
            page = parameters.With("ContinuationToken", token);
        }
    }

    IEnumerable<Data> Limited(IEnumerable<Data> items) => items.Take((int)Math.Min(most, int.MaxValue));

    /// <summary>An object of a listing as the service hands it to iterations.</summary>
    static DataObject Shown(DataObject listed) => DataObject.Of(
        ("Etag", listed.Find("ETag") ?? Data.Null),
        ("Key", listed.Find("Key") ?? Data.Null),
        ("LastModified", Seconds(listed.Find("LastModified"))),
        ("Size", listed.Find("Size") ?? Data.Null),
        ("StorageClass", listed.Find("StorageClass") ?? "STANDARD"));

    static Data Seconds(Data? time) =>
        time is DataText t && DateTimeOffset.TryParse(t.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment.ToUnixTimeSeconds()
            : time ?? Data.Null;

    static IEnumerable<(string Bucket, string Key)> AthenaObjects(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line =>
                line.Split('/', 4) is ["s3:", "", var bucket, var key]
                    ? (bucket, key)
                    : throw new ItemsException($"The manifest holds '{line}', which is no S3 URI."));

    static string Text(DataObject o, string name) => o.Find(name) is DataText t ? t.Value : "";
}
