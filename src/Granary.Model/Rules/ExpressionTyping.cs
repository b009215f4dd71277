using Granary.Model.Datasets;

namespace Granary.Model.Rules;

/// <summary>Makes typed expressions of their parts, or says why they do not fit.</summary>
sealed class ExpressionTyping(Action<string, string, int, string?> report)
{
    public static readonly IReadOnlyDictionary<string, ComparisonOperator> Operators = new Dictionary<string, ComparisonOperator>(
        StringComparer.Ordinal)
    {
        ["="] = ComparisonOperator.Equal,
        ["<>"] = ComparisonOperator.NotEqual,
        ["<"] = ComparisonOperator.Less,
        ["<="] = ComparisonOperator.LessOrEqual,
        [">"] = ComparisonOperator.Greater,
        [">="] = ComparisonOperator.GreaterOrEqual,
    };

    /// <summary>The words before a text that make it a day or a time.</summary>
    public static readonly IReadOnlyDictionary<string, ColumnType> Moments = new Dictionary<string, ColumnType>(StringComparer.Ordinal)
    {
        ["date"] = new ColumnType.Date(),
        ["timestamp"] = new ColumnType.Timestamp(),
        ["time"] = new ColumnType.Time(),
    };

    static readonly ColumnType Double = new ColumnType.Double();

    static readonly string[] Functions = ["length", "lower", "upper", "abs", "coalesce", "double"];

    public bool Condition(Typed part) =>
        Check(part, type => type is ColumnType.Boolean, "a condition is expected here, such as a comparison");

