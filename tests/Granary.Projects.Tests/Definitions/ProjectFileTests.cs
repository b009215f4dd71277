using Granary.Model;
using Granary.Projects.Definitions;

namespace Granary.Projects.Tests.Definitions;

public sealed class ProjectFileTests
{
    readonly List<Problem> _problems = [];

    [Fact]
    public void Names_the_type()
    {
        Assert.Equal("fpac", Parse("""{ "$schema": "x", "type": "fpac" }""")?.Type);
        Assert.Empty(_problems);
    }

    [Theory]
    [InlineData("""{}""", "GR1202 x.json:1:1", null)]
    [InlineData("""{ "type": "" }""", "GR1204 x.json:1:11", null)]
    [InlineData("""{ "type": 1 }""", "GR1203 x.json:1:11", null)]
    [InlineData("""{ "type": "fpca" }""", "GR1205 x.json:1:11", "Did you mean \"fpac\"?")]
    [InlineData("""{ "type": "warehouse" }""", "GR1205 x.json:1:11", "Built: fpac.")]
    [InlineData("""{ "type": "cars" }""", "GR1206 x.json:1:11", "Built: fpac.")]
    [InlineData("""{ "type": "fpac", "typ": 1 }""", "GR1201 x.json:1:19", "Did you mean \"type\"?")]
    [InlineData("""[]""", "GR1203 x.json:1:1", null)]
    public void Says_what_is_wrong(string text, string problem, string? hint)
    {
        Assert.Null(Parse(text));

        var only = Assert.Single(_problems);
        Assert.Equal(problem, $"{only.Code} {only.Where}");
        if (hint is not null)
            Assert.Equal(hint, only.Hint);
    }

    ProjectFile? Parse(string text) => ProjectFile.Parse(text, "x.json", ProjectTypes.BuiltIn, _problems);
}
