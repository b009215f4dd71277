using Granary.Home.Catalog;
using Granary.Home.Jobs;
using Granary.Home.Runs;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Platform.Catalog;
using Granary.Tables.Stages;

namespace Granary.Home.Tests.Catalog;

/// <summary>What was published, what of it is kept, and when its files go.</summary>
public sealed class VersionRepositoryTests : IDisposable
{
    readonly TestHome _scene = new();

    [Fact]
    public void Versions_stay_for_as_many_runs_as_the_table_wants()
    {
        for (var run = 1; run <= 5; run++)
            Publish(run, keep: run < 5 ? 3 : 2, "a");
        Publish(6, keep: 3, "b");

        Assert.Equal(
            [("a", "r5", true), ("a", "r4", false), ("b", "r6", true)],
            _scene.Home.Catalog.Versions.Kept().Select(v => (v.Table.Name, v.RunId, v.IsCurrent)));
    }

    [Fact]
    public void A_version_that_is_kept_again_with_more_versions_is_not_brought_back()
    {
        Publish(1, keep: 1, "a");
        Publish(2, keep: 1, "a");
        Publish(3, keep: 5, "a");

        Assert.Equal(["r3", "r2"], _scene.Home.Catalog.Versions.Kept().Select(v => v.RunId));
    }

    [Fact]
    public void A_moment_has_the_newest_version_of_each_table_that_there_was_then()
    {
        Publish(1, keep: 3, "a", "b");
        Publish(2, keep: 3, "a");
        Publish(3, keep: 3, "b", "c");

        Assert.Equal([("a", "r2", true), ("b", "r1", true)], AsOf(2));
        Assert.Equal([("a", "r2", true), ("b", "r3", true), ("c", "r3", true)], AsOf(3));
        Publish(4, keep: 1, "a");
        Assert.Equal([("a", "r2", false), ("b", "r1", true)], AsOf(2));
        Assert.Empty(AsOf(9));
    }

    [Fact]
    public void Files_go_after_the_catalog_has_let_go_and_a_crash_between_leaves_only_files()
    {
        Publish(1, keep: 1, "a");
        Publish(2, keep: 1, "a");
        Assert.True(Directory.Exists(FolderOf("a", 1)));

        Versions.RemoveExpired(_scene.Home);

        Assert.False(Directory.Exists(FolderOf("a", 1)));
        Assert.True(Directory.Exists(FolderOf("a", 2)));
        Assert.Empty(_scene.Home.Catalog.Versions.Expired());
    }

    [Fact]
    public void Files_stay_while_somebody_reads_who_began_before_they_were_let_go()
    {
        Publish(1, keep: 1, "a");
        using (var reading = CatalogReading.Begin(_scene.Home))
        {
            Publish(2, keep: 1, "a");
            Versions.RemoveExpired(_scene.Home);
            Assert.True(Directory.Exists(FolderOf("a", 1)));

            using var later = CatalogReading.Begin(_scene.Home);
            Publish(3, keep: 1, "a");
            Versions.RemoveExpired(_scene.Home);
            Assert.True(Directory.Exists(FolderOf("a", 2)));
        }

        using var last = CatalogReading.Begin(_scene.Home);
        Versions.RemoveExpired(_scene.Home);
        Assert.Equal([FolderOf("a", 3)], Directory.EnumerateDirectories(Path.GetDirectoryName(FolderOf("a", 1))!));
    }

    [Fact]
    public void What_a_reader_that_died_has_left_goes_and_what_one_that_lives_needs_stays()
    {
        using var living = CatalogReading.Begin(_scene.Home);
        File.WriteAllText(_scene.Home.LockFile("reader.1.dead"), "");
        Directory.CreateDirectory(_scene.Home.TemporaryFolder("reader.1.dead"));
        Directory.CreateDirectory(_scene.Home.TemporaryFolder("reader.0.long-dead"));
        Assert.False(CatalogReading.IsAnyOlderThan(_scene.Home, 0));

        OrphanCleanup.Run(_scene.Home);

        Assert.Equal([living.TemporaryFolder], Directory.EnumerateFileSystemEntries(_scene.Home.TemporaryFolder("")));
        Assert.Single(Directory.EnumerateFiles(_scene.Home.LockFile("")));
    }

