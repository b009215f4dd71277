using Granary.Model.Rules;

namespace Granary.Model.Tests.Rules;

public sealed class RulePatternTests
{
    [Theory]
    [InlineData("abc", "abc")]
    [InlineData("a.b", @"a[^\n]b")]
    [InlineData(@"\d\D\w\W\s\S", @"[0-9][^0-9][A-Za-z0-9_][^A-Za-z0-9_][\t-\r ][^\t-\r ]")]
    [InlineData(@"[\d.x-z]", @"[0-9\.x-z]")]
    [InlineData(@"[^\]^-]", @"[^\]\^\-]")]
    [InlineData("[a-]", @"[a\-]")]
    [InlineData(@"\.\*\+\?\(\)\[\]\{\}\|\^\$\\\/", @"\.\*\+\?\(\)\[\]\{\}\|\^\$\\\/")]
    [InlineData("^a|b$", "a|b")]
    [InlineData("^$", "")]
    [InlineData("(a|b)*c{2}d{3,}e{4,5}", "(?:a|b)*c{2}d{3,}e{4,5}")]
    [InlineData("(?:ab)+", "(?:ab)+")]
    [InlineData("é😀", @"\x{E9}\x{1F600}")]
    [InlineData(@"\t-\n", @"\x{9}\-\x{A}")]
    [InlineData("a|", "a|")]
    [InlineData("(a{10}){100}", "(?:a{10}){100}")]
    public void What_is_taken_is_written_so_that_engines_agree(string pattern, string portable) =>
        Assert.Equal(portable, RulePattern.Parse(pattern, (at, message) => Assert.Fail($"{at}: {message}"))!.Portable);

    [Theory]
    [InlineData("a**", 2)]
    [InlineData("a*?", 2)]
    [InlineData("a++", 2)]
    [InlineData("a{2}{3}", 4)]
    [InlineData("*a", 0)]
    [InlineData("a|+", 2)]
    [InlineData("(a", 0)]
    [InlineData("a)", 1)]
    [InlineData("[a", 0)]
    [InlineData("[]a]", 1)]
    [InlineData("a]", 1)]
    [InlineData("a}", 1)]
    [InlineData("a{x}", 1)]
    [InlineData("a{,3}", 1)]
    [InlineData("a{3,2}", 1)]
    [InlineData("a{1001}", 1)]
    [InlineData("(a{100}){11}", 0)]
    [InlineData("a$b", 1)]
    [InlineData("(^a)", 1)]
    [InlineData("a^", 1)]
    [InlineData("(?i)a", 0)]
    [InlineData("x(?=a)", 1)]
    [InlineData("(?<n>a)", 0)]
    [InlineData(@"\ba", 0)]
    [InlineData(@"(a)\1", 3)]
    [InlineData(@"\p{L}", 0)]
    [InlineData(@"\x41", 0)]
    [InlineData(@"\u0041", 0)]
    [InlineData(@"[\D]", 1)]
    [InlineData(@"a\", 1)]
    [InlineData("[[:alpha:]]", 1)]
    [InlineData("[a&&b]", 2)]
    [InlineData("[z-a]", 1)]
    [InlineData(@"[a-\d]", 3)]
    [InlineData("a\0", 1)]
    public void What_engines_read_differently_is_refused_at_its_character(string pattern, int character)
    {
        var places = new List<int>();

        Assert.Null(RulePattern.Parse(pattern, (at, _) => places.Add(at)));
        Assert.Equal([character], places);
    }
}
