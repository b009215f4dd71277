using System.Text.Json.Nodes;
using Granary.Emulator.Items;
using Granary.Emulator.Items.Expressions;

namespace Granary.Emulator.DynamoDb;

/// <summary>query and scan.</summary>
sealed class QueryActions(IItemStore items)
{
    public JsonObject Query(ServiceRequest request)
    {
        var name = ItemRequests.TableName(request);
        if (request.Text("KeyConditionExpression") is not { } text)
            throw ServiceException.Validation(
                "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
        var placeholders = new Placeholders(request, hasExpression: true);
        var condition = KeyCondition.Of(ConditionParser.Parse("KeyConditionExpression", text, placeholders));
        var filter = request.Text("FilterExpression") is { } f ? ConditionParser.Parse("FilterExpression", f, placeholders) : null;
        var projection = request.Text("ProjectionExpression") is { } p ? Projection.Parse(p, placeholders) : null;
        placeholders.CheckAllUsed();
        var table = TableOf(request, name, condition.Names);
        var sort = Check(table, condition, request.Text("IndexName"));
        if (
            filter is not null
            && request.Text("IndexName") is null
            && table.Key.FirstOrDefault(k => ReadsOf(filter).Contains(k)) is { } key)
            throw ServiceException.Validation(
                $"Filter Expression can only contain non-primary key attributes: Primary key attribute: {key}");

        var found = items.All(table).Where(condition.HoldsFor);
        found = sort is null ? found : found.OrderBy(i => i[sort]!, Comparer<JsonNode>.Create((a, b) => AttributeValue.Compare(a, b) ?? 0));
        return Page(request, table, request.Truth("ScanIndexForward") == false ? found.Reverse() : found, filter, projection);
    }

    public JsonObject Scan(ServiceRequest request)
    {
        var name = ItemRequests.TableName(request);
        var placeholders = new Placeholders(request, request.Has("FilterExpression") || request.Has("ProjectionExpression"));
        var filter = request.Text("FilterExpression") is { } f ? ConditionParser.Parse("FilterExpression", f, placeholders) : null;
        var projection = request.Text("ProjectionExpression") is { } p ? Projection.Parse(p, placeholders) : null;
        placeholders.CheckAllUsed();
        var table = TableOf(request, name, null);
        return Page(request, table, items.All(table), filter, projection);
    }

    ItemTable TableOf(ServiceRequest request, string name, IReadOnlyList<string>? key)
    {
        var index = request.Text("IndexName");
        var table = items.TableOf(name, index is null ? key : null);
        return index is null || table.HasAnyIndex
            ? table
            : throw ServiceException.Validation($"The table does not have the specified index: {index}");
    }

    /// <returns>The sort key, where there is one.</returns>
    static string? Check(ItemTable table, KeyCondition condition, string? index)
    {
        if (index is not null)
            return condition.Names.ElementAtOrDefault(1);
        if (!condition.EqualNames.Contains(table.Key[0]))
            throw ServiceException.Validation(
                condition.Names.Contains(table.Key[0])
                    ? "Query key condition not supported"
                    : $"Query condition missed key schema element: {table.Key[0]}");
        if (condition.Names.FirstOrDefault(n => !table.Key.Contains(n)) is { } other)
            throw ServiceException.Validation(
                table.Key.Count > 1
                    ? $"Query condition missed key schema element: {table.Key[1]}"
                    : $"Query key condition not supported; {other} is no key attribute");
        return table.Key.ElementAtOrDefault(1);
    }

    static JsonObject Page(
        ServiceRequest request, ItemTable table, IEnumerable<JsonObject> found, Condition? filter, Projection? projection)
    {
        var limit = request.Whole("Limit");
        new Validation().Range("limit", limit, 1, int.MaxValue).Check();
        var select = request.Text("Select");
        var start = request.Object("ExclusiveStartKey") is { } s ? AttributeValue.ReadAll(s) : null;
        if (start is not null)
            found = found.SkipWhile(i => !Matches(i, start)).Skip(1);
        var scanned = limit is { } most ? found.Take(most + 1).ToList() : [.. found];
        var isCut = limit is not null && scanned.Count > limit;
        if (isCut)
            scanned.RemoveAt(scanned.Count - 1);
        var kept = scanned.Where(i => filter?.HoldsFor(i) ?? true).ToList();
        var page = new JsonObject { ["Count"] = kept.Count };
        if (select != "COUNT")
            page["Items"] = new JsonArray([.. kept.Select(i => projection?.Of(i) ?? i)]);
        if (isCut)
            page["LastEvaluatedKey"] = table.KeyedBy(scanned[^1]).KeyOf(scanned[^1]);
        page["ScannedCount"] = scanned.Count;
        return page;
    }

    static bool Matches(JsonObject item, JsonObject key) =>
        key.All(k => item[k.Key] is { } value && AttributeValue.AreEqual(value, k.Value!));

    static IEnumerable<string> ReadsOf(Condition condition) => condition switch
    {
        Condition.Compare c => ReadsOf(c.Left, c.Right),
        Condition.Between b => ReadsOf(b.Value, b.Low, b.High),
        Condition.In i => ReadsOf([i.Value, .. i.List]),
        Condition.Both b => ReadsOf(b.First).Concat(ReadsOf(b.Second)),
        Condition.Either e => ReadsOf(e.First).Concat(ReadsOf(e.Second)),
        Condition.Not n => ReadsOf(n.Inner),
        Condition.Exists e => [e.Path.Attribute],
        Condition.HasType t => [t.Path.Attribute],
        Condition.BeginsWith b => ReadsOf(b.Value, b.Start),
        Condition.Contains c => ReadsOf(c.Value, c.Part),
        _ => [],
    };

    static IEnumerable<string> ReadsOf(params IEnumerable<Operand> operands) => operands.OfType<Operand.At>().Select(o => o.Path.Attribute);
}
