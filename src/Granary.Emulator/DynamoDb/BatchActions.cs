using System.Text.Json.Nodes;
using Granary.Emulator.Items;

namespace Granary.Emulator.DynamoDb;

/// <summary>Several items at once: batchGetItem, batchWriteItem, transactGetItems, transactWriteItems.</summary>
/// <remarks>A batch is a row of single requests of which each stands for itself; a transaction happens as a whole or not at all.</remarks>
sealed class BatchActions(IItemStore items, ItemActions single)
{
    const int MostGets = 100;
    const int MostWrites = 25;
    const int MostInTransaction = 100;

    public JsonObject Get(ServiceRequest request)
    {
        var tables = Tables(request);
        if (tables.Sum(t => (t.Value?["Keys"] as JsonArray)?.Count ?? 0) > MostGets)
            throw ServiceException.Validation("Too many items requested for the BatchGetItem call");
        var responses = new JsonObject();
        foreach (var (table, wanted) in tables)
        {
            var found = new JsonArray();
            foreach (var key in (wanted as JsonObject)?["Keys"] as JsonArray ?? throw ServiceException.Validation($"1 validation error detected: Value null at 'requestItems.{table}.member.keys' failed to satisfy constraint: Member must not be null"))
            {
                var one = wanted!.DeepClone().AsObject();
                one.Remove("Keys");
                (one["TableName"], one["Key"]) = (table, key?.DeepClone());
                if (single.Get(new(request.Call, one))["Item"] is { } item)
                    found.Add(item.DeepClone());
            }

            responses[table] = found;
        }

        return new() { ["Responses"] = responses, ["UnprocessedKeys"] = new JsonObject() };
    }

    public JsonObject Write(ServiceRequest request)
    {
        var tables = Tables(request);
        var writes = tables.SelectMany(t => (t.Value as JsonArray ?? []).Select(w => (Table: t.Key, Write: w as JsonObject))).ToList();
        if (writes.Count > MostWrites)
            throw ServiceException.Validation("Too many items requested for the BatchWriteItem call");
        items.Atomically(() =>
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (table, write) in writes)
                WriteOne(request, table, write, seen);
        });
        return new() { ["UnprocessedItems"] = new JsonObject() };
    }

    public JsonObject TransactGet(ServiceRequest request) => new()
    {
        ["Responses"] = new JsonArray([.. Members(request).Select(m => (JsonNode)single.Get(new(request.Call, Only(m, "Get").Request)))]),
    };

    public JsonObject TransactWrite(ServiceRequest request)
    {
        var members = Members(request).Select(m => Only(m, "Put", "Update", "Delete", "ConditionCheck")).ToList();
        items.Atomically(() =>
        {
            var reasons = new List<string>();
            foreach (var (kind, member) in members)
                reasons.Add(TryWrite(kind, new(request.Call, member)));
            if (reasons.Exists(r => r != "None"))
                throw ServiceException.Named(
                    "TransactionCanceledException",
                    $"Transaction cancelled, please refer cancellation reasons for specific reasons [{string.Join(", ", reasons)}]");
        });
        return [];
    }

    void WriteOne(ServiceRequest request, string table, JsonObject? write, HashSet<string> seen)
    {
        var (isPut, part) = (write?["PutRequest"], write?["DeleteRequest"]) switch
        {
            (JsonObject put, null) => (true, new JsonObject { ["TableName"] = table, ["Item"] = put["Item"]?.DeepClone() }),
            (null, JsonObject delete) => (false, new JsonObject { ["TableName"] = table, ["Key"] = delete["Key"]?.DeepClone() }),
            _ => throw ServiceException.Validation(
                "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes"),
        };
        var one = new ServiceRequest(request.Call, part);
        _ = isPut ? single.Put(one) : single.Delete(one);
        var named = items.TableOf(table);
        var key = one.Object(isPut ? "Item" : "Key")!;
        if (!seen.Add($"{table}/{named.KeyedBy(key).KeyTextOf(AttributeValue.ReadAll(key))}"))
            throw ServiceException.Validation("Provided list of item keys contains duplicates");
    }

    string TryWrite(string kind, ServiceRequest request)
    {
        try
        {
            switch (kind)
            {
                case "Put":
                    single.Put(request);
                    break;
                case "Update":
                    single.Update(request);
                    break;
                case "Delete":
                    single.Delete(request);
                    break;
                default:
                    single.Check(request);
                    break;
            }

            return "None";
        }
        catch (ServiceException e) when (e.Code == ItemActions.ConditionFailed)
        {
            return "ConditionalCheckFailed";
        }
    }

    static JsonObject Tables(ServiceRequest request)
    {
        new Validation().Required("requestItems", request.Find("RequestItems")).Check();
        var tables = request.Object("RequestItems")!;
        return tables.Count > 0 ? tables
            : throw ServiceException.Validation("1 validation error detected: Value '{}' at 'requestItems' failed to satisfy constraint: Member must have length greater than or equal to 1");
    }

    static List<JsonObject> Members(ServiceRequest request)
    {
        new Validation().Required("transactItems", request.Find("TransactItems")).Check();
        var members = request
            .List("TransactItems")!
            .Select(m => m as JsonObject ?? throw request.Mistaken("TransactItems", "an ARRAY of JSON objects"))
            .ToList();
        if (members.Count > MostInTransaction)
            throw ServiceException.Validation("1 validation error detected at 'transactItems' failed to satisfy constraint: Member must have length less than or equal to 100.");
        return members;
    }

    static (string Kind, JsonObject Request) Only(JsonObject member, params ReadOnlySpan<string> kinds)
    {
        if (member is { Count: 1 } && member.First() is { Value: JsonObject request, Key: var kind } && kinds.Contains(kind))
            return (kind, request);
        throw ServiceException.Validation(
            $"TransactItems can only contain one of {(kinds.Length == 1 ? kinds[0] : "Check, Put, Update or Delete")}");
    }
}
