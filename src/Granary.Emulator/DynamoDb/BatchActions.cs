using System.Text.Json.Nodes;
using Granary.Platform.Items;

namespace Granary.Emulator.DynamoDb;

/// <summary>Several items at once: batchGetItem, batchWriteItem, transactGetItems, transactWriteItems.</summary>
/// <remarks>A batch is a row of single requests of which each stands for itself; a transaction happens as a whole or not at all.</remarks>
sealed class BatchActions(IItems items)
{
    const int MaxGets = 100;
    const int MaxWrites = 25;
    const int MaxInTransaction = 100;

    public async Task<JsonObject> GetAsync(ServiceRequest request)
    {
        var tables = Tables(request);
        if (tables.Sum(t => (t.Value?["Keys"] as JsonArray)?.Count ?? 0) > MaxGets)
            throw ServiceException.Validation("Too many items requested for the BatchGetItem call");
        var responses = new JsonObject();
        foreach (var (table, wanted) in tables)
        {
            if ((wanted as JsonObject)?["Keys"] is not JsonArray keys)
            {
                throw ServiceException.Validation(
                    $"1 validation error detected: Value null at 'requestItems.{table}.member.keys' failed to satisfy constraint: "
                    + "Member must not be null");
            }

            var gets = keys.Select(key => ItemRequests.Get(new(request.Call, Single(table, wanted.AsObject(), key)))).ToList();
            var found = await items.FindAllAsync([.. gets.Select(g => g.Key)], default);
            responses[table] = new JsonArray([
                .. found.Select((item, i) => item is null ? null : gets[i].Projection?.Of(item) ?? item).OfType<JsonObject>(),
            ]);
        }

        return new() { ["Responses"] = responses, ["UnprocessedKeys"] = new JsonObject() };
    }

    public async Task<JsonObject> WriteAsync(ServiceRequest request)
    {
        var writes = Tables(request)
            .SelectMany(t => (t.Value as JsonArray ?? []).Select(w => (Table: t.Key, Write: w as JsonObject)))
            .ToList();
        if (writes.Count > MaxWrites)
            throw ServiceException.Validation("Too many items requested for the BatchWriteItem call");
        await items.WriteAllAsync([.. writes.Select(w => Write(request, w.Table, w.Write))], default);
        return new() { ["UnprocessedItems"] = new JsonObject() };
    }

    public async Task<JsonObject> TransactGetAsync(ServiceRequest request)
    {
        var gets = Members(request).Select(m => ItemRequests.Get(new(request.Call, Only(m, "Get").Request))).ToList();
        var found = await items.FindAllAsync([.. gets.Select(g => g.Key)], default);
        return new() { ["Responses"] = new JsonArray([.. found.Select((item, i) => ItemActions.Answer(item, gets[i].Projection))]) };
    }

    public async Task<JsonObject> TransactWriteAsync(ServiceRequest request)
    {
        var members = Members(request).Select(m => Only(m, "Put", "Update", "Delete", "ConditionCheck")).ToList();
        await items.TransactAsync([.. members.Select(m => Write(m.Kind, new(request.Call, m.Request)))], default);
        return [];
    }

    static JsonObject Single(string table, JsonObject wanted, JsonNode? key)
    {
        var single = wanted.DeepClone().AsObject();
        single.Remove("Keys");
        (single["TableName"], single["Key"]) = (table, key?.DeepClone());
        return single;
    }

    static ItemWrite Write(ServiceRequest request, string table, JsonObject? write) =>
        (write?["PutRequest"], write?["DeleteRequest"]) switch
        {
            (JsonObject put, null) => ItemRequests
                .Put(new(request.Call, new() { ["TableName"] = table, ["Item"] = put["Item"]?.DeepClone() }))
                .Write,
            (null, JsonObject delete) => ItemRequests
                .Delete(new(request.Call, new() { ["TableName"] = table, ["Key"] = delete["Key"]?.DeepClone() }))
                .Write,
            _ => throw ServiceException.Validation(
                "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes"),
        };

    static ItemWrite Write(string kind, ServiceRequest request) => kind switch
    {
        "Put" => ItemRequests.Put(request).Write,
        "Update" => ItemRequests.Update(request).Write,
        "Delete" => ItemRequests.Delete(request).Write,
        _ => ItemRequests.Check(request),
    };

    static JsonObject Tables(ServiceRequest request)
    {
        new Validation().Required("requestItems", request.Find("RequestItems")).Check();
        var tables = request.Object("RequestItems")!;
        if (tables.Count > 0)
            return tables;
        throw ServiceException.Validation(
            "1 validation error detected: Value '{}' at 'requestItems' failed to satisfy constraint: "
            + "Member must have length greater than or equal to 1");
    }

    static List<JsonObject> Members(ServiceRequest request)
    {
        new Validation().Required("transactItems", request.Find("TransactItems")).Check();
        var members = request
            .List("TransactItems")!
            .Select(m => m as JsonObject ?? throw request.Invalid("TransactItems", "an ARRAY of JSON objects"))
            .ToList();
        if (members.Count <= MaxInTransaction)
            return members;
        throw ServiceException.Validation(
            "1 validation error detected at 'transactItems' failed to satisfy constraint: "
            + "Member must have length less than or equal to 100.");
    }

    static (string Kind, JsonObject Request) Only(JsonObject member, params ReadOnlySpan<string> kinds)
    {
        if (member is { Count: 1 } && member.First() is { Value: JsonObject request, Key: var kind } && kinds.Contains(kind))
            return (kind, request);
        throw ServiceException.Validation(
            $"TransactItems can only contain one of {(kinds.Length == 1 ? kinds[0] : "Check, Put, Update or Delete")}");
    }
}
