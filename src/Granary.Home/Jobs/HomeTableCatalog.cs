using Granary.Home.Catalog;
using Granary.Home.Runs;
using Granary.Platform.Catalog;
using Granary.Tables.Final;
using Granary.Tables.Loading;
using Granary.Tables.Stages;

namespace Granary.Home.Jobs;

/// <summary>The home's catalog for one job run.</summary>
sealed class HomeTableCatalog(LocalHome home, RunLease lease) : ITableCatalog
{
    public IDisposable Hold() => CatalogReading.Begin(home);

    public CurrentVersion? Find(string database, string table) =>
        home.Catalog.Find(database, table) is { } found ? new(found.ToPublished(home.Objects), found.Location) : null;

    public IReadOnlyDictionary<string, string> LoadedFiles(CurrentVersion version) =>
        home.Catalog.LoadedFiles(version.Table.Database, version.Table.Name);

    public LoadCursor? CursorOf(CurrentVersion version) => home.Catalog.Versions.CursorOf(version.Address);

    public IReadOnlySet<string> PublishedByThisRun() =>
        home.Catalog.PublishedBy(lease.RunId).Select(t => t.Name).ToHashSet(StringComparer.Ordinal);

    public void Publish(string database, IReadOnlyList<FinishedTable> tables)
    {
        foreach (var table in tables)
            Versions.Flush(home.Objects.PathOf(table.Table.Account.Location));
        lease.Write(() =>
        {
            foreach (var table in tables)
                home.Stages.Record(lease.RunId, table.Table.Account);
            home.Catalog.Publish(lease.RunId, [.. tables.Select(t => PublicationOf(database, t))]);
        });
    }

    public void RemoveExpired() => Versions.RemoveExpired(home);

    static Publication PublicationOf(string database, FinishedTable table) =>
        new(EntryOf(database, table.Table, table.Dataset.Load.Mode), table.Dataset.Versions)
        {
            GoesOnFrom = table.Continues?.Address,
            Cursor = table.Table.Cursor,
            Loaded = table.Table.Loaded,
        };

    static CatalogTable EntryOf(string database, FinalTable table, Granary.Model.Datasets.LoadMode load) =>
        new(
            database, table.Account.Table, table.Account.Location, table.Rows, table.Columns, table.Lineage,
            table.PartitionKeys)
        {
            Load = load,
        };
}
