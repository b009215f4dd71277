using System.Text.Json.Nodes;
using Granary.Platform.Items;

namespace Granary.Emulator.DynamoDb;

/// <summary>getItem, putItem, updateItem and deleteItem.</summary>
sealed class ItemActions(IItems items)
{
    public async Task<JsonObject> GetAsync(ServiceRequest request)
    {
        var (key, projection) = ItemRequests.Get(request);
        return Answer(await items.FindAsync(key, default), projection);
    }

    public async Task<JsonObject> PutAsync(ServiceRequest request)
    {
        var (put, returns) = ItemRequests.Put(request);
        var written = await items.WriteAsync(put, default);
        return Attributes(returns == "ALL_OLD" ? written.Old : null);
    }

    public async Task<JsonObject> DeleteAsync(ServiceRequest request)
    {
        var (delete, returns) = ItemRequests.Delete(request);
        var written = await items.WriteAsync(delete, default);
        return Attributes(returns == "ALL_OLD" ? written.Old : null);
    }

    public async Task<JsonObject> UpdateAsync(ServiceRequest request)
    {
        var (update, returns) = ItemRequests.Update(request);
        var written = await items.WriteAsync(update, default);
        return Attributes(returns switch
        {
            "ALL_OLD" => written.Old,
            "ALL_NEW" => written.New,
            "UPDATED_OLD" => Updated(update.Expression, written.Old),
            "UPDATED_NEW" => Updated(update.Expression, written.New),
            _ => null,
        });
    }

    public static JsonObject Answer(JsonObject? item, Projection? projection) =>
        item is null ? [] : new() { ["Item"] = projection?.Of(item) ?? item };

    static JsonObject Attributes(JsonObject? attributes) => attributes is null ? [] : new() { ["Attributes"] = attributes.DeepClone() };

    static JsonObject? Updated(UpdateExpression update, JsonObject? item) =>
        item is not null && new Projection([.. update.Actions.Select(a => a.Path)]).Of(item) is { Count: > 0 } parts ? parts : null;
}
