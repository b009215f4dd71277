using System.Text.RegularExpressions;

namespace Granary.Model.Tests;

public sealed class ProblemPagesTests
{
    static readonly string Page = File.ReadAllText(Path.Combine(Needed.Repository, "docs", "problems.md"));

    static readonly IReadOnlyList<string> Sources =
    [
        .. Directory.EnumerateFiles(Path.Combine(Needed.Repository, "src"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText),
    ];

    [Fact]
    public void Every_code_has_a_heading_in_the_page_of_problems()
    {
        var headings = Regex.Matches(Page, "(?<=^## )GR[0-9]{4}", RegexOptions.Multiline).Select(m => m.Value).ToList();
        var codes = Sources.SelectMany(source => Regex.Matches(source, "GR[0-9]{4}").Select(m => m.Value)).Distinct();

        Assert.Empty(codes.Except(headings));
        Assert.Equal(headings.Distinct(), headings);
        Assert.Equal(headings.Order(), headings);
    }

    [Fact]
    public void Every_code_has_one_kind_which_its_page_names()
    {
        var pages = Regex
            .Matches(Page, @"^## (?<code>GR[0-9]{4})\n\nKind: (?<kind>[a-z ]+)\.$", RegexOptions.Multiline)
            .ToDictionary(m => m.Groups["code"].Value, m => m.Groups["kind"].Value);
        var written = Sources
            .SelectMany(source => Regex.Matches(source, @"\(\s*""(?<code>GR[0-9]{4})"",\s*ProblemKind\.(?<kind>\w+)"))
            .Select(m => (Code: m.Groups["code"].Value, Kind: Words(m.Groups["kind"].Value)))
            .Distinct()
            .ToList();

        Assert.Equal(Regex.Count(Page, "^## GR", RegexOptions.Multiline), pages.Count);
        Assert.Subset(Enum.GetNames<ProblemKind>().Select(Words).ToHashSet(), pages.Values.ToHashSet());
        Assert.NotEmpty(written);
        Assert.All(written, w => Assert.Equal((w.Code, w.Kind), (w.Code, pages[w.Code])));
    }

    static string Words(string kind) => Regex.Replace(kind, "(?<=[a-z])(?=[A-Z])", " ").ToLowerInvariant();
}
