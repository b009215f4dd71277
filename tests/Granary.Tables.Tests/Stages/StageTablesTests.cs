using Granary.Model;
using Granary.Tables.Ledger;
using Granary.Tables.Loading;
using Granary.Tables.Reading;
using Granary.Tables.Stages;

namespace Granary.Tables.Tests.Stages;

public sealed class StageTablesTests
{
    static readonly StageLocations Locations = new("s3://in/", "s3://landed/", "s3://cleansed/", "s3://final/p/", "s3://datasets/", "lake");

    [Theory]
    [InlineData("s3://final/p/t/_v/job-1/", true)]
    [InlineData("s3://final/p/t2/_v/job-1/", false)]
    [InlineData("s3://final/other/t/_v/job-1/", false)]
    public void Rows_stay_only_of_a_table_that_the_pipeline_writes(string address, bool isOurs)
    {
        var current = new CurrentVersion(new PublishedTable("lake", "t", "/final", [], [], 0), address);
        var tables = new StageTables(new CatalogAlone(current), "job-2", Locations);

        if (isOurs)
            Assert.Equal(current, tables.Continued("t"));
        else
            Assert.Equal("GR3254", Assert.Single(Assert.Throws<ProblemException>(() => tables.Continued("t")).Problems).Code);
        Assert.Equal(isOurs ? current : null, tables.Published("t"));
    }

    [Fact]
    public void A_table_that_nobody_has_published_begins_with_no_rows()
    {
        var tables = new StageTables(new CatalogAlone(null), "job-2", Locations);

        Assert.Null(tables.Continued("t"));
        Assert.Null(tables.Published("t"));
    }

    /// <summary>A home of which only the catalog is asked, which has one table.</summary>
    sealed class CatalogAlone(CurrentVersion? current) : ITableHome, ITableCatalog
    {
        public string RunId => throw new NotSupportedException();

        public DateTimeOffset StartedAt => throw new NotSupportedException();

        public TimeProvider Clock => throw new NotSupportedException();

        public DatabasePool Databases => throw new NotSupportedException();

        public ITableCatalog Catalog => this;

        public string TemporaryFolder => throw new NotSupportedException();

        public CurrentVersion? Find(string database, string table) => (database, table) == ("lake", "t") ? current : null;

        public string LogFile(string name) => throw new NotSupportedException();

        public void Report(string table, long rows) => throw new NotSupportedException();

        public string PathOf(string address) => throw new NotSupportedException();

        public IReadOnlyList<string> NamesBelow(string address) => throw new NotSupportedException();

        public TableVersion VersionOf(string tableAddress, string jobId) => throw new NotSupportedException();

        public TableVersion NewVersionOf(string tableAddress, string jobId) => throw new NotSupportedException();

        public Task<T> WriteAsync<T>(TableVersion version, Func<Task<T>> write) => throw new NotSupportedException();

        public void Record(TableVersion version, StageAccount account, int keep) => throw new NotSupportedException();

        public IReadOnlyList<StageAccount> Recorded() => throw new NotSupportedException();

        public IDisposable Hold() => throw new NotSupportedException();

        public IReadOnlyDictionary<string, string> LoadedFiles(CurrentVersion version) => throw new NotSupportedException();

        public LoadCursor? CursorOf(CurrentVersion version) => throw new NotSupportedException();

        public IReadOnlySet<string> PublishedByThisRun() => throw new NotSupportedException();

        public void Publish(string database, IReadOnlyList<FinishedTable> tables) => throw new NotSupportedException();

        public void RemoveExpired() => throw new NotSupportedException();
    }
}
