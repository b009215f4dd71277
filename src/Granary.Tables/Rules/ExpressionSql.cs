using System.Globalization;
using Granary.Model.Datasets;
using Granary.Model.Rules;

namespace Granary.Tables.Rules;

/// <summary>
/// Spells the expressions of rules for one engine. What they mean is in the expressions; every conversion stands in them.
/// </summary>
public abstract class ExpressionSql
{
    public static readonly ExpressionSql DuckDb = new DuckDbExpressionSql();

    public static readonly ExpressionSql Spark = new SparkExpressionSql();

    const string Capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <param name="column">From a column as the rule names it to the engine's SQL for its typed value.</param>
    /// <returns>An expression that stands alone: in parentheses, or a call.</returns>
    public string Of(Expression expression, Func<string, string> column)
    {
        return expression switch
        {
            Expression.Column e => column(e.Name),
            Expression.Literal { Type: ColumnType.String } e => Text(e.Text),
            Expression.Literal { Type: ColumnType.Boolean } e => e.Text,
            Expression.Literal e => $"CAST('{e.Text}' AS {Type(e.Type)})",
            Expression.Widened { Type: ColumnType.Double } e => ToDouble(e.Operand.Type, Inner(e.Operand)),
            Expression.Widened e => $"CAST({Inner(e.Operand)} AS {Type(e.Type)})",
            Expression.Comparison e => $"({Inner(e.Left)} {Sign(e.Operator)} {Inner(e.Right)})",
            Expression.Arithmetic { Operator: ArithmeticOperator.Divide } e => $"({Inner(e.Left)} / nullif({Inner(e.Right)}, {Zero}))",
            Expression.Arithmetic { Type: ColumnType.Double } e => $"({Inner(e.Left)} {Sign(e.Operator)} {Inner(e.Right)})",
            Expression.Arithmetic e => $"CAST({Exact(e.Left, e.Type)} {Sign(e.Operator)} {Exact(e.Right, e.Type)} AS {Type(e.Type)})",
            Expression.Negation e => $"(-{Inner(e.Operand)})",
            Expression.DaysBetween e => DaysBetween(Inner(e.Later), Inner(e.Earlier)),
            Expression.All e => Join(" AND ", e.Parts),
            Expression.Any e => Join(" OR ", e.Parts),
            Expression.Not e => $"(NOT {Inner(e.Operand)})",
            Expression.IsNull e => $"({Inner(e.Operand)} IS NULL)",
            Expression.In e => $"({Inner(e.Operand)} IN {Join(", ", e.Items)})",
            Expression.Like e => Like(Inner(e.Operand), e.Pattern),
            Expression.Matches e => Matches(Inner(e.Operand), e.Pattern),
            Expression.Length e => $"length({Inner(e.Operand)})",
            Expression.LetterCase { IsUpper: true } e => $"translate({Inner(e.Operand)}, '{Capitals.ToLowerInvariant()}', '{Capitals}')",
            Expression.LetterCase e => $"translate({Inner(e.Operand)}, '{Capitals}', '{Capitals.ToLowerInvariant()}')",
            Expression.Absolute e => $"abs({Inner(e.Operand)})",
            Expression.Coalesce e => $"coalesce{Join(", ", e.Parts)}",
            _ => throw new ArgumentException($"{expression.GetType().Name} is no expression that is spelled.", nameof(expression)),
        };

        string Inner(Expression part) => Of(part, column);

        string Exact(Expression part, ColumnType result) => Operand(Inner(part), (ColumnType.Decimal)part.Type, (ColumnType.Decimal)result);

        string Join(string separator, IReadOnlyList<Expression> parts) => $"({string.Join(separator, parts.Select(Inner))})";
    }

    /// <summary>A text as the engine's literal.</summary>
    public abstract string Text(string text);

    /// <summary>A type in the engine's words.</summary>
    public abstract string Type(ColumnType type);

