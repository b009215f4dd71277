using System.Text.Json;
using System.Text.Json.Nodes;
using Granary.Emulator.Messaging;
using Granary.Platform.Notices;
using Granary.States.Tasks;

namespace Granary.Emulator.EventBridge;

/// <summary>EventBridge putEvents: each entry is taken or refused by itself.</summary>
sealed class EventActions(INotices notices)
{
    const int MaxEntries = 10;

    public async Task<JsonObject> PutAsync(ServiceRequest request)
    {
        new Validation().Required("entries", request.Find("Entries")).Check();
        var entries = request.List("Entries")!;
        if (entries.Count == 0)
            throw LengthError("[]", "greater than or equal to 1");
        if (entries.Count > MaxEntries)
            throw LengthError(entries.ToJsonString(JsonSourceNode.Plain), $"less than or equal to {MaxEntries}");
        var results = new JsonArray();
        var failed = 0;
        foreach (var entry in entries)
        {
            var result = await PutOneAsync(
                new ServiceRequest(request.Call, entry as JsonObject ?? throw request.Invalid("Entries", "an ARRAY of JSON objects")));
            failed += result.ContainsKey("ErrorCode") ? 1 : 0;
            results.Add(result);
        }

        return new() { ["Entries"] = results, ["FailedEntryCount"] = failed };
    }

    /// <summary>What the integration of its own makes of an entry that was refused. The others were taken all the same.</summary>
    public static TaskFailedException? Failure(JsonObject result) =>
        result["FailedEntryCount"]!.GetValue<int>() > 0 ? new("EventBridge.FailedEntry", result.ToJsonString(JsonSourceNode.Plain)) : null;

    static ServiceException LengthError(string value, string bound) => ServiceException.Validation(
        $"1 validation error detected: Value '{value}' at 'entries' failed to satisfy constraint: Member must have length {bound}");

    async Task<JsonObject> PutOneAsync(ServiceRequest entry)
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
        await notices.SendAsync(
            new(
                NoticeKind.EventBus, MessageActions.NameIn(entry.Text("EventBusName") ?? "default"), id,
                entry.Members.ToJsonString(JsonSourceNode.Plain), null),
            default);
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
