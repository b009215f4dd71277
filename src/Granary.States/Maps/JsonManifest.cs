using System.Text.Json;
using Granary.States.Values;

namespace Granary.States.Maps;

/// <summary>The manifest of an S3 inventory: where its CSV files are and what their columns are called.</summary>
/// <remarks>Source: S3 user guide, "Locating your inventory list".</remarks>
sealed record JsonManifest(string Bucket, IReadOnlyList<string> Keys, IReadOnlyList<string> Columns)
{
    const string ArnPrefix = "arn:aws:s3:::";

    /// <exception cref="ItemsException">The text is no manifest of CSV files.</exception>
    public static JsonManifest Read(string text)
    {
        try
        {
            if (
                Data.Parse(text) is DataObject manifest
                && manifest.Find("files") is DataArray files
                && Text(manifest, "destinationBucket") is { } bucket
                && Text(manifest, "fileSchema") is { } schema
                && Text(manifest, "fileFormat") is "CSV")
            {
                return new(
                    bucket.StartsWith(ArnPrefix, StringComparison.Ordinal) ? bucket[ArnPrefix.Length..] : bucket,
                    [.. files.OfType<DataObject>().Select(f => Text(f, "key")).OfType<string>()],
                    schema.Split(',', StringSplitOptions.TrimEntries));
            }
        }
        catch (JsonException e)
        {
            throw new ItemsException($"The manifest is not valid JSON: {e.Message}");
        }

        throw new ItemsException(
            "The manifest is not that of an S3 inventory in CSV: it needs destinationBucket, files, fileSchema, and fileFormat CSV.");
    }

    static string? Text(DataObject o, string name) => (o.Find(name) as DataText)?.Value;
}
