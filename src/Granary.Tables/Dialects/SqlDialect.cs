using System.Globalization;
using Granary.Model.Datasets;
using Granary.Model.Rules;

namespace Granary.Tables.Dialects;

/// <summary>How one engine spells names, literals, types and the expressions of rules.</summary>
/// <remarks>What an expression means is in the expression, and so is every conversion.</remarks>
public abstract class SqlDialect
{
    public static readonly DuckDbDialect DuckDb = new();

    public static readonly SparkDialect Spark = new();

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
            _ => throw new ArgumentException($"{expression.GetType().Name} is not an expression of rules.", nameof(expression)),
        };

        string Inner(Expression part) => Of(part, column);

        string Exact(Expression part, ColumnType result) => Operand(Inner(part), (ColumnType.Decimal)part.Type, (ColumnType.Decimal)result);

        string Join(string separator, IReadOnlyList<Expression> parts) => $"({string.Join(separator, parts.Select(Inner))})";
    }

    /// <summary>A name in quotes, whatever characters it has.</summary>
    public abstract string Name(string name);

    /// <summary>A text as the engine's literal.</summary>
    public abstract string Text(string text);

    /// <summary>The engine's name of a type.</summary>
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
