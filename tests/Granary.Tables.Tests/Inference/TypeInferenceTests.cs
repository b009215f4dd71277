using System.Text;
using Granary.Tables.Inference;

namespace Granary.Tables.Tests.Inference;

public sealed class TypeInferenceTests
{
    [Theory]
    [InlineData("bigint", "0", "7", "-12")]
    [InlineData("bigint", "-0")]
    [InlineData("bigint", "999999999999999999", "-999999999999999999")]
    [InlineData("decimal(38,0)", "1000000000000000000")]
    [InlineData("decimal(38,0)", "99999999999999999999999999999999999999")]
    [InlineData("string", "100000000000000000000000000000000000000")]
    [InlineData("string", "00000000000000000007")]
    [InlineData("string", "01", "2")]
    [InlineData("string", "-01")]
    [InlineData("string", "+1")]
    [InlineData("string", "1,000")]
    [InlineData("string", "1", "x")]
    [InlineData("string", "$5")]
    [InlineData("string", "NaN")]
    [InlineData("string", "1.5", "NaN")]
    [InlineData("string", "1.5", "Infinity")]
    [InlineData("decimal(18,2)", "0", "1.5", "10.25")]
    [InlineData("decimal(18,1)", "0.5")]
    [InlineData("decimal(18,2)", ".25", "5.")]
    [InlineData("decimal(18,6)", "123456789012.123456")]
    [InlineData("decimal(38,7)", "123456789012.1234567")]
    [InlineData("decimal(38,10)", "123456789012", "0.0123456789")]
    [InlineData("string", "12345678901234567890", "0.12345678901234567890")]
    [InlineData("double", "1e3")]
    [InlineData("double", "1", "1.5", "2E-4")]
    [InlineData("string", "1e3", "007")]
    [InlineData("string", "1e309")]
    [InlineData("boolean", "true", "FALSE", "True")]
    [InlineData("string", "true", "yes")]
    [InlineData("string", "t", "f")]
    [InlineData("bigint", "0", "1")]
    [InlineData("date", "2026-01-02", "1999-12-31")]
    [InlineData("string", "2026-01-02", "2026-02-30")]
    [InlineData("string", "2026-1-2")]
    [InlineData("string", "01/02/2026")]
    [InlineData("bigint", "20260102")]
    [InlineData("timestamp", "2026-01-02T03:04:05", "2026-01-02 03:04:05.5Z", "2026-01-02 03:04+02:00")]
    [InlineData("string", "2026-01-02", "2026-01-02T03:04:05")]
    [InlineData("string", "2026-01-02 25:00:00")]
    [InlineData("string", "12:30:00")]
    [InlineData("string", "-")]
    [InlineData("string", ".")]
    [InlineData("string", "1.2.3")]
    public void Is_the_narrowest_type_that_loses_nothing(string type, params string[] values)
    {
        Assert.Equal(type, GuessOf(values).Type.ToString());
    }

    [Fact]
    public void A_column_without_values_is_text()
    {
        Assert.Equal("string", new TypeInference().Type.ToString());
    }

    [Theory]
    [InlineData("decimal(18,2)", "1", "2.25")]
    [InlineData("string", "1", "2026-01-02")]
    [InlineData("double", "1.5", "1e3")]
    [InlineData("double", "1e3", "1.5")]
    [InlineData("string", "007", "1e3")]
    [InlineData("string", "1e3", "007")]
    [InlineData("string", "007", "7")]
    [InlineData("string", "true", "1")]
    [InlineData("string", "2026-01-02", "2026-01-02T03:04:05")]
    public void Parts_joined_are_what_the_whole_is(string type, string first, string second)
    {
        var joined = GuessOf(first);
        joined.Join(GuessOf(second));

        Assert.Equal(type, joined.Type.ToString());
        Assert.Equal(type, GuessOf(first, second).Type.ToString());
    }

    [Fact]
    public void A_part_without_values_changes_nothing()
    {
        var joined = GuessOf("1.25");
        joined.Join(new());
        var other = new TypeInference();
        other.Join(GuessOf("1.25"));

        Assert.Equal(("decimal(18,2)", "decimal(18,2)"), (joined.Type.ToString(), other.Type.ToString()));
    }

    static TypeInference GuessOf(params string[] values)
    {
        var guess = new TypeInference();
        foreach (var value in values)
            guess.Add(Encoding.UTF8.GetBytes(value));
        return guess;
    }
}
