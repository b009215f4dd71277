using System.Text;
using Granary.Tables.Values;

namespace Granary.Tables.Tests.Values;

public sealed class DoubleTests
{
    [Theory]
    [InlineData("0", 0.0)]
    [InlineData("-0", -0.0)]
    [InlineData("1.5", 1.5)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5.0)]
    [InlineData("+1", 1.0)]
    [InlineData("1e3", 1000.0)]
    [InlineData("-1.25E-2", -0.0125)]
    [InlineData("1e+2", 100.0)]
    [InlineData("1.7976931348623157e308", double.MaxValue)]
    [InlineData("4.9e-324", double.Epsilon)]
    [InlineData("0.1", 0.1)]
    public void Decimal_notation_is_taken_with_or_without_an_exponent(string text, double expected)
    {
        Assert.True(Numbers.TryDouble(Encoding.UTF8.GetBytes(text), grouped: false, out var value));
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("e5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1e5.5")]
    [InlineData("NaN")]
    [InlineData("nan")]
    [InlineData("Infinity")]
    [InlineData("-inf")]
    [InlineData("∞")]
    [InlineData("1e309")]
    [InlineData("-1e400")]
    [InlineData("1 ")]
    [InlineData(" 1")]
    [InlineData("1,000")]
    [InlineData("1.2.3")]
    [InlineData("0x1p3")]
    [InlineData("1-1")]
    [InlineData("--1")]
    public void Everything_else_is_none(string text)
    {
        Assert.False(Numbers.TryDouble(Encoding.UTF8.GetBytes(text), grouped: false, out _));
    }

    [Theory]
    [InlineData("1,234.5", 1234.5)]
    [InlineData("-1,234,567e2", -123456700.0)]
    [InlineData("12", 12.0)]
    public void Groups_are_taken_where_they_are_allowed(string text, double expected)
    {
        Assert.True(Numbers.TryDouble(Encoding.UTF8.GetBytes(text), grouped: true, out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("1,23")]
    [InlineData("1.5,000")]
    [InlineData("1e1,000")]
    [InlineData("1e1,0")]
    [InlineData(",")]
    [InlineData("-,")]
    public void Groups_elsewhere_or_of_another_size_are_none(string text)
    {
        Assert.False(Numbers.TryDouble(Encoding.UTF8.GetBytes(text), grouped: true, out _));
    }
}
