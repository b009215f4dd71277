using System.Text;
using Granary.Tables.Values;

namespace Granary.Tables.Tests.Values;

public sealed class FieldTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("   ", "")]
    [InlineData(" a b ", "a b")]
    [InlineData("\t\r\n\v\fx\f\v\n\r\t", "x")]
    [InlineData("\u00A0x\u00A0", "x")]
    [InlineData(" \u00A0 \u00A0", "")]
    [InlineData("\u00A0", "")]
    [InlineData("é", "é")]
    [InlineData("Â", "Â")]
    [InlineData(" à ", "à")]
    [InlineData("\u200Bx", "\u200Bx")]
    [InlineData("a\u00A0b", "a\u00A0b")]
    public void Is_cut_at_its_ends_alone(string text, string expected)
    {
        Assert.Equal(expected, Encoding.UTF8.GetString(FieldText.Trim(Encoding.UTF8.GetBytes(text))));
    }

    [Fact]
    public void A_letter_that_ends_like_a_blank_stays_whole()
    {
        // U+0820 is E0 A0 A0: no byte of it is a no-break space's first one.
        Assert.Equal("\u0820", Encoding.UTF8.GetString(FieldText.Trim(Encoding.UTF8.GetBytes(" \u0820 "))));
    }
}
