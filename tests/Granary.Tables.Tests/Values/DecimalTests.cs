using System.Numerics;
using System.Text;
using Granary.Tables.Values;

namespace Granary.Tables.Tests.Values;

public sealed class DecimalTests
{
    [Theory]
    [InlineData("1", 5, 2, "100")]
    [InlineData("1.5", 5, 2, "150")]
    [InlineData("-1.55", 5, 2, "-155")]
    [InlineData("+999.99", 5, 2, "99999")]
    [InlineData("000999.99", 5, 2, "99999")]
    [InlineData(".5", 5, 2, "50")]
    [InlineData("5.", 5, 2, "500")]
    [InlineData("-.5", 5, 2, "-50")]
    [InlineData("0.00", 1, 0, "0")]
    [InlineData("-0.00", 5, 2, "0")]
    [InlineData("1.5000000", 5, 2, "150")]
    [InlineData("1.000000000000000000000000000000000000000000", 1, 0, "1")]
    [InlineData("0.01", 2, 2, "1")]
    [InlineData("99999999999999999999999999999999999999", 38, 0, "99999999999999999999999999999999999999")]
    [InlineData("-99999999999999999999999999999999999999", 38, 0, "-99999999999999999999999999999999999999")]
    [InlineData("0.00000000000000000000000000000000000001", 38, 38, "1")]
    [InlineData("1234567890123456789.01234567890123456789", 38, 19, null)]
    [InlineData("1234567890123456789.0123456789012345678", 38, 19, "12345678901234567890123456789012345678")]
    [InlineData("57886827.89", 20, 10, "578868278900000000")]
    public void Is_the_number_to_the_last_digit(string text, int precision, int scale, string? expected)
    {
        var fits = Numbers.TryDecimal(Bytes(text), grouped: false, precision, scale, out var value);

        Assert.Equal(expected is not null, fits);
        if (expected is not null)
            Assert.Equal(BigInteger.Parse(expected), (BigInteger)value);
    }

    [Theory]
    [InlineData("1000", 5, 2)]
    [InlineData("-1000.00", 5, 2)]
    [InlineData("1.555", 5, 2)]
    [InlineData("1.001", 5, 2)]
    [InlineData("1.0000001", 38, 6)]
    [InlineData("1", 2, 2)]
    [InlineData("100000000000000000000000000000000000000", 38, 0)]
    [InlineData("340282366920938463463374607431768211456", 38, 0)]
    public void A_number_that_does_not_fit_is_refused_and_never_rounded(string text, int precision, int scale)
    {
        Assert.False(Numbers.TryDecimal(Bytes(text), grouped: false, precision, scale, out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("-.")]
    [InlineData("1.2.3")]
    [InlineData("1e3")]
    [InlineData("1 000")]
    [InlineData("$1.00")]
    [InlineData("(1.00)")]
    [InlineData("1.00-")]
    [InlineData("1.0x")]
    [InlineData("1.x0")]
    [InlineData("NaN")]
    [InlineData("1,5")]
    [InlineData("1,234.50")]
    public void What_is_no_number_is_refused(string text)
    {
        Assert.False(Numbers.TryDecimal(Bytes(text), grouped: false, 38, 6, out _));
    }

    [Theory]
    [InlineData("1,234,567.89", "123456789")]
    [InlineData("-1,234.5", "-123450")]
    [InlineData("234.5", "23450")]
    [InlineData("1234567.89", "123456789")]
    [InlineData("1,234.", "123400")]
    public void Groups_are_taken_before_the_point(string text, string expected)
    {
        Assert.True(Numbers.TryDecimal(Bytes(text), grouped: true, 18, 2, out var value));
        Assert.Equal(BigInteger.Parse(expected), (BigInteger)value);
    }

    [Theory]
    [InlineData("1,23,456.00")]
    [InlineData("1,234,56.00")]
    [InlineData("1234,567.00")]
    [InlineData("1.234,00")]
    [InlineData("1.00,000")]
    [InlineData(",123.00")]
    [InlineData("1,234,.00")]
    public void Groups_elsewhere_or_of_another_size_are_refused(string text)
    {
        Assert.False(Numbers.TryDecimal(Bytes(text), grouped: true, 18, 2, out _));
    }

    [Fact]
    public void Each_width_keeps_its_largest_number()
    {
        Assert.True(new DecimalParser<short>(new(4, 2), grouped: false).TryRead("-99.99"u8, out var two));
        Assert.True(new DecimalParser<int>(new(9, 2), grouped: false).TryRead("-9999999.99"u8, out var four));
        Assert.True(new DecimalParser<long>(new(18, 2), grouped: false).TryRead("-9999999999999999.99"u8, out var eight));
        Assert.True(
            new WideDecimalParser(new(38, 2), grouped: false).TryRead("-999999999999999999999999999999999999.99"u8, out var sixteen));

        Assert.Equal((-9_999, -999_999_999, -999_999_999_999_999_999), (two, four, eight));
        Assert.Equal(-BigInteger.Pow(10, 38) + 1, ((BigInteger)(long)sixteen.Upper << 64) + sixteen.Lower);
    }

    [Fact]
    public void Random_numbers_are_what_long_arithmetic_makes_of_them()
    {
        var random = new Random(20261121);
        for (var i = 0; i < 20_000; i++)
        {
            var digits = random.Next(1, 39);
            var scale = random.Next(0, digits + 1);
            var number = string.Concat(Enumerable.Range(0, digits).Select(_ => (char)('0' + random.Next(10))));
            var text = (random.Next(2) == 0 ? "-" : "") + number[..^scale] + (scale > 0 ? "." + number[^scale..] : "");

            Assert.True(Numbers.TryDecimal(Bytes(text), grouped: false, 38, scale, out var value), text);
            Assert.Equal(BigInteger.Parse(text.Replace(".", "", StringComparison.Ordinal)), (BigInteger)value);
        }
    }

    static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
