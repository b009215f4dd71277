using System.Text;
using Granary.States.Definition;
using Granary.States.Values;

namespace Granary.States.Maps;

/// <summary>Makes the output of a distributed map, and writes the files of a ResultWriter.</summary>
/// <remarks>Source: Step Functions developer guide, "ResultWriter (Map)".</remarks>
sealed class MapResults(ResultWriter? writer, IReadOnlyList<MapChild> children)
{
    readonly ResultTransformation _transformation =
        writer?.Transformation ?? (writer?.Resource is null ? ResultTransformation.Compact : ResultTransformation.None);

    /// <summary>The results as the state's own.</summary>
    public Data Output()
    {
        var results = children.SelectMany(Shown).ToArray();
        return writer?.Format == ResultFormat.Jsonl ? Lines(results) : new DataArray(results);
    }

    /// <summary>Writes a file for each way in which executions ended, and the manifest that names the files.</summary>
    /// <param name="target">Bucket and Prefix.</param>
    /// <returns>The state's output.</returns>
    /// <exception cref="ItemsException">A file cannot be written.</exception>
    public async ValueTask<DataObject> WriteAsync(
        ObjectStore store, string mapRunArn, DataObject target, CancellationToken cancellationToken)
    {
        var bucket = (target.Find("Bucket") as DataText)?.Value ?? throw new ItemsException("The ResultWriter names no Bucket.");
        var folder = FolderOf(target, mapRunArn[(mapRunArn.LastIndexOf(':') + 1)..]);
        var files = DataObject.Empty;
        foreach (var group in (string[])["FAILED", "PENDING", "SUCCEEDED"])
            files = files.With(group, await WriteGroupAsync(store, bucket, folder, group, cancellationToken));
        var manifest = DataObject.Of(("DestinationBucket", bucket), ("MapRunArn", mapRunArn), ("ResultFiles", files));
        await store.PutAsync(bucket, $"{folder}/manifest.json", manifest.ToString(), cancellationToken);
        return DataObject.Of(
            ("MapRunArn", mapRunArn), ("ResultWriterDetails", DataObject.Of(("Bucket", bucket), ("Key", $"{folder}/manifest.json"))));
    }

    async ValueTask<DataArray> WriteGroupAsync(
        ObjectStore store, string bucket, string folder, string group, CancellationToken cancellationToken)
    {
        var results = children.Where(c => GroupOf(c) == group).SelectMany(Shown).ToArray();
        if (results.Length == 0)
            return DataArray.Empty;
        var isLines = writer!.Format == ResultFormat.Jsonl;
        var text = isLines ? Lines(results) : new DataArray(results).ToString();
        var key = $"{folder}/{group}_0.{(isLines ? "jsonl" : "json")}";
        await store.PutAsync(bucket, key, text, cancellationToken);
        return [DataObject.Of(("Key", key), ("Size", Encoding.UTF8.GetByteCount(text)))];
    }

    /// <summary>One that has no output is shown whole, whatever was asked for.</summary>
    IEnumerable<Data> Shown(MapChild child) => (_transformation, child.Output) switch
    {
        (ResultTransformation.None, _) or (_, null) => [child.Describe()],
        (ResultTransformation.Flatten, DataArray list) => list,
        (_, { } output) => [output],
    };

    static string GroupOf(MapChild child) => child.Status.IsFailure() ? "FAILED" : child.Status.Text();

    static string FolderOf(DataObject target, string mapRun) =>
        target.Find("Prefix") is DataText { Value.Length: > 0 } prefix ? $"{prefix.Value.TrimEnd('/')}/{mapRun}" : mapRun;

    static string Lines(IEnumerable<Data> results) => string.Join('\n', results.Select(r => r.ToString()));
}
