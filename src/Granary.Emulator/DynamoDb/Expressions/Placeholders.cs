using System.Text.Json.Nodes;
using Granary.Platform.Items;

namespace Granary.Emulator.DynamoDb.Expressions;

/// <summary>What stands for names and values in the expressions of one request. All of it has to be used.</summary>
sealed class Placeholders
{
    readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    readonly JsonObject _values;
    readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <param name="hasExpression">Whether the request has an expression at all.</param>
    public Placeholders(ServiceRequest request, bool hasExpression)
    {
        var names = request.Object("ExpressionAttributeNames");
        var values = request.Object("ExpressionAttributeValues");
        if (names is not null && !hasExpression)
            throw ServiceException.Validation("ExpressionAttributeNames can only be specified when using expressions");
        if (values is not null && !hasExpression)
            throw ServiceException.Validation("ExpressionAttributeValues can only be specified when using expressions");
        if (names is { Count: 0 })
            throw ServiceException.Validation("ExpressionAttributeNames must not be empty");
        if (values is { Count: 0 })
            throw ServiceException.Validation("ExpressionAttributeValues must not be empty");
        foreach (var (key, name) in names ?? [])
        {
            Check("ExpressionAttributeNames", key, '#');
            _names[key] =
                name is JsonValue text && text.TryGetValue<string>(out var attribute) ? attribute : throw request.Invalid(key, "a STRING");
        }

        foreach (var key in (values ?? []).Select(v => v.Key))
            Check("ExpressionAttributeValues", key, ':');
        _values = AttributeValue.ReadAll(values ?? []);
    }

    /// <param name="kind">The expression's parameter, for errors.</param>
    public string NameOf(string placeholder, string kind)
    {
        _used.Add(placeholder);
        return _names.GetValueOrDefault(placeholder)
            ?? throw ServiceException.Validation(
                $"Invalid {kind}: An expression attribute name used in the document path is not defined; attribute name: {placeholder}");
    }

    public JsonObject ValueOf(string placeholder, string kind)
    {
        _used.Add(placeholder);
        return _values[placeholder] as JsonObject
            ?? throw ServiceException.Validation(
                $"Invalid {kind}: An expression attribute value used in expression is not defined; attribute value: {placeholder}");
    }

    /// <exception cref="ServiceException">One is left over.</exception>
    public void CheckAllUsed()
    {
        Check("ExpressionAttributeNames", _names.Keys);
        Check("ExpressionAttributeValues", _values.Select(v => v.Key));
    }

    void Check(string parameter, IEnumerable<string> keys)
    {
        var unused = keys.Where(k => !_used.Contains(k)).ToList();
        if (unused.Count > 0)
            throw ServiceException.Validation(
                $"Value provided in {parameter} unused in expressions: keys: {{{string.Join(", ", unused)}}}");
    }

    static void Check(string parameter, string key, char first)
    {
        if (key.Length < 2 || key[0] != first)
            throw ServiceException.Validation($"{parameter} contains invalid key: Syntax error; key: \"{key}\"");
    }
}
