using System.Text.Json.Nodes;
using Granary.Emulator.Items;
using Granary.Emulator.Items.Expressions;

namespace Granary.Emulator.DynamoDb;

/// <summary>getItem, putItem, updateItem and deleteItem.</summary>
/// <remarks>Source: DynamoDB API reference. The older parameters (Expected, AttributeUpdates, AttributesToGet, …) are refused.</remarks>
sealed class ItemActions(IItemStore items)
{
    public const string ConditionFailed = "ConditionalCheckFailedException";

    static readonly string[] Older =
    [
        "Expected", "AttributeUpdates", "AttributesToGet", "ConditionalOperator", "KeyConditions", "QueryFilter", "ScanFilter",
    ];

    public JsonObject Get(ServiceRequest request)
    {
        var name = ItemRequests.TableName(request, "Key");
        RefuseOlder(request);
        var placeholders = new Placeholders(request, request.Has("ProjectionExpression"));
        var projection = request.Text("ProjectionExpression") is { } text ? Projection.Parse(text, placeholders) : null;
        placeholders.CheckAllUsed();
        var written = request.Object("Key")!;
        var table = items.TableOf(name, Names(written));
        var key = ItemRequests.Key(table, written);
        return items.Find(table, table.KeyTextOf(key)) is { } item ? new() { ["Item"] = projection?.Of(item) ?? item } : [];
    }

    public JsonObject Put(ServiceRequest request)
    {
        var name = ItemRequests.TableName(request, "Item");
        RefuseOlder(request);
        var returns = Returns(request, "NONE", "ALL_OLD");
        var placeholders = new Placeholders(request, request.Has("ConditionExpression"));
        var condition = ConditionOf(request, placeholders);
        placeholders.CheckAllUsed();
        var written = request.Object("Item")!;
        var table = items.TableOf(name).KeyedBy(written);
        var item = ItemRequests.Item(table, written);
        return Change(table, table.KeyTextOf(item), condition, _ => item, (old, _) => returns == "ALL_OLD" ? old : null);
    }

    public JsonObject Delete(ServiceRequest request)
    {
        var name = ItemRequests.TableName(request, "Key");
        RefuseOlder(request);
        var returns = Returns(request, "NONE", "ALL_OLD");
        var placeholders = new Placeholders(request, request.Has("ConditionExpression"));
        var condition = ConditionOf(request, placeholders);
        placeholders.CheckAllUsed();
        var written = request.Object("Key")!;
        var table = items.TableOf(name, Names(written));
        var key = ItemRequests.Key(table, written);
        return Change(table, table.KeyTextOf(key), condition, _ => null, (old, _) => returns == "ALL_OLD" ? old : null);
    }

    public JsonObject Update(ServiceRequest request)
    {
        var name = ItemRequests.TableName(request, "Key");
        RefuseOlder(request);
        var returns = Returns(request, "NONE", "ALL_OLD", "ALL_NEW", "UPDATED_OLD", "UPDATED_NEW");
        var placeholders = new Placeholders(request, request.Has("ConditionExpression") || request.Has("UpdateExpression"));
        var update = request.Text("UpdateExpression") is { } text ? UpdateParser.Parse(text, placeholders) : new([]);
        var condition = ConditionOf(request, placeholders);
        placeholders.CheckAllUsed();
        var written = request.Object("Key")!;
        var table = items.TableOf(name, Names(written));
        var key = ItemRequests.Key(table, written);
        CheckLeavesKey(table, update);
        return Change(table, table.KeyTextOf(key), condition, old => update.ApplyTo(old ?? key), (old, changed) => returns switch
        {
            "ALL_OLD" => old,
            "ALL_NEW" => changed,
            "UPDATED_OLD" => old is null ? null : Updated(update, old),
            "UPDATED_NEW" => Updated(update, changed!),
            _ => null,
        });
    }

    /// <summary>A transaction's ConditionCheck.</summary>
    public void Check(ServiceRequest request)
    {
        var name = ItemRequests.TableName(request, "Key", "ConditionExpression");
        var placeholders = new Placeholders(request, hasExpression: true);
        var condition = ConditionOf(request, placeholders)!;
        placeholders.CheckAllUsed();
        var written = request.Object("Key")!;
        var table = items.TableOf(name, Names(written));
        if (!condition.HoldsFor(items.Find(table, table.KeyTextOf(ItemRequests.Key(table, written))) ?? []))
            throw ServiceException.Named(ConditionFailed, "The conditional request failed");
    }

    static void CheckLeavesKey(ItemTable table, UpdateExpression update)
    {
        if (update.Actions.FirstOrDefault(a => table.Key.Contains(a.Path.Attribute)) is { } action)
            throw ServiceException.Validation($"One or more parameter values were invalid: Cannot update attribute {action.Path.Attribute}. This attribute is part of the key");
    }

    static Condition? ConditionOf(ServiceRequest request, Placeholders placeholders) =>
        request.Text("ConditionExpression") is { } text ? ConditionParser.Parse("ConditionExpression", text, placeholders) : null;

    static string[] Names(JsonObject key) => [.. key.Select(m => m.Key)];

    static void RefuseOlder(ServiceRequest request)
    {
        if (Older.FirstOrDefault(request.Has) is { } name)
            throw ServiceException.Validation($"{name} is an older parameter that is not supported here; use an expression");
    }

    static string Returns(ServiceRequest request, params string[] known)
    {
        var returns = request.Text("ReturnValues") ?? "NONE";
        new Validation().OneOf("returnValues", returns, "ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW").Check();
        return known.Contains(returns) ? returns : throw ServiceException.Validation("Return values set to invalid value");
    }

    static JsonObject? Updated(UpdateExpression update, JsonObject item) =>
        new Projection([.. update.Actions.Select(a => a.Path)]).Of(item) is { Count: > 0 } parts ? parts : null;

    /// <param name="next">What stands in the item's place afterwards; null for nothing.</param>
    /// <param name="returned">What the request wants to see; null for nothing.</param>
    JsonObject Change(
        ItemTable table, string key, Condition? condition, Func<JsonObject?, JsonObject?> next,
        Func<JsonObject?, JsonObject?, JsonObject?> returned)
    {
        var result = new JsonObject();
        items.Atomically(() =>
        {
            var old = items.Find(table, key);
            if (condition is not null && !condition.HoldsFor(old ?? []))
                throw ServiceException.Named(ConditionFailed, "The conditional request failed");
            var changed = next(old);
            if (changed is null)
                items.Remove(table, key);
            else
                items.Put(table, key, changed);
            if (returned(old, changed) is { } attributes)
                result["Attributes"] = attributes.DeepClone();
        });
        return result;
    }
}
