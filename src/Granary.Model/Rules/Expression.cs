using Granary.Model.Datasets;

namespace Granary.Model.Rules;

/// <summary>
/// A typed expression over the columns of one row. A closed set; made by <see cref="ExpressionReader"/> or for the short forms of rules.
/// </summary>
/// <remarks>
/// Operands have the types that their operation needs: every conversion is in the tree, none is left to an engine. Nothing in it can
/// fail on a row.
/// </remarks>
/// <param name="Type">Of its value, which may be missing.</param>
public abstract record Expression(ColumnType Type)
{
    static readonly ColumnType Truth = new ColumnType.Boolean();

    /// <param name="Name">The source's name or its snake_case form.</param>
    public sealed record Column(string Name, ColumnType Type) : Expression(Type);

    /// <param name="Text">As tests/conformance/README.md writes values of the type.</param>
    public sealed record Literal(ColumnType Type, string Text) : Expression(Type);

    /// <summary>To a type that has every value of the operand's: a wider number, the double next to it, a date's midnight.</summary>
    public sealed record Widened(Expression Operand, ColumnType Type) : Expression(Type);

    /// <summary>Operands have the same type. Text is compared by code points; NaN equals itself and is larger than any number.</summary>
    public sealed record Comparison(ComparisonOperator Operator, Expression Left, Expression Right) : Expression(Truth);

    /// <summary>
    /// Decimals with exactly the digits that the result needs, or doubles. Division is of doubles, and by zero it is NULL.
    /// </summary>
    public sealed record Arithmetic(ArithmeticOperator Operator, Expression Left, Expression Right, ColumnType Type) : Expression(Type);

    public sealed record Negation(Expression Operand) : Expression(Operand.Type);

    /// <summary>The days from the second date to the first.</summary>
    public sealed record DaysBetween(Expression Later, Expression Earlier) : Expression(new ColumnType.Integer());

    /// <param name="Parts">At least two.</param>
    public sealed record All(IReadOnlyList<Expression> Parts) : Expression(Truth);

    /// <param name="Parts">At least two.</param>
    public sealed record Any(IReadOnlyList<Expression> Parts) : Expression(Truth);

    public sealed record Not(Expression Operand) : Expression(Truth);

    public sealed record IsNull(Expression Operand) : Expression(Truth);

    /// <param name="Items">At least one, of the operand's type.</param>
    public sealed record In(Expression Operand, IReadOnlyList<Expression> Items) : Expression(Truth);

    /// <param name="Pattern"><c>%</c> for any characters, <c>_</c> for one, each itself behind a backslash.</param>
    public sealed record Like(Expression Operand, string Pattern) : Expression(Truth);

    /// <summary>Whether the whole text is as the pattern says.</summary>
    public sealed record Matches(Expression Operand, RulePattern Pattern) : Expression(Truth);

    /// <summary>Characters, which are Unicode's code points.</summary>
    public sealed record Length(Expression Operand) : Expression(new ColumnType.Integer());

    /// <summary>With the letters A to Z, and no others, in lower or upper case.</summary>
    public sealed record LetterCase(Expression Operand, bool IsUpper) : Expression(Operand.Type);

    public sealed record Absolute(Expression Operand) : Expression(Operand.Type);

    /// <param name="Parts">At least two, of one type.</param>
    public sealed record Coalesce(IReadOnlyList<Expression> Parts, ColumnType Type) : Expression(Type);

    /// <summary>Its own parts, in their order.</summary>
    public IReadOnlyList<Expression> Operands => this switch
    {
        Widened e => [e.Operand],
        Comparison e => [e.Left, e.Right],
        Arithmetic e => [e.Left, e.Right],
        Negation e => [e.Operand],
        DaysBetween e => [e.Later, e.Earlier],
        All e => e.Parts,
        Any e => e.Parts,
        Not e => [e.Operand],
        IsNull e => [e.Operand],
        In e => [e.Operand, .. e.Items],
        Like e => [e.Operand],
        Matches e => [e.Operand],
        Length e => [e.Operand],
        LetterCase e => [e.Operand],
        Absolute e => [e.Operand],
        Coalesce e => e.Parts,
        _ => [],
    };

    /// <returns>The columns of the expression, each once, in the order in which they are written.</returns>
    public IReadOnlyList<string> Columns() => [.. Mentioned().Distinct(StringComparer.Ordinal)];

    IEnumerable<string> Mentioned() => this is Column column ? [column.Name] : Operands.SelectMany(o => o.Mentioned());
}

public enum ComparisonOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

public enum ArithmeticOperator
{
    Add,
    Subtract,
    Multiply,
    Divide,
}
