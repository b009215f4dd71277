using System.Text;
using Granary.Tables.Values;

namespace Granary.Tables.Tests.Values;

public sealed class BooleanTests
{
    [Theory]
    [InlineData("true", true)]
    [InlineData("TRUE", true)]
    [InlineData("T", true)]
    [InlineData("Yes", true)]
    [InlineData("y", true)]
    [InlineData("1", true)]
    [InlineData("false", false)]
    [InlineData("F", false)]
    [InlineData("nO", false)]
    [InlineData("n", false)]
    [InlineData("0", false)]
    public void Ten_words_are_taken_in_any_case(string text, bool expected)
    {
        Assert.True(Booleans.TryRead(Encoding.UTF8.GetBytes(text), out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("10")]
    [InlineData("on")]
    [InlineData("off")]
    [InlineData("truee")]
    [InlineData("ja")]
    public void Others_are_not(string text)
    {
        Assert.False(Booleans.TryRead(Encoding.UTF8.GetBytes(text), out _));
    }
}