    [Fact]
    public void Folders_that_nobody_published_go_unless_their_run_goes_on()
    {
        Publish(1, keep: 3, "a");
        Folder("a", 2);
        Folder("a", 3);
        _scene.Home.Database.Execute("INSERT INTO run (run_id, sequence, project, environment, execution_arn, status, started_at, job_id) "
            + "VALUES ('r3', 1, 'p', 'e', 'arn', 'RUNNING', '2026-01-01T00:00:00.000Z', '3')");

        Versions.RemoveUnpublished(_scene.Home, new TableVersion(FolderOf("a", 1), Location("a", 1)));

        Assert.Equal(
            [FolderOf("a", 1), FolderOf("a", 3)], Directory.EnumerateDirectories(Path.GetDirectoryName(FolderOf("a", 1))!).Order());
    }

    [Fact]
    public void A_version_that_goes_on_from_one_that_readers_no_longer_see_is_refused()
    {
        Publish(1, keep: 3, "a");
        Publish(2, keep: 3, "a");
        var late = new Publication(Table("a", 3) with { Load = LoadMode.Append }, 3)
        {
            GoesOnFrom = Location("a", 1),
            Loaded = [new("x", "a/1.csv")],
        };

        var refused = Assert.Throws<ProblemException>(() => _scene.Home.Catalog.Publish("r3", [late]));

        Assert.Equal("GR3243", Assert.Single(refused.Problems).Code);
        Assert.Equal(Location("a", 2), _scene.Home.Catalog.Tables()[0].Location);
        Assert.Empty(_scene.Home.Catalog.LoadedFiles("db", "a"));
        _scene.Home.Catalog.Publish("r3", [late with { GoesOnFrom = Location("a", 2), Cursor = new("day", "2026-01-01") }]);
        Assert.Equal(("x", "r3"), Assert.Single(_scene.Home.Catalog.LoadedFiles("db", "a").Select(f => (f.Key, f.Value))));
        Assert.Equal("2026-01-01", _scene.Home.Catalog.Versions.CursorOf(Location("a", 3))?.Value);
    }

    [Fact]
    public void The_first_version_of_a_table_is_refused_when_there_is_one_by_now()
    {
        Publish(1, keep: 3, "a");

        Assert.Throws<ProblemException>(() => _scene.Home.Catalog.Publish("r2", [new(Table("a", 2) with { Load = LoadMode.Merge }, 3)]));
    }

    [Fact]
    public void A_table_that_is_filled_anew_holds_the_files_of_its_run_alone()
    {
        _scene.Home.Catalog.Publish(
            "r1", [new(Table("a", 1) with { Load = LoadMode.Append }, 3) { Loaded = [new("x", "a/1.csv"), new("y", "a/2.csv")] }]);

        _scene.Home.Catalog.Publish("r2", [new(Table("a", 2), 3) { Loaded = [new("y", "a/2.csv"), new("z", "a/3.csv")] }]);

        Assert.Equal([("y", "r2"), ("z", "r2")], _scene.Home.Catalog.LoadedFiles("db", "a").Select(f => (f.Key, f.Value)).Order());
    }

    public void Dispose() => _scene.Dispose();

    IEnumerable<(string, string, bool)> AsOf(int run) =>
        _scene.Home.Catalog.Versions.AsOf($"r{run}").Select(v => (v.Table.Name, v.RunId, v.IsKept));

    [Fact]
    public void A_column_type_that_cannot_be_read_is_a_problem_and_does_not_become_text()
    {
        Publish(1, keep: 1, "a");
        Assert.Equal(1, _scene.Home.Database.Execute("UPDATE catalog_table SET columns = replace(columns, 'bigint', 'money')"));

        var problem = Assert.Single(Assert.Throws<ProblemException>(() => _scene.Home.Catalog.Find("db", "a")).Problems);

        Assert.Equal(("GR3253", ProblemKind.Data), (problem.Code, problem.Kind));
        Assert.Contains("db.a", problem.Message);
        Assert.Contains("money", problem.Message);
    }

    void Publish(int run, int keep, params string[] tables)
    {
        foreach (var table in tables)
            Folder(table, run);
        _scene.Home.Catalog.Publish($"r{run}", [.. tables.Select(t => new Publication(Table(t, run), keep))]);
    }

    void Folder(string table, int run) =>
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(FolderOf(table, run)).FullName, "part-00001.parquet"), "");

    string FolderOf(string table, int run) => _scene.Home.Objects.PathOf(Location(table, run));

    static string Location(string table, int run) => $"s3://final/{table}/_v/{run}/";

    static CatalogTable Table(string name, int run) =>
        new("db", name, Location(name, run), run, [new("id", new ColumnType.BigInt())], [], []);
}
