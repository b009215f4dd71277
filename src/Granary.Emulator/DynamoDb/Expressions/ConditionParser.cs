using System.Text.Json.Nodes;
using Granary.Platform.Items;

namespace Granary.Emulator.DynamoDb.Expressions;

/// <summary>Reads ConditionExpression, FilterExpression and KeyConditionExpression.</summary>
/// <remarks>
/// Source: DynamoDB developer guide, "Comparison operator and function reference": NOT binds closer than AND, AND closer than OR.
/// </remarks>
sealed class ConditionParser(ExpressionReader reader)
{
    static readonly string[] Comparisons = ["=", "<>", "<", "<=", ">", ">="];
    static readonly string[] Types = ["S", "N", "B", "SS", "NS", "BS", "M", "L", "NULL", "BOOL"];

    readonly ExpressionTokens _tokens = reader.Tokens;

    /// <param name="kind">The parameter that the expression is in.</param>
    public static Condition Parse(string kind, string text, Placeholders placeholders)
    {
        var parser = new ConditionParser(new(new(kind, text), placeholders));
        var condition = parser.Or();
        parser._tokens.ExpectEnd();
        return condition;
    }

    Condition Or()
    {
        var condition = And();
        while (_tokens.TryTake("OR"))
            condition = new Condition.Either(condition, And());
        return condition;
    }

    Condition And()
    {
        var condition = Not();
        while (_tokens.TryTake("AND"))
            condition = new Condition.Both(condition, Not());
        return condition;
    }

    Condition Not() => _tokens.TryTake("NOT") ? new Condition.Not(Not()) : Primary();

    Condition Primary()
    {
        if (_tokens.TryTake("("))
        {
            var inner = Or();
            _tokens.Expect(")");
            return inner;
        }

        if (_tokens.PeekSecond == "(" && _tokens.Peek != "size")
            return Function();
        var left = reader.Operand();
        if (_tokens.TryTake("BETWEEN"))
            return BetweenTwo(left);
        if (_tokens.TryTake("IN"))
            return InList(left);
        if (!Comparisons.Contains(_tokens.Peek))
            throw _tokens.Error();
        return new Condition.Compare(_tokens.Take(), left, reader.Operand());
    }

    Condition.Between BetweenTwo(Operand value)
    {
        var low = reader.Operand();
        _tokens.Expect("AND");
        var high = reader.Operand();
        if (low is Operand.Fixed { Value: var l } && high is Operand.Fixed { Value: var h })
        {
            if (AttributeValue.Compare(l, h) is null)
                throw BetweenRefusal("requires same data type for lower and upper bounds", l, h);
            if (AttributeValue.Compare(l, h) > 0)
                throw BetweenRefusal("requires upper bound to be greater than or equal to lower bound", l, h);
        }

        return new(value, low, high);
    }

    ServiceException BetweenRefusal(string rule, JsonObject low, JsonObject high) => _tokens.Refuse(
        $"The BETWEEN operator {rule}; lower bound operand: AttributeValue: {Shown(low)}, "
        + $"upper bound operand: AttributeValue: {Shown(high)}");

    Condition.In InList(Operand value)
    {
        _tokens.Expect("(");
        var list = new List<Operand> { reader.Operand() };
        while (_tokens.TryTake(","))
            list.Add(reader.Operand());
        _tokens.Expect(")");
        return new(value, list);
    }

    Condition Function()
    {
        switch (_tokens.Peek)
        {
            case "attribute_exists":
                return new Condition.Exists(PathAlone());
            case "attribute_not_exists":
                return new Condition.Not(new Condition.Exists(PathAlone()));
            case "attribute_type":
                return TypeCondition();
            case "begins_with":
                var (value, start) = Two();
                if (start is Operand.Fixed { Value: var text } && AttributeValue.TypeOf(text) is not ("S" or "B"))
                {
                    throw _tokens.Refuse(
                        "Incorrect operand type for operator or function; operator or function: begins_with, "
                        + $"operand type: {AttributeValue.TypeOf(text)}");
                }

                return new Condition.BeginsWith(value, start);
            case "contains":
                var (whole, part) = Two();
                return new Condition.Contains(whole, part);
            default:
                throw reader.NoFunction();
        }
    }

    Condition.HasType TypeCondition()
    {
        _tokens.Take();
        _tokens.Expect("(");
        var path = reader.Path();
        _tokens.Expect(",");
        var type =
            reader.Operand() is Operand.Fixed { Value: var value } && AttributeValue.TypeOf(value) == "S"
                ? AttributeValue.TextOf(value)
                : throw _tokens.Error();
        _tokens.Expect(")");
        return Types.Contains(type)
            ? new(path, type)
            : throw _tokens.Refuse($"Invalid attribute type name found; type: {type}, valid types: {{B,NULL,SS,BOOL,L,BS,N,NS,S,M}}");
    }

    DocumentPath PathAlone()
    {
        var function = _tokens.Take();
        _tokens.Expect("(");
        if (_tokens.Peek.StartsWith(':'))
            throw _tokens.Refuse($"Operator or function requires a document path; operator or function: {function}");
        var path = reader.Path();
        _tokens.Expect(")");
        return path;
    }

    (Operand First, Operand Second) Two()
    {
        _tokens.Take();
        _tokens.Expect("(");
        var first = reader.Operand();
        _tokens.Expect(",");
        var second = reader.Operand();
        _tokens.Expect(")");
        return (first, second);
    }

    static string Shown(System.Text.Json.Nodes.JsonNode value) => $"{{{AttributeValue.TypeOf(value)}:{AttributeValue.ContentOf(value)}}}";
}
