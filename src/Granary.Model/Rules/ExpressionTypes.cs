using Granary.Model.Datasets;

namespace Granary.Model.Rules;

/// <summary>Which types go together, and what operations make of them.</summary>
public static class ExpressionTypes
{
    public static bool IsNumber(ColumnType type) => type is ColumnType.Double || IsExact(type);

    public static bool IsExact(ColumnType type) => type is ColumnType.Integer or ColumnType.BigInt or ColumnType.Decimal;

    /// <summary>A type that has every value of both, or null: there is none, or it would have more than 38 digits.</summary>
    public static ColumnType? Common(ColumnType a, ColumnType b)
    {
        if (a == b)
            return a;
        if (a is ColumnType.Date or ColumnType.Timestamp && b is ColumnType.Date or ColumnType.Timestamp)
            return new ColumnType.Timestamp();
        if (!IsNumber(a) || !IsNumber(b))
            return null;
        if (a is ColumnType.Double || b is ColumnType.Double)
            return new ColumnType.Double();
        if (a is not ColumnType.Decimal && b is not ColumnType.Decimal)
            return new ColumnType.BigInt();
        var (left, right) = (AsDecimal(a), AsDecimal(b));
        var scale = Math.Max(left.Scale, right.Scale);
        return Decimal(Math.Max(left.Precision - left.Scale, right.Precision - right.Scale) + scale, scale);
    }

    /// <summary>The exact type of a sum, difference or product, or null when it would need more than 38 digits.</summary>
    public static ColumnType? Exact(ArithmeticOperator operation, ColumnType a, ColumnType b)
    {
        var (left, right) = (AsDecimal(a), AsDecimal(b));
        if (operation == ArithmeticOperator.Multiply)
        {
            // Spark counts one digit more than a product has, and cuts places when that makes 39.
            var scale = left.Scale + right.Scale;
            var precision = left.Precision + right.Precision;
            return precision + (scale > 0 ? 1 : 0) > ColumnType.MostDigits ? null : Decimal(precision, scale);
        }

        var places = Math.Max(left.Scale, right.Scale);
        return Decimal(Math.Max(left.Precision - left.Scale, right.Precision - right.Scale) + places + 1, places);
    }

    /// <param name="type">Of exact numbers.</param>
    public static ColumnType.Decimal AsDecimal(ColumnType type) => type switch
    {
        ColumnType.Decimal d => d,
        ColumnType.Integer => new(10, 0),
        _ => new(19, 0),
    };

    /// <param name="type">Has every value of the operand's, as that of <see cref="Common"/>.</param>
    public static Expression Widen(Expression operand, ColumnType type) => operand switch
    {
        _ when operand.Type == type => operand,
        Expression.Literal { Text: var text } when LiteralText.Find(text, type) is { } wider => wider,
        _ => new Expression.Widened(operand, type),
    };

    static ColumnType.Decimal? Decimal(int precision, int scale) => precision > ColumnType.MostDigits ? null : new(precision, scale);
}
