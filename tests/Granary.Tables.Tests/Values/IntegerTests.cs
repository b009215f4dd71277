using System.Text;
using Granary.Tables.Values;

namespace Granary.Tables.Tests.Values;

public sealed class IntegerTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("+1", 1)]
    [InlineData("-1", -1)]
    [InlineData("0000000000000000000000000000000000000007", 7)]
    [InlineData("-00042", -42)]
    [InlineData("999999999999999999", 999_999_999_999_999_999)]
    [InlineData("1000000000000000000", 1_000_000_000_000_000_000)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("+9223372036854775807", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("-000000009223372036854775808", long.MinValue)]
    public void Digits_with_or_without_a_sign_are_a_number(string text, long expected)
    {
        Assert.True(Numbers.TryInteger(Bytes(text), grouped: false, out var value));
        Assert.Equal(expected, value);
        Assert.True(Numbers.TryInteger(Bytes(text), grouped: true, out value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+")]
    [InlineData("--1")]
    [InlineData("+-1")]
    [InlineData("1-")]
    [InlineData("1 2")]
    [InlineData("1.")]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("0x10")]
    [InlineData("1_000")]
    [InlineData("1,000")]
    [InlineData("NaN")]
    [InlineData("９")]
    [InlineData("9223372036854775808")]
    [InlineData("-9223372036854775809")]
    [InlineData("18446744073709551616")]
    [InlineData("18446744073709551617")]
    [InlineData("340282366920938463463374607431768211457")]
    public void Everything_else_is_none(string text)
    {
        Assert.False(Numbers.TryInteger(Bytes(text), grouped: false, out _));
    }

    [Theory]
    [InlineData("1,000", 1_000)]
    [InlineData("12,000", 12_000)]
    [InlineData("-123,456", -123_456)]
    [InlineData("1,234,567", 1_234_567)]
    [InlineData("1234567", 1_234_567)]
    [InlineData("9,223,372,036,854,775,807", long.MaxValue)]
    public void Groups_of_three_are_taken_where_they_are_allowed(string text, long expected)
    {
        Assert.True(Numbers.TryInteger(Bytes(text), grouped: true, out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData(",")]
    [InlineData(",000")]
    [InlineData("1,")]
    [InlineData("1,00")]
    [InlineData("1,0000")]
    [InlineData("1234,567")]
    [InlineData("1,234,56")]
    [InlineData("1,,234")]
    [InlineData("-,123")]
    [InlineData("1,234,5a7")]
    [InlineData("9,223,372,036,854,775,808")]
    public void Groups_of_another_size_are_none(string text)
    {
        Assert.False(Numbers.TryInteger(Bytes(text), grouped: true, out _));
    }

    [Theory]
    [InlineData("2147483647", true)]
    [InlineData("-2147483648", true)]
    [InlineData("2147483648", false)]
    [InlineData("-2147483649", false)]
    [InlineData("4294967297", false)]
    public void An_integer_has_32_bits(string text, bool fits)
    {
        Assert.Equal(fits, new IntegerParser(grouped: false).TryRead(Bytes(text), out var value));
        Assert.Equal(fits ? int.Parse(text) : 0, value);
    }

    static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
