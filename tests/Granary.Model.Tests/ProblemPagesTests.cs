using System.Text.RegularExpressions;

namespace Granary.Model.Tests;

public sealed class ProblemPagesTests
{
    [Fact]
    public void Every_code_has_a_heading_in_the_page_of_problems()
    {
        var headings = Regex
            .Matches(
                File.ReadAllText(Path.Combine(Needed.Repository, "docs", "problems.md")), "(?<=^## )GR[0-9]{4}", RegexOptions.Multiline)
            .Select(m => m.Value)
            .ToList();
        var codes = Directory.EnumerateFiles(Path.Combine(Needed.Repository, "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), "GR[0-9]{4}").Select(m => m.Value))
            .Distinct();

        Assert.Empty(codes.Except(headings));
        Assert.Equal(headings.Distinct(), headings);
        Assert.Equal(headings.Order(), headings);
    }
}
