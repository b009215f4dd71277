using Granary.Home.Catalog;
using Granary.Model.Datasets;
using Granary.Platform.Catalog;
using Microsoft.Data.Sqlite;

namespace Granary.Home.Tests.Catalog;

public sealed class LocalCatalogTests : IDisposable
{
    readonly TestHome _scene = new();

    [Fact]
    public void Readers_see_what_a_run_published()
    {
        Publish("r1", [Table("b", 1, 10), Table("a", 1, 20) with { PartitionKeys = ["day"] }]);

        var tables = _scene.Home.Catalog.Tables();

        Assert.Equal(["a", "b"], tables.Select(t => t.Name));
        Assert.Equivalent(Table("a", 1, 20) with { PartitionKeys = ["day"] }, tables[0], strict: true);
    }

    [Fact]
    public void A_later_run_turns_them_to_its_own_versions()
    {
        Publish("r1", [Table("a", 1, 10), Table("b", 1, 10)]);
        Publish("r2", [Table("a", 2, 11)]);

        Assert.Equal(["s3://final/a/_v/2/", "s3://final/b/_v/1/"], _scene.Home.Catalog.Tables().Select(t => t.Location));
        Assert.Equal(["s3://final/a/_v/1/", "s3://final/b/_v/1/"], _scene.Home.Catalog.PublishedBy("r1").Select(t => t.Location));
        Assert.Equal(["s3://final/a/_v/2/"], _scene.Home.Catalog.PublishedBy("r2").Select(t => t.Location));
    }

    [Fact]
    public void All_tables_of_a_run_turn_at_once_or_none_does()
    {
        Publish("r1", [Table("a", 1, 10), Table("b", 1, 10)]);

        Assert.Throws<SqliteException>(() => Publish("r2", [Table("a", 2, 11), Table("b", 2, 11) with { Location = null! }]));

        Assert.Equal(["s3://final/a/_v/1/", "s3://final/b/_v/1/"], _scene.Home.Catalog.Tables().Select(t => t.Location));
        Assert.Empty(_scene.Home.Catalog.PublishedBy("r2"));
    }

    [Fact]
    public void A_refresh_tells_more_of_the_version_that_readers_see()
    {
        Publish("r1", [Table("a", 1, 10)]);

        _scene.Home.Catalog.Refresh(Table("a", 1, 99));

        Assert.Equal(99, _scene.Home.Catalog.Tables()[0].Rows);
    }

    [Fact]
    public void A_refresh_never_turns_readers_to_another_version()
    {
        Publish("r1", [Table("a", 1, 10)]);
        Publish("r2", [Table("a", 2, 11)]);

        _scene.Home.Catalog.Refresh(Table("a", 1, 99));

        Assert.Equivalent(Table("a", 2, 11), _scene.Home.Catalog.Tables()[0], strict: true);
    }

    [Fact]
    public void Another_database_may_have_a_table_of_the_same_name()
    {
        Publish("r1", [Table("a", 1, 10), Table("a", 1, 20) with { Database = "other" }]);

        Assert.Equal([("db", 10L), ("other", 20L)], _scene.Home.Catalog.Tables().Select(t => (t.Database, t.Rows)));
    }

    [Fact]
    public void Other_openers_of_the_home_see_it_too()
    {
        using var other = LocalHome.Open(_scene.Path, _scene.Clock);
        Publish("r1", [Table("a", 1, 10)]);

        Assert.Single(other.Catalog.Tables());
    }

    public void Dispose() => _scene.Dispose();

    void Publish(string run, IEnumerable<CatalogTable> tables) =>
        _scene.Home.Catalog.Publish(run, [.. tables.Select(t => new Publication(t, Keep: 3))]);

    static CatalogTable Table(string name, int version, long rows) =>
        new(
            "db", name, $"s3://final/{name}/_v/{version}/", rows,
            [new("id", new ColumnType.BigInt()), new("v", new ColumnType.Decimal(18, 2))],
            [new("_source_file", new ColumnType.String())],
            []);
}
