using Granary.Model;

namespace Granary.Home.Tests.Storage;

public sealed class HomeTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Is_made_where_there_is_none()
    {
        using var home = LocalHome.Open(Path.Combine(_folder.Path, "a", "home"), TimeProvider.System);

        Assert.Empty(home.Runs.All());
        Assert.Empty(home.Catalog.Tables());
        Assert.True(File.Exists(Path.Combine(home.Path, "granary.db")));
    }

    [Fact]
    public void A_file_that_is_no_database_is_told_apart()
    {
        _folder.Write("home/granary.db", new string('x', 5_000));

        AssertRefused("GR4011");
    }

    [Fact]
    public void A_home_of_a_later_version_is_let_be()
    {
        using (var home = LocalHome.Open(Path.Combine(_folder.Path, "home"), TimeProvider.System))
            home.Database.Execute("PRAGMA user_version=99");

        AssertRefused("GR4011");
    }

    [Fact]
    public void A_place_that_is_a_file_is_no_home()
    {
        _folder.Write("home", "");

        AssertRefused("GR4011");
    }

    [Fact]
    public void A_transaction_that_fails_leaves_nothing_behind()
    {
        using var home = LocalHome.Open(Path.Combine(_folder.Path, "home"), TimeProvider.System);

        Assert.Throws<InvalidOperationException>(() => home.Database.Transaction(() =>
        {
            home.Runs.Start(new("r1", "p", "e", "arn", "{}", null), 1, 0);
            throw new InvalidOperationException();
        }));

        Assert.Empty(home.Runs.All());
        home.Runs.Start(new("r2", "p", "e", "arn", "{}", null), 1, 0);
        Assert.Equal(1, Assert.Single(home.Runs.All()).Sequence);
    }

    public void Dispose() => _folder.Dispose();

    void AssertRefused(string code) =>
        Assert.Equal(
            code,
            Assert
                .Single(
                    Assert.Throws<ProblemException>(
                        () => LocalHome.Open(Path.Combine(_folder.Path, "home"), TimeProvider.System)).Problems)
                .Code);
}
