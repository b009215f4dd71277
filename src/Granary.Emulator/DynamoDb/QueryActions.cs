using System.Text.Json.Nodes;
using Granary.Emulator.DynamoDb.Expressions;
using Granary.Platform.Items;

namespace Granary.Emulator.DynamoDb;

/// <summary>query and scan.</summary>
sealed class QueryActions(IItems items)
{
    public async Task<JsonObject> QueryAsync(ServiceRequest request)
    {
        var name = ItemRequests.TableName(request);
        if (request.Text("KeyConditionExpression") is not { } text)
            throw ServiceException.Validation(
                "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
        var placeholders = new Placeholders(request, hasExpression: true);
        var condition = KeyCondition.Of(ConditionParser.Parse("KeyConditionExpression", text, placeholders));
        var (filter, projection) = Others(request, placeholders);
        var query = new ItemQuery(name, condition, filter)
        {
            Index = request.Text("IndexName"),
            Limit = Limit(request),
            StartAfter = request.Object("ExclusiveStartKey"),
            IsDescending = request.Boolean("ScanIndexForward") == false,
        };
        return Page(request, await items.QueryAsync(query, default), projection);
    }

    public async Task<JsonObject> ScanAsync(ServiceRequest request)
    {
        var name = ItemRequests.TableName(request);
        var placeholders = new Placeholders(request, request.Has("FilterExpression") || request.Has("ProjectionExpression"));
        var (filter, projection) = Others(request, placeholders);
        var scan = new ItemScan(name, filter)
        {
            Index = request.Text("IndexName"),
            Limit = Limit(request),
            StartAfter = request.Object("ExclusiveStartKey"),
        };
        return Page(request, await items.ScanAsync(scan, default), projection);
    }

    static (Condition? Filter, Projection? Projection) Others(ServiceRequest request, Placeholders placeholders)
    {
        var filter = request.Text("FilterExpression") is { } f ? ConditionParser.Parse("FilterExpression", f, placeholders) : null;
        var projection = request.Text("ProjectionExpression") is { } p ? ProjectionParser.Parse(p, placeholders) : null;
        placeholders.CheckAllUsed();
        return (filter, projection);
    }

    static int? Limit(ServiceRequest request)
    {
        var limit = request.Int32("Limit");
        new Validation().Range("limit", limit, 1, int.MaxValue).Check();
        return limit;
    }

    static JsonObject Page(ServiceRequest request, ItemPage page, Projection? projection)
    {
        var described = new JsonObject { ["Count"] = page.Items.Count };
        if (request.Text("Select") != "COUNT")
            described["Items"] = new JsonArray([.. page.Items.Select(i => projection?.Of(i) ?? i)]);
        if (page.LastKey is not null)
            described["LastEvaluatedKey"] = page.LastKey;
        described["ScannedCount"] = page.Scanned;
        return described;
    }
}
