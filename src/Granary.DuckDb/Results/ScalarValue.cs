using System.Numerics;

namespace Granary.DuckDb;

/// <summary>A value as the type that its caller wants, where nothing is lost on the way.</summary>
static class ScalarValue
{
    public static T As<T>(object value)
    {
        if (value is T same)
            return same;
        var wanted = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        object? converted = (AsInteger(value), value) switch
        {
            ({ } integer, _) => FromInteger(integer, wanted),
            (_, DuckDbDecimal number) when wanted == typeof(decimal) => number.ToDecimal(),
            (_, float number) when wanted == typeof(double) => (double)number,
            _ => null,
        };
        return converted is T fitting
            ? fitting
            : throw new InvalidCastException($"The value is of the type {value.GetType().Name}, not {wanted.Name}.");
    }

    static BigInteger? AsInteger(object value) => value switch
    {
        sbyte v => v,
        short v => v,
        int v => v,
        long v => v,
        byte v => v,
        ushort v => v,
        uint v => v,
        ulong v => v,
        BigInteger v => v,
        _ => null,
    };

    static object? FromInteger(BigInteger value, Type wanted) => Type.GetTypeCode(wanted) switch
    {
        TypeCode.Int32 => (object)(int)value,
        TypeCode.UInt32 => (uint)value,
        TypeCode.Int64 => (long)value,
        TypeCode.UInt64 => (ulong)value,
        TypeCode.Decimal => (decimal)value,
        _ => wanted == typeof(BigInteger) ? value : null,
    };
}
