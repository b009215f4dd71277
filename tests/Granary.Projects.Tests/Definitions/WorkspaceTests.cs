using Granary.Model;
using Granary.Projects.Definitions;

namespace Granary.Projects.Tests.Definitions;

public sealed class WorkspaceTests : IDisposable
{
    readonly TestWorkspace _workspace = TestWorkspace.With();

    [Fact]
    public void Is_found_from_a_folder_inside_of_it()
    {
        var inside = Directory.CreateDirectory(Path.Combine(_workspace.Root, "projects", "shop", "sql")).FullName;

        Assert.Equal(_workspace.Root, Workspace.Find(inside, otherwise: null).Root);
    }

    [Fact]
    public void Is_the_given_one_where_there_is_none_above()
    {
        using var elsewhere = new TemporaryFolder();

        Assert.Equal(_workspace.Root, Workspace.Find(elsewhere.Path, otherwise: _workspace.Root).Root);
    }

    [Fact]
    public void Must_be_somewhere()
    {
        using var elsewhere = new TemporaryFolder();
        using var neither = new TemporaryFolder();

        var refused = Assert.Throws<ProblemException>(() => Workspace.Find(elsewhere.Path, otherwise: neither.Path));

        Assert.Equal("GR5001", Assert.Single(refused.Problems).Code);
    }

    [Fact]
    public void Has_the_projects_whose_folder_holds_a_project_file()
    {
        _workspace.Write("projects/bakery/project.json", "{}");
        _workspace.Write("projects/notes/README.md", "");

        Assert.Equal(["bakery", "shop"], _workspace.Workspace.Projects());
        Assert.Empty(new Workspace(Path.Combine(_workspace.Root, "nowhere")).Projects());
    }

    [Fact]
    public void Has_an_environment_for_each_file_of_the_projects_config()
    {
        _workspace.Write("config/shop/a-test.json", "{}");
        _workspace.Write("config/shop/notes.txt", "");

        Assert.Equal(["a-test", "dev"], _workspace.Workspace.Environments("shop"));
        Assert.Empty(_workspace.Workspace.Environments("bakery"));
    }

    [Fact]
    public void Finds_an_environment_by_its_name_and_by_any_path()
    {
        var elsewhere = _workspace.Write("somewhere/else.json", "{}");

        Assert.Equal(Path.Combine(_workspace.Root, "config", "shop", "dev.json"), _workspace.Workspace.EnvironmentFile("shop", "dev"));
        Assert.Equal(elsewhere, _workspace.Workspace.EnvironmentFile("shop", elsewhere));
    }

    [Fact]
    public void Says_which_environments_there_are_when_one_is_unknown()
    {
        _workspace.Write("config/shop/prod.json", "{}");

        var close = Assert.Single(Assert.Throws<ProblemException>(() => _workspace.Workspace.EnvironmentFile("shop", "prd")).Problems);
        var far = Assert.Single(Assert.Throws<ProblemException>(() => _workspace.Workspace.EnvironmentFile("shop", "somewhere")).Problems);

        Assert.Equal(("GR5003", "Did you mean \"prod\"?"), (close.Code, close.Hint));
        Assert.Equal("There are dev, prod.", far.Hint);
    }

    [Fact]
    public void A_name_that_leads_out_of_the_projects_is_no_project()
    {
        _workspace.Write("elsewhere/project.json", """{ "type": "fpac" }""");

        Assert.Throws<ProblemException>(() => _workspace.Load("../elsewhere"));
    }

    public void Dispose() => _workspace.Dispose();
}
