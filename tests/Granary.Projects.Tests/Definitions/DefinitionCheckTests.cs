using Granary.Model;
using Granary.Projects.Definitions;

namespace Granary.Projects.Tests.Definitions;

public sealed class DefinitionCheckTests
{
    [Fact]
    public void Finds_nothing_in_this_repository()
    {
        var check = DefinitionCheck.Everything(new(Needed.Repository), ProjectTypes.BuiltIn);

        Assert.Empty(check.Problems);
        Assert.True(check.Files >= 7, $"{check.Files} files");
    }

    [Fact]
    public void Tells_what_is_wrong_in_every_project_and_environment_at_once()
    {
        using var workspace = TestWorkspace.With(("datasets/orders.json", """{ "nonsense": 1 }"""));
        workspace.Write("config/shop/broken.json", "{}");
        workspace.Write("projects/bakery/project.json", """{ "type": "bread" }""");
        workspace.Write("config/bakery/dev.json", """{ "deployEnv": 7 }""");

        var check = DefinitionCheck.Everything(workspace.Workspace, ProjectTypes.BuiltIn);

        Assert.Equal(6, check.Files);
        var files = check.Problems.Select(p => Path.GetRelativePath(workspace.Root, Path.GetFullPath(p.Where!.File))).ToHashSet();
        Assert.Equal(
            ["config/bakery/dev.json", "config/shop/broken.json", "projects/bakery/project.json", "projects/shop/datasets/orders.json"],
            files.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("machine.asl.json", """{ "StartAt": "Nowhere", "States": { "A": { "Type": "Succeed" } } }""", "GR2")]
    [InlineData("machine.json", """{ "StartAt": "Nowhere", "States": { "A": { "Type": "Succeed" } } }""", "GR2")]
    [InlineData("project.json", """{ "type": "bread" }""", "GR12")]
    [InlineData("datasets/orders.json", """{ "nonsense": 1 }""", "GR13")]
    [InlineData("orders.json", """{ "columns": 1 }""", "GR13")]
    [InlineData("dev.json", """{ "deployEnv": "dev" }""", "GR11")]
    public void A_file_is_checked_as_what_it_is(string name, string text, string codes)
    {
        using var folder = new TemporaryFolder();

        var check = DefinitionCheck.Of(ProjectTypes.BuiltIn, folder.Write(name, text));

        Assert.Equal(1, check.Files);
        Assert.NotEmpty(check.Problems);
        Assert.All(check.Problems, p => Assert.StartsWith(codes, p.Code, StringComparison.Ordinal));
    }

    [Fact]
    public void Machines_of_a_project_are_advised_on_with_its_stacks()
    {
        using var workspace = TestWorkspace.With(("project.json", """{ "type": "fpac" }"""));
        workspace.Write("config/shop/dev.json", TestWorkspace.GoodEnvironment);
        workspace.Write("projects/shop/states/own.asl.json", """
            { "StartAt": "M", "States": { "M": { "Type": "Map", "End": true, "ItemProcessor": { "StartAt": "J", "States": { "J": {
            "Type": "Task", "End": true, "TimeoutSeconds": 60,
              "Resource": "arn:aws:states:::glue:startJobRun.sync", "Parameters": {
              "JobName": "FSA-dev-FpacSALES-Step1-LandingFiles" } } } } } } }
            """);
        workspace.Write("projects/shop/states/other.asl.json", """
            { "StartAt": "J", "States": { "J": { "Type": "Task", "End": true, "Resource": "arn:aws:states:::glue:startJobRun.sync",
            "Parameters": { "JobName": "FSA-dev-FpacSALES-Step1-LandingFile" } } } }
            """);

        var check = DefinitionCheck.Everything(workspace.Workspace, ProjectTypes.BuiltIn);

        Assert.Equal(["GR2081", "GR2082", "GR2086"], check.Problems.Select(p => p.Code).Order(StringComparer.Ordinal));
        Assert.All(check.Problems, p => Assert.False(p.IsError));
        Assert.All(check.Strict().Problems, p => Assert.True(p.IsError));
        Assert.Equal("Did you mean \"FSA-dev-FpacSALES-Step1-LandingFiles\"?", check.Problems.Single(p => p.Code == "GR2086").Hint);
    }

    [Fact]
    public void A_projects_folder_is_checked_with_all_that_is_in_it()
    {
        using var workspace = TestWorkspace.With(
            ("project.json", """{ "type": "bread" }"""),
            ("datasets/orders.json", """{ "final": { "sql": "sql/orders.sql" } }"""));

        var check = DefinitionCheck.Of(ProjectTypes.BuiltIn, workspace.Workspace.ProjectFolder("shop"));

        Assert.Equal(2, check.Files);
        Assert.Equal(["GR1205", "GR5004"], check.Problems.Select(p => p.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_not_there_cannot_be_checked()
    {
        using var folder = new TemporaryFolder();

        var refused = Assert.Throws<ProblemException>(() => DefinitionCheck.Of(ProjectTypes.BuiltIn, Path.Combine(folder.Path, "missing")));

        Assert.Equal("GR5003", Assert.Single(refused.Problems).Code);
    }
}