    /// <summary>One side of a sum, difference or product of decimals.</summary>
    protected virtual string Operand(string value, ColumnType.Decimal type, ColumnType.Decimal result) => value;

    protected abstract string ToDouble(ColumnType from, string value);

    protected abstract string DaysBetween(string later, string earlier);

    protected abstract string Like(string value, string pattern);

    protected abstract string Matches(string value, RulePattern pattern);

    string Zero => $"CAST('0' AS {Type(new ColumnType.Double())})";

    static string Sign(ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Equal => "=",
        ComparisonOperator.NotEqual => "<>",
        ComparisonOperator.Less => "<",
        ComparisonOperator.LessOrEqual => "<=",
        ComparisonOperator.Greater => ">",
        _ => ">=",
    };

    static string Sign(ArithmeticOperator operation) => operation switch
    {
        ArithmeticOperator.Add => "+",
        ArithmeticOperator.Subtract => "-",
        _ => "*",
    };

    protected static string Decimal(ColumnType.Decimal type) =>
        string.Create(CultureInfo.InvariantCulture, $"DECIMAL({type.Precision},{type.Scale})");
}

sealed class DuckDbExpressionSql : ExpressionSql
{
    /// <summary>Digits that every double has.</summary>
    const int ExactDigits = 15;

    const int DigitsOf64Bits = 18;

    public override string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    public override string Type(ColumnType type) => type switch
    {
        ColumnType.String => "VARCHAR",
        ColumnType.Decimal d => Decimal(d),
        _ => type.ToString().ToUpperInvariant(),
    };

    // DuckDB computes with 64 bits, and fails where they do not suffice, unless an operand has more itself.
    protected override string Operand(string value, ColumnType.Decimal type, ColumnType.Decimal result) =>
        type.Precision <= DigitsOf64Bits && result.Precision > DigitsOf64Bits
            ? $"CAST({value} AS {Decimal(type with { Precision = DigitsOf64Bits + 1 })})"
            : value;

    // A division by a power of ten is exact to the last bit for few digits alone; of the text the nearest double is found.
    protected override string ToDouble(ColumnType from, string value) =>
        from is ColumnType.Decimal { Precision: > ExactDigits } ? $"CAST(CAST({value} AS VARCHAR) AS DOUBLE)" : $"CAST({value} AS DOUBLE)";

    protected override string DaysBetween(string later, string earlier) => $"CAST({later} - {earlier} AS INTEGER)";

    protected override string Like(string value, string pattern) => $@"({value} LIKE {Text(pattern)} ESCAPE '\')";

    protected override string Matches(string value, RulePattern pattern) => $"regexp_full_match({value}, {Text(pattern.Portable)})";
}

/// <remarks>Spark has no type for a time of day; its tables have the text, which is in order as the times are.</remarks>
sealed class SparkExpressionSql : ExpressionSql
{
    // Spark puts its variables in place of ${…} before it knows what a text is.
    public override string Text(string text) => $"'{string.Concat(text.Select(Escaped))}'";

    public override string Type(ColumnType type) => type switch
    {
        ColumnType.String or ColumnType.Time => "STRING",
        ColumnType.Integer => "INT",
        ColumnType.Timestamp => "TIMESTAMP_NTZ",
        ColumnType.Decimal d => Decimal(d),
        _ => type.ToString().ToUpperInvariant(),
    };

    protected override string ToDouble(ColumnType from, string value) => $"CAST({value} AS DOUBLE)";

    protected override string DaysBetween(string later, string earlier) => $"datediff({later}, {earlier})";

    protected override string Like(string value, string pattern) => $"({value} LIKE {Text(pattern)})";

    // Without the outermost group, a branch of alternatives would be all that has to match.
    protected override string Matches(string value, RulePattern pattern) => $"({value} RLIKE {Text($@"\A(?:{pattern.Portable})\z")})";

    static string Escaped(char c) => c switch
    {
        '\'' or '\\' => $"\\{c}",
        '$' => "\\u0024",
        _ when char.IsControl(c) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
        _ => c.ToString(),
    };
}
