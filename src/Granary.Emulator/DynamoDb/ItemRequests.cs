using System.Text.RegularExpressions;
using Granary.Emulator.DynamoDb.Expressions;
using Granary.Platform.Items;

namespace Granary.Emulator.DynamoDb;

/// <summary>Reads the requests about single items, alone or as members of batches and transactions.</summary>
/// <remarks>Source: DynamoDB API reference. The older parameters (Expected, AttributeUpdates, AttributesToGet, …) are refused.</remarks>
static partial class ItemRequests
{
    static readonly string[] Older =
    [
        "Expected", "AttributeUpdates", "AttributesToGet", "ConditionalOperator", "KeyConditions", "QueryFilter", "ScanFilter",
    ];

    public static (ItemKey Key, Projection? Projection) Get(ServiceRequest request)
    {
        var name = TableName(request, "Key");
        RefuseOlder(request);
        var placeholders = new Placeholders(request, request.Has("ProjectionExpression"));
        var projection = request.Text("ProjectionExpression") is { } text ? ProjectionParser.Parse(text, placeholders) : null;
        placeholders.CheckAllUsed();
        return (new(name, request.Object("Key")!), projection);
    }

    public static (ItemWrite.Put Write, string Returns) Put(ServiceRequest request)
    {
        var name = TableName(request, "Item");
        RefuseOlder(request);
        var returns = Returns(request, "NONE", "ALL_OLD");
        var condition = Condition(request);
        return (new(name, request.Object("Item")!, condition), returns);
    }

    public static (ItemWrite.Delete Write, string Returns) Delete(ServiceRequest request)
    {
        var name = TableName(request, "Key");
        RefuseOlder(request);
        var returns = Returns(request, "NONE", "ALL_OLD");
        var condition = Condition(request);
        return (new(name, request.Object("Key")!, condition), returns);
    }

    public static (ItemWrite.Update Write, string Returns) Update(ServiceRequest request)
    {
        var name = TableName(request, "Key");
        RefuseOlder(request);
        var returns = Returns(request, "NONE", "ALL_OLD", "ALL_NEW", "UPDATED_OLD", "UPDATED_NEW");
        var placeholders = new Placeholders(request, request.Has("ConditionExpression") || request.Has("UpdateExpression"));
        var update = request.Text("UpdateExpression") is { } text ? UpdateParser.Parse(text, placeholders) : new([]);
        var condition = Condition(request, placeholders);
        placeholders.CheckAllUsed();
        return (new(name, request.Object("Key")!, update, condition), returns);
    }

    /// <summary>A transaction's ConditionCheck.</summary>
    public static ItemWrite.Check Check(ServiceRequest request)
    {
        var name = TableName(request, "Key", "ConditionExpression");
        var condition = Condition(request)!;
        return new(name, request.Object("Key")!, condition);
    }

    /// <summary>The service's first check of a request.</summary>
    /// <param name="required">Names of the members besides the table. The service's messages have them with a small first letter.</param>
    public static string TableName(ServiceRequest request, params ReadOnlySpan<string> required)
    {
        var name = request.Text("TableName");
        var validation = new Validation().Required("tableName", name);
        foreach (var member in required)
            validation.Required(char.ToLowerInvariant(member[0]) + member[1..], request.Find(member));
        validation.Pattern("tableName", name, "[a-zA-Z0-9_.-]+", n => NamePattern.IsMatch(n)).Length("tableName", name, 3, 255).Check();
        return name!;
    }

    static Condition? Condition(ServiceRequest request)
    {
        var placeholders = new Placeholders(request, request.Has("ConditionExpression"));
        var condition = Condition(request, placeholders);
        placeholders.CheckAllUsed();
        return condition;
    }

    static Condition? Condition(ServiceRequest request, Placeholders placeholders) =>
        request.Text("ConditionExpression") is { } text ? ConditionParser.Parse("ConditionExpression", text, placeholders) : null;

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

    [GeneratedRegex("^[a-zA-Z0-9_.-]+$")]
    private static partial Regex NamePattern { get; }
}