    public Typed Comparison(ComparisonOperator operation, Typed left, Typed right, int at)
    {
        if (!TryJoin(ref left, ref right, at))
            return new(null, left.At);
        if (left.Value!.Type is ColumnType.Boolean && operation is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual))
            return Wrong(at, left.At, "Truths are equal or not; neither is larger.");
        return new(new Expression.Comparison(operation, left.Value, right.Value!), left.At);
    }

    public Typed In(Typed operand, List<Typed> items, int at)
    {
        if (items.Count == 0)
            return Wrong(at, operand.At, "in needs at least one value in its parentheses.");
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            if (!TryJoin(ref operand, ref item, item.At))
                return new(null, operand.At);
        }

        // Once more, with the type in which all of them have room.
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            TryJoin(ref operand, ref item, item.At);
            items[i] = item;
        }

        return new(new Expression.In(operand.Value!, [.. items.Select(i => i.Value!)]), operand.At);
    }

    public Typed Like(Typed operand, ExpressionToken pattern)
    {
        if (!Check(operand, type => type is ColumnType.String, "like looks at text"))
            return new(null, operand.At);
        for (var i = 0; i < pattern.Text.Length; i++)
        {
            if (pattern.Text[i] == '\\' && (++i == pattern.Text.Length || pattern.Text[i] is not ('%' or '_' or '\\')))
                return Wrong(pattern.At, operand.At, "A backslash in a text behind like stands before %, _ or another backslash.");
        }

        return new(new Expression.Like(operand.Value!, pattern.Text), operand.At);
    }

    public Typed Arithmetic(ArithmeticOperator operation, Typed left, Typed right)
    {
        if (left.Value is null || right.Value is null)
            return new(null, left.At);
        var (a, b) = (left.Value, right.Value);
        if (operation == ArithmeticOperator.Subtract && a.Type is ColumnType.Date && b.Type is ColumnType.Date)
            return new(new Expression.DaysBetween(a, b), left.At);
        if (!Check(left, ExpressionTypes.IsNumber, Counts) || !Check(right, ExpressionTypes.IsNumber, Counts))
            return new(null, left.At);
        if (operation == ArithmeticOperator.Divide || a.Type is ColumnType.Double || b.Type is ColumnType.Double)
            return new(
                new Expression.Arithmetic(operation, ExpressionTypes.Widen(a, Double), ExpressionTypes.Widen(b, Double), Double), left.At);
        if (ExpressionTypes.Exact(operation, a.Type, b.Type) is not { } type)
            return Wrong(
                right.At, left.At, $"The result of {a.Type} and {b.Type} may need more than 38 digits.",
                "Say double(…) of one of them; the result is then the nearest double.");
        return new(new Expression.Arithmetic(operation, AsDecimal(a), AsDecimal(b), type), left.At);
    }

    public Typed Negation(Typed operand, int at)
    {
        if (
            operand.Value is Expression.Literal { Type: var type, Text: var text }
            && ExpressionTypes.IsNumber(type)
            && ExactNumber.TryParse(text, out var number))
        {
            var negative = number with { Unscaled = -number.Unscaled };
            var fitting = type is ColumnType.Double ? type : negative.Type ?? type;
            return new(new Expression.Literal(fitting, negative.As(fitting)!), at);
        }

        if (!Check(operand, ExpressionTypes.IsNumber, Counts))
            return new(null, at);
        return new(new Expression.Negation(operand.Value!.Type is ColumnType.Double ? operand.Value : AsDecimal(operand.Value)), at);
    }

    public Typed Number(ExpressionToken token)
    {
        if (!ExactNumber.TryParse(token.Text, out var number))
            return Wrong(token.At, token.At, $"{token.Text} is no number.", null, ExpressionReader.NotRead);
        ColumnType? type = token.Text.AsSpan().ContainsAny('e', 'E') ? Double : number.Type;
        return type is not null && number.As(type) is { } text
            ? new(new Expression.Literal(type, text), token.At)
            : Wrong(token.At, token.At, $"{token.Text} has more digits than a number can have.");
    }

    public Typed Moment(ColumnType type, ExpressionToken text) =>
        LiteralText.Find(text.Text, type) is { } literal
            ? new(literal, text.At)
            : Wrong(
                text.At, text.At, $"'{text.Text}' is no {type}.",
                $"Write for example {type} {LiteralText.Example(type).Replace('"', '\'')}.");

    public Typed Call(ExpressionToken name, List<Typed> arguments)
    {
        var function = Functions.FirstOrDefault(name.Is);
        if (function is null)
            return Wrong(
                name.At, name.At, $"There is no function {name.Text}.",
                Spelling.Hint(name.Text, Functions) ?? $"There are {string.Join(", ", Functions)}.", ExpressionReader.NotRead);
        if (function == "coalesce" ? arguments.Count < 2 : arguments.Count != 1)
            return Wrong(
                name.At, name.At,
                $"{function} takes {(function == "coalesce" ? "two values or more" : "one value")}, not {arguments.Count}.");
        if (function == "coalesce")
            return Coalesce(name.At, arguments);
        var operand = arguments[0];
        var isText = function is "length" or "lower" or "upper";
        if (
            !Check(
                operand, type => isText ? type is ColumnType.String : ExpressionTypes.IsNumber(type),
                isText ? $"{function} takes text" : Counts))
            return new(null, name.At);
        return new(function switch
        {
            "length" => new Expression.Length(operand.Value!),
            "abs" => new Expression.Absolute(operand.Value!.Type is ColumnType.Double ? operand.Value : AsDecimal(operand.Value)),
            "double" => ExpressionTypes.Widen(operand.Value!, Double),
            _ => new Expression.LetterCase(operand.Value!, IsUpper: function == "upper"),
        }, name.At);
    }

    Typed Coalesce(int at, List<Typed> arguments)
    {
        var first = arguments[0];
        var others = arguments.Skip(1).ToList();
        var joined = In(first, others, at).Value as Expression.In;
        return new(joined is null ? null : new Expression.Coalesce([joined.Operand, .. joined.Items], joined.Operand.Type), at);
    }

    /// <summary>
    /// Gives both the type that they are compared in; a text that stands there as it is becomes a day or time beside one.
    /// </summary>
    bool TryJoin(ref Typed left, ref Typed right, int at)
    {
        if (left.Value is null || right.Value is null || !TryRead(ref left, right.Value.Type) || !TryRead(ref right, left.Value!.Type))
            return false;
        if (ExpressionTypes.IsNumber(left.Value!.Type) && ExpressionTypes.IsNumber(right.Value!.Type))
            (left, right) = (Fitted(left, right), Fitted(right, left));
        if (ExpressionTypes.Common(left.Value!.Type, right.Value!.Type) is { } type)
        {
            left = left with { Value = ExpressionTypes.Widen(left.Value, type) };
            right = right with { Value = ExpressionTypes.Widen(right.Value, type) };
            return true;
        }

        var (a, b) = (left.Value!.Type, right.Value!.Type);
        var areNumbers = ExpressionTypes.IsNumber(a) && ExpressionTypes.IsNumber(b);
        Wrong(
            at, at, $"{Sentence(Article(a))} and {Article(b)} {(areNumbers ? "have no common type of 38 digits" : "cannot be compared")}.",
            areNumbers ? "Say double(…) of one of them; both are compared as doubles then." : null);
        return false;
    }

    /// <summary>
    /// A number that stands there as it is takes the type of what is beside it, where that has it: a column is then compared as it is.
    /// </summary>
    static Typed Fitted(Typed part, Typed beside) =>
        part.Value is Expression.Literal { Text: var text }
        && beside.Value is not (null or Expression.Literal)
        && LiteralText.Find(text, beside.Value.Type) is { } fitted
            ? part with
            {
                Value = fitted,
            }
            : part;

    bool TryRead(ref Typed part, ColumnType other)
    {
        if (
            part.Value is not Expression.Literal { Type: ColumnType.String, Text: var text }
            || other is not (ColumnType.Date or ColumnType.Timestamp or ColumnType.Time))
            return true;

        // Beside a date a timestamp is one, too: created >= '2018-11-06 10:30'.
        var literal =
            LiteralText.Find(text, other) ?? (other is ColumnType.Date ? LiteralText.Find(text, new ColumnType.Timestamp()) : null);
        part = literal is null ? Moment(other, new(TokenKind.Text, text, part.At)) : part with { Value = literal };
        return literal is not null;
    }

    const string Counts = "a number is expected here";

    static Expression AsDecimal(Expression operand) => ExpressionTypes.Widen(operand, ExpressionTypes.AsDecimal(operand.Type));

    static string Sentence(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    static string Article(ColumnType type) => type is ColumnType.Integer ? $"an {type}" : $"a {type}";

    /// <summary>Reports a part of another type; a part that is none has been reported already.</summary>
    bool Check(Typed part, Func<ColumnType, bool> isRight, string complaint)
    {
        if (part.Value is not null && !isRight(part.Value.Type))
            Wrong(part.At, part.At, $"{Sentence(complaint)}, not {Article(part.Value.Type)}.");
        return part.Value is not null && isRight(part.Value.Type);
    }

    Typed Wrong(int at, int start, string message, string? hint = null, string code = ExpressionReader.WrongType)
    {
        report(code, message, at, hint);
        return new(null, start);
    }
}
