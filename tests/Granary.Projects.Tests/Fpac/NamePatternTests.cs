using Granary.Platform.Stacks;

namespace Granary.Projects.Tests.Fpac;

/// <summary>What the names of a project's resources begin with.</summary>
public sealed class NamePatternTests
{
    [Fact]
    public void Names_follow_the_projects_own_pattern()
    {
        using var workspace = TestWorkspace.With(("project.json", """{ "type": "fpac", "names": "acme-{deployEnv}-{project}" }"""));

        Assert.Equal("acme-dev-sales-Pipeline", workspace.Stack().Entry?.Machine.Name);
        Assert.All(
            workspace.Stack().Of<FunctionResource>(), f => Assert.StartsWith("acme-dev-sales-", f.Name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("acme.{project}")]
    [InlineData("{owner}-{project}")]
    public void A_pattern_that_is_not_valid_is_refused(string names)
    {
        using var workspace = TestWorkspace.With(("project.json", $$"""{ "type": "fpac", "names": "{{names}}" }"""));

        Assert.Null(workspace.Load());
        Assert.Equal("GR1207", Assert.Single(workspace.Problems).Code);
    }
}
