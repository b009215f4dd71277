using System.Text.Json;
using System.Text.Json.Nodes;
using Granary.States.Tasks;

namespace Granary.Emulator;

/// <summary>EventBridge putEvents: each entry is taken or refused by itself.</summary>
sealed class EventActions(IMessages messages)
{
    const int MostEntries = 10;

    public JsonObject Put(ServiceRequest request)
    {
        new Validation().Required("entries", request.Find("Entries")).Check();
        var entries = request.List("Entries")!;
        if (entries.Count == 0)
            throw ServiceException.Validation("1 validation error detected: Value '[]' at 'entries' failed to satisfy constraint: Member must have length greater than or equal to 1");
        if (entries.Count > MostEntries)
            throw ServiceException.Validation($"1 validation error detected: Value '{entries.ToJsonString(JsonSourceNode.Plain)}' at 'entries' failed to satisfy constraint: Member must have length less than or equal to {MostEntries}");
        var results = new JsonArray();
        var failed = 0;
        foreach (var entry in entries)
        {
            var result = PutOne(
                new ServiceRequest(request.Call, entry as JsonObject ?? throw request.Invalid("Entries", "an ARRAY of JSON objects")));
            failed += result.ContainsKey("ErrorCode") ? 1 : 0;
            results.Add(result);
        }

        return new() { ["Entries"] = results, ["FailedEntryCount"] = failed };
    }

    /// <summary>What the integration of its own makes of an entry that was refused. The others were taken all the same.</summary>
    public static TaskFailedException? Failure(JsonObject result) =>
        result["FailedEntryCount"]!.GetValue<int>() > 0 ? new("EventBridge.FailedEntry", result.ToJsonString(JsonSourceNode.Plain)) : null;

    JsonObject PutOne(ServiceRequest entry)
    {
        foreach (var name in (string[])["Source", "DetailType", "Detail"])
        {
            if (entry.TextOrJson(name) is not { Length: > 0 })
                return Refused("InvalidArgument", $"Parameter {name} is not valid. Reason: {name} is a required argument.");
        }

        if (entry.Text("Source")!.StartsWith("aws.", StringComparison.Ordinal))
            return Refused("NotAuthorizedForSourceException", "Not authorized for the source.");
        if (!IsObject(entry.TextOrJson("Detail")!))
            return Refused("MalformedDetail", "Detail is malformed.");
        var id = Guid.NewGuid().ToString();
        messages.Add(
            new(
                "events", MessageActions.NameIn(entry.Text("EventBusName") ?? "default"), id,
                entry.Members.ToJsonString(JsonSourceNode.Plain), null));
        return new() { ["EventId"] = id };
    }

    static JsonObject Refused(string code, string message) => new() { ["ErrorCode"] = code, ["ErrorMessage"] = message };

    static bool IsObject(string detail)
    {
        try
        {
            return JsonNode.Parse(detail) is JsonObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
