using Granary.Model.Datasets;

namespace Granary.Model.Rules;

/// <summary>Reads a condition such as <c>refund &lt;= amount and (status = 'paid' or amount is null)</c>, and types it.</summary>
/// <param name="columns">By name; a column without a type is none that a condition can name.</param>
/// <param name="isUnsure">Whether something is wrong with a column, so that its type is not known and nothing more is said of it.</param>
/// <param name="report">Told of each mistake: code, message, character from 0, hint.</param>
sealed class ExpressionReader(
    Func<string, ColumnType?> columns,
    Func<string, bool> isUnsure,
    IReadOnlyList<string> columnNames,
    Action<string, string, int, string?> report)
{
    public const string NotRead = "GR1354";
    public const string NoColumn = "GR1355";
    public const string WrongType = "GR1356";

    const int MostDepth = 60;
    const int MostCharacters = 4096;

    static readonly string[] Words = ["and", "or", "not", "is", "null", "in", "between", "like", "true", "false"];

    readonly ExpressionTyping _typing = new(report);
    List<ExpressionToken> _tokens = [];
    int _next;
    int _depth;

    /// <returns>Null when it cannot be read or its types do not fit, which has then been reported.</returns>
    public Expression? Read(string text)
    {
        try
        {
            if (text.Length > MostCharacters)
                throw new ExpressionException(
                    0, $"The expression has {text.Length:N0} characters; {MostCharacters:N0} is the most.", "Write several rules.");
            if (!LiteralText.IsText(text))
                throw new ExpressionException(0, "The expression has a NUL, or half a character.");
            _tokens = ExpressionToken.In(text);
            var read = ReadAny();
            if (Next.Kind != TokenKind.End)
                throw new ExpressionException(Next.At, $"An operator or the end is expected here, not {Next.Shown}.", Missing());
            return _typing.Condition(read) ? read.Value : null;
        }
        catch (ExpressionException e)
        {
            report(NotRead, e.Message, e.At, e.Hint);
            return null;
        }
    }

    ExpressionToken Next => _tokens[_next];

    Typed ReadAny() => ReadChain("or", ReadAll, parts => new Expression.Any(parts));

    Typed ReadAll() => ReadChain("and", ReadNot, parts => new Expression.All(parts));

    Typed ReadChain(string word, Func<Typed> readPart, Func<IReadOnlyList<Expression>, Expression> make)
    {
        var first = readPart();
        if (!Next.Is(word))
            return first;
        List<Typed> parts = [first];
        while (TryTake(word))
            parts.Add(readPart());

        // Each of them, so that one reading tells of all.
        return parts.Select(_typing.Condition).ToList().TrueForAll(isRight => isRight)
            ? new(make([.. parts.Select(p => p.Value!)]), first.At)
            : new(null, first.At);
    }

    Typed ReadNot()
    {
        var at = Next.At;
        if (!TryTake("not"))
            return ReadPredicate();
        var operand = Deeper(ReadNot);
        return new(_typing.Condition(operand) ? new Expression.Not(operand.Value!) : null, at);
    }

    Typed ReadPredicate()
    {
        var left = ReadSum();
        if (Next.Kind == TokenKind.Sign && ExpressionTyping.Operators.TryGetValue(Next.Text, out var comparison))
        {
            var sign = Take();
            var compared = _typing.Comparison(comparison, left, ReadSum(), sign.At);
            return Next.Kind == TokenKind.Sign && ExpressionTyping.Operators.ContainsKey(Next.Text)
                ? throw new ExpressionException(
                    Next.At, $"A second comparison follows; {Next.Text} compares two values.",
                    "Write a < b and b < c, or b between a and c.")
                : compared;
        }

        if (TryTake("is"))
        {
            var isNot = TryTake("not");
            Expect("null");
            return Negated(isNot, left with { Value = left.Value is null ? null : new Expression.IsNull(left.Value) });
        }

        var at = Next.At;
        var negated = TryTake("not");
        if (TryTake("in"))
            return Negated(negated, _typing.In(left, ReadList(), at));
        if (TryTake("between"))
            return Negated(negated, ReadBetween(left, at));
        if (TryTake("like"))
            return Negated(negated, _typing.Like(left, Next.Kind == TokenKind.Text ? Take() : throw Unexpected("a text such as 'A%'")));
        return negated ? throw Unexpected("in, between or like") : left;
    }

    Typed ReadBetween(Typed value, int at)
    {
        var least = ReadSum();
        Expect("and");
        var most = ReadSum();
        var (from, to) = (
            _typing.Comparison(ComparisonOperator.GreaterOrEqual, value, least, at),
            _typing.Comparison(ComparisonOperator.LessOrEqual, value, most, at));
        return new(from.Value is null || to.Value is null ? null : new Expression.All([from.Value, to.Value]), value.At);
    }

    static Typed Negated(bool isNegated, Typed operand) =>
        isNegated && operand.Value is not null ? operand with { Value = new Expression.Not(operand.Value) } : operand;

    Typed ReadSum() => ReadOperations(ReadProduct, ("+", ArithmeticOperator.Add), ("-", ArithmeticOperator.Subtract));

    Typed ReadProduct() => ReadOperations(ReadSigned, ("*", ArithmeticOperator.Multiply), ("/", ArithmeticOperator.Divide));

    Typed ReadOperations(Func<Typed> readPart, params ReadOnlySpan<(string Sign, ArithmeticOperator Operator)> operators)
    {
        var left = readPart();
        for (var count = 1; ; count++)
        {
            var found = Find(operators);
            if (found is null)
                return left;
            if (count > MostDepth)
                throw new ExpressionException(Next.At, $"More than {MostDepth} operations follow each other.", "Write several rules.");
            left = _typing.Arithmetic(found.Value, left, readPart());
        }
    }

    ArithmeticOperator? Find(ReadOnlySpan<(string Sign, ArithmeticOperator Operator)> operators)
    {
        foreach (var (sign, operation) in operators)
        {
            if (TryTakeSign(sign))
                return operation;
        }

        return null;
    }

    Typed ReadSigned()
    {
        var at = Next.At;
        if (TryTakeSign("+"))
            return Deeper(ReadSigned);
        return TryTakeSign("-") ? _typing.Negation(Deeper(ReadSigned), at) : ReadValue();
    }

    Typed ReadValue()
    {
        var token = Take();
        switch (token.Kind)
        {
            case TokenKind.Number:
                return _typing.Number(token);
            case TokenKind.Text:
                return new(new Expression.Literal(new ColumnType.String(), token.Text), token.At);
            case TokenKind.Quoted:
                return Column(token);
            case TokenKind.Sign when token.Text == "(":
                var inside = Deeper(ReadAny);
                ExpectSign(")");
                return inside with { At = token.At };
            case TokenKind.Name:
                return ReadNamed(token);
            default:
                _next--;
                throw Unexpected("a column, a value or a parenthesis");
        }
    }

    Typed ReadNamed(ExpressionToken name)
    {
        if (Next.IsSign("("))
            return _typing.Call(name, ReadList());
        if (Next.Kind == TokenKind.Text && ExpressionTyping.Moments.Keys.FirstOrDefault(name.Is) is { } type)
            return _typing.Moment(ExpressionTyping.Moments[type], Take());
        if (name.Is("true") || name.Is("false"))
            return new(new Expression.Literal(new ColumnType.Boolean(), name.Is("true") ? "true" : "false"), name.At);
        if (name.Is("null"))
            throw new ExpressionException(name.At, "null is no value.", "Write x is null, or x is not null.");
        if (Words.FirstOrDefault(name.Is) is { } word)
        {
            _next--;
            throw new ExpressionException(
                name.At, $"A value is expected here, not {word}.", $"Write a column of that name in brackets: [{name.Text}].");
        }

        return Column(name);
    }

    Typed Column(ExpressionToken name)
    {
        if (columns(name.Text) is { } type)
            return new(new Expression.Column(name.Text, type), name.At);
        if (!isUnsure(name.Text))
            report(
                NoColumn, $"\"{name.Text}\" is no column with a type in columns.", name.At,
                Spelling.Hint(name.Text, columnNames)
                    ?? "Conditions hold typed values: name the column and its type in columns. Write texts in single quotes.");
        return new(null, name.At);
    }

    List<Typed> ReadList()
    {
        ExpectSign("(");
        var items = new List<Typed>();
        if (TryTakeSign(")"))
            return items;
        do
            items.Add(Deeper(ReadAny));
        while (TryTakeSign(","));
        ExpectSign(")");
        return items;
    }

    Typed Deeper(Func<Typed> read)
    {
        if (++_depth > MostDepth)
            throw new ExpressionException(Next.At, $"The expression is nested deeper than {MostDepth} levels.", "Write several rules.");
        var value = read();
        _depth--;
        return value;
    }

    ExpressionToken Take() => _tokens[_next++];

    bool TryTake(string word) => Skip(Next.Is(word));

    bool TryTakeSign(string sign) => Skip(Next.IsSign(sign));

    bool Skip(bool isThere)
    {
        _next += isThere ? 1 : 0;
        return isThere;
    }

    void Expect(string word)
    {
        if (!TryTake(word))
            throw Unexpected(word);
    }

    void ExpectSign(string sign)
    {
        if (!TryTakeSign(sign))
            throw Unexpected(sign);
    }

    string? Missing() => Next.Kind is TokenKind.Name && _next > 0 && _tokens[_next - 1].Kind == TokenKind.Name
        ? $"Write a column whose name has blanks in brackets: [{_tokens[_next - 1].Text} {Next.Text}]."
        : null;

    ExpressionException Unexpected(string expected) =>
        new(Next.At, $"{char.ToUpperInvariant(expected[0])}{expected[1..]} is expected here, not {Next.Shown}.");
}

/// <param name="Value">Null after a mistake that has been reported.</param>
/// <param name="At">Its first character, from 0.</param>
readonly record struct Typed(Expression? Value, int At);
