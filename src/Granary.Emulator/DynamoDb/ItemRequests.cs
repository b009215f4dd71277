using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Granary.Emulator.Items;

namespace Granary.Emulator.DynamoDb;

/// <summary>What every request about items has: a table that is there, and a key that fits it.</summary>
static partial class ItemRequests
{
    /// <summary>The service's first check of a request.</summary>
    /// <param name="required">Names of the members besides the table, and how the service calls them: with a small first letter.</param>
    public static string TableName(ServiceRequest request, params ReadOnlySpan<string> required)
    {
        var name = request.Text("TableName");
        var validation = new Validation().Required("tableName", name);
        foreach (var member in required)
            validation.Required(char.ToLowerInvariant(member[0]) + member[1..], request.Find(member));
        validation.Pattern("tableName", name, "[a-zA-Z0-9_.-]+", n => NamePattern.IsMatch(n)).Length("tableName", name, 3, 255).Check();
        return name!;
    }

    /// <exception cref="ServiceException">There is no such table.</exception>
    public static ItemTable TableOf(this IItemStore items, string name, IReadOnlyList<string>? key = null) =>
        items.FindTable(name, key) ?? throw ServiceException.Named("ResourceNotFoundException", "Requested resource not found");

    /// <summary>A request's key, checked against its table's.</summary>
    public static JsonObject Key(ItemTable table, JsonObject written)
    {
        var key = AttributeValue.ReadAll(written);
        if (key.Count != table.Key.Count || !table.Key.All(key.ContainsKey))
            throw ServiceException.Validation("The provided key element does not match the schema");
        CheckKey(table, key, (_, _, _) => "The provided key element does not match the schema");
        return key;
    }

    /// <summary>An item that is to be written.</summary>
    public static JsonObject Item(ItemTable table, JsonObject written)
    {
        var item = AttributeValue.ReadAll(written);
        if (table.Key.FirstOrDefault(k => !item.ContainsKey(k)) is { } missing)
            throw ServiceException.Validation($"One or more parameter values were invalid: Missing the key {missing} in the item");
        CheckKey(
            table, item,
            (name, expected, actual) =>
                $"One or more parameter values were invalid: Type mismatch for key {name} expected: {expected} actual: {actual}");
        return item;
    }

    /// <summary>A table of which nobody has said the key has the item's first attribute for its key.</summary>
    public static ItemTable KeyedBy(this ItemTable table, JsonObject item) =>
        table.Key.Count > 0 || item.Count == 0 ? table : table with { Key = [item.First().Key] };

    static void CheckKey(ItemTable table, JsonObject item, Func<string, string, string, string> mismatch)
    {
        foreach (var name in table.Key)
        {
            var type = AttributeValue.TypeOf(item[name]!);
            if (type is not ("S" or "N" or "B") || (table.IsTextKey && type != "S"))
                throw ServiceException.Validation(mismatch(name, "S", type));
            if (type is "S" or "B" && AttributeValue.TextOf(item[name]!).Length == 0)
                throw ServiceException.Validation($"One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: {name}");
        }
    }

    [GeneratedRegex("^[a-zA-Z0-9_.-]+$")]
    private static partial Regex NamePattern { get; }
}
