using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Granary.Platform.Items;
using Granary.Platform.Stacks;

namespace Granary.Emulator.Pipes;

/// <summary>A change of an item as the record of a DynamoDB stream. Documented: DynamoDB Streams API, Record.</summary>
public static class StreamRecord
{
    public static JsonObject Of(ItemChange change, StreamView view, string region)
    {
        var data = new JsonObject
        {
            ["ApproximateCreationDateTime"] = change.At.ToUnixTimeSeconds(),
            ["Keys"] = change.Keys.DeepClone(),
        };
        if (change.NewImage is not null && view is (StreamView.NewImage or StreamView.NewAndOldImages))
            data["NewImage"] = change.NewImage?.DeepClone();
        if (change.OldImage is not null && view is (StreamView.OldImage or StreamView.NewAndOldImages))
            data["OldImage"] = change.OldImage?.DeepClone();
        data["SequenceNumber"] = change.Sequence.ToString("D21", CultureInfo.InvariantCulture);
        data["SizeBytes"] = Encoding.UTF8.GetByteCount(data.ToJsonString());
        data["StreamViewType"] = view switch
        {
            StreamView.KeysOnly => "KEYS_ONLY",
            StreamView.NewImage => "NEW_IMAGE",
            StreamView.OldImage => "OLD_IMAGE",
            _ => "NEW_AND_OLD_IMAGES",
        };
        return new()
        {
            ["eventID"] = change.Sequence.ToString("x32", CultureInfo.InvariantCulture),
            ["eventName"] = change.Kind.ToString().ToUpperInvariant(),
            ["eventVersion"] = "1.1",
            ["eventSource"] = "aws:dynamodb",
            ["awsRegion"] = region,
            ["dynamodb"] = data,
            ["eventSourceARN"] = $"arn:aws:dynamodb:{region}:000000000000:table/{change.Table}/stream/2026-01-01T00:00:00.000",
        };
    }
}
