using System.Text.Json.Nodes;
using Granary.Platform.Items;

namespace Granary.Emulator.DynamoDb.Expressions;

/// <summary>Reads UpdateExpression: SET, REMOVE, ADD and DELETE, each once, in any order.</summary>
sealed class UpdateParser(ExpressionReader reader)
{
    static readonly Dictionary<string, string> TypeNames = new(StringComparer.Ordinal)
    {
        ["S"] = "STRING",
        ["N"] = "NUMBER",
        ["B"] = "BINARY",
        ["SS"] = "STRING_SET",
        ["NS"] = "NUMBER_SET",
        ["BS"] = "BINARY_SET",
        ["M"] = "MAP",
        ["L"] = "LIST",
        ["NULL"] = "NULL",
        ["BOOL"] = "BOOLEAN",
    };

    readonly ExpressionTokens _tokens = reader.Tokens;
    readonly List<UpdateExpression.Action> _actions = [];

    public static UpdateExpression Parse(string text, Placeholders placeholders)
    {
        var parser = new UpdateParser(new(new("UpdateExpression", text), placeholders));
        parser.ReadClauses();
        return new(parser._actions);
    }

    void ReadClauses()
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (!_tokens.IsAtEnd)
        {
            Func<UpdateExpression.Action> read = _tokens.Peek.ToUpperInvariant() switch
            {
                "SET" => Set,
                "REMOVE" => () => new UpdateExpression.Action.Remove(reader.Path()),
                "ADD" => () =>
                    new UpdateExpression.Action.Add(reader.Path(), Member("ADD", "ALLOWED_FOR_ADD_OPERAND", "N", "SS", "NS", "BS")),
                "DELETE" => () =>
                    new UpdateExpression.Action.Delete(reader.Path(), Member("DELETE", "ALLOWED_FOR_DELETE_OPERAND", "SS", "NS", "BS")),
                _ => throw _tokens.Error(),
            };
            var clause = _tokens.Take().ToUpperInvariant();
            if (!seen.Add(clause))
                throw _tokens.Refuse($"The \"{clause}\" section can only be used once in an update expression;");
            do
                Add(read());
            while (_tokens.TryTake(","));
        }
    }

    void Add(UpdateExpression.Action action)
    {
        if (_actions.Find(a => a.Path.Overlaps(action.Path)) is { } other)
            throw _tokens.Refuse(
                "Two document paths overlap with each other; must remove or rewrite one of these paths; "
                + $"path one: {other.Path}, path two: {action.Path}");
        _actions.Add(action);
    }

    UpdateExpression.Action.Set Set()
    {
        var path = reader.Path();
        _tokens.Expect("=");
        var value = Value();
        if (_tokens.Peek is "+" or "-")
        {
            var sign = _tokens.Take();
            var second = Value();
            CheckNumber(sign, value);
            CheckNumber(sign, second);
            value = new UpdateExpression.NewValue.Sum(value, sign == "+" ? 1 : -1, second);
        }

        return new(path, value);
    }

    UpdateExpression.NewValue Value()
    {
        if (_tokens.PeekSecond != "(")
            return new UpdateExpression.NewValue.Plain(reader.Operand());
        var function = _tokens.Peek;
        if (function is not ("if_not_exists" or "list_append"))
            throw reader.NoFunction();
        _tokens.Take();
        _tokens.Expect("(");
        UpdateExpression.NewValue value;
        if (function == "if_not_exists")
        {
            var path = reader.Path();
            _tokens.Expect(",");
            value = new UpdateExpression.NewValue.IfMissing(path, Value());
        }
        else
        {
            var first = Value();
            _tokens.Expect(",");
            value = new UpdateExpression.NewValue.Append(first, Value());
        }

        _tokens.Expect(")");
        return value;
    }

    void CheckNumber(string sign, UpdateExpression.NewValue value)
    {
        if (
            value is UpdateExpression.NewValue.Plain { Operand: Operand.Fixed { Value: var number } }
            && AttributeValue.TypeOf(number) != "N")
            throw _tokens.Refuse(
                $"Incorrect operand type for operator or function; operator or function: {sign}, "
                + $"operand type: {AttributeValue.TypeOf(number)}");
    }

    JsonObject Member(string clause, string typeSet, params ReadOnlySpan<string> types)
    {
        if (!_tokens.Peek.StartsWith(':'))
            throw _tokens.Error();
        var value = reader.Placeholders.ValueOf(_tokens.Take(), _tokens.Kind);
        var type = AttributeValue.TypeOf(value);
        return types.Contains(type)
            ? value
            : throw _tokens.Refuse(
                $"Incorrect operand type for operator or function; operator: {clause}, "
                + $"operand type: {TypeNames[type]}, typeSet: {typeSet}");
    }
}
