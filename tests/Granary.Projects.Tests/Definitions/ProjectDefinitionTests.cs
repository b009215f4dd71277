using Granary.Model;

namespace Granary.Projects.Tests.Definitions;

public sealed class ProjectDefinitionTests
{
    [Fact]
    public void Has_the_datasets_of_its_folder_and_their_sql()
    {
        using var workspace = TestWorkspace.With(
            ("datasets/orders.json", """{ "final": { "sql": "sql/orders.sql" } }"""),
            ("datasets/items.json", """{ "final": { "sql": "SELECT 1 AS one" } }"""),
            ("datasets/README.md", "no dataset"),
            ("sql/orders.sql", "SELECT * FROM cleansed"),
            ("sql/unused.sql", "SELECT 2"));

        var project = workspace.Load()!;

        Assert.Empty(workspace.Problems);
        Assert.Equal(("shop", "fpac"), (project.Name, project.File.Type));
        Assert.Equal(["items", "orders"], project.Datasets.Select(d => d.Table));
        Assert.Equal(["datasets/items.json", "datasets/orders.json", "sql/orders.sql"], project.Artifacts.Select(a => a.Path));
    }

    [Fact]
    public void Needs_no_datasets()
    {
        using var workspace = TestWorkspace.With();

        Assert.Empty(workspace.Load()!.Datasets);
    }

    [Fact]
    public void A_project_that_is_not_there_is_named_with_those_that_are()
    {
        using var workspace = TestWorkspace.With();

        var close = Assert.Single(Assert.Throws<ProblemException>(() => workspace.Load("shpo")).Problems);
        var far = Assert.Single(Assert.Throws<ProblemException>(() => workspace.Load("library")).Problems);

        Assert.Equal(("GR5002", "Did you mean \"shop\"?"), (close.Code, close.Hint));
        Assert.Equal("There are shop.", far.Hint);
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        using var workspace = TestWorkspace.With(
            ("project.json", """{ "type": "fpca" }"""),
            ("datasets/a.json", """{ "keys": ["id"], "onEmpty": "maybe" }"""),
            ("datasets/B.json", "{}"),
            ("datasets/c.json", """{ "final": { "sql": "sql/missing.sql" } }"""),
            ("datasets/d.json", "{ "));

        Assert.Null(workspace.Load());

        Assert.All(workspace.Problems, p => Assert.NotNull(p.Where));
        Assert.Equal(
            ["B.json", "a.json", "a.json", "c.json", "d.json", "project.json"],
            workspace.Problems.Select(p => Path.GetFileName(p.Where!.File)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_missing_sql_file_is_named_with_the_dataset_that_wants_it()
    {
        using var workspace = TestWorkspace.With(("datasets/orders.json", "{\n  \"final\": { \"sql\": \"sql/orders.sql\" }\n}"));

        Assert.Null(workspace.Load());

        var problem = Assert.Single(workspace.Problems);
        Assert.Equal("GR5004", problem.Code);
        Assert.Contains("sql/orders.sql", problem.Message, StringComparison.Ordinal);
        Assert.EndsWith("orders.json", problem.Where!.File, StringComparison.Ordinal);
    }
}
