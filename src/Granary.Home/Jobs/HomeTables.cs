using System.Globalization;
using Granary.Home.Objects;
using Granary.Home.Runs;
using Granary.Tables.Ledger;
using Granary.Tables.Stages;

namespace Granary.Home.Jobs;

/// <summary>The tables of the home for one job run: what it writes is the run's that holds the lease.</summary>
/// <param name="onRows">Called with numbers of rows of tables as they are read, from any thread.</param>
sealed class HomeTables(LocalHome home, RunLease lease, Action<string, long> onRows) : ITableHome
{
    public string RunId => lease.RunId;

    public DateTimeOffset StartedAt => home.Runs.Get(lease.RunId).StartedAt;

    public TimeProvider Clock => home.Clock;

    public DatabasePool Databases => home.Databases;

    public ITableCatalog Catalog { get; } = new HomeTableCatalog(home, lease);

    public string TemporaryFolder => lease.TemporaryFolder;

    public string LogFile(string name) =>
        Path.Combine(Directory.CreateDirectory(Path.Combine(home.Path, "logs")).FullName, $"{RunId}.{name}");

    public void Report(string table, long rows) => onRows(table, rows);

    public string PathOf(string address) => home.Objects.PathOf(address);

    public IReadOnlyList<string> NamesBelow(string address) => [.. FolderFiles.Below(PathOf(address)).Select(f => f.Key)];

    public TableVersion VersionOf(string tableAddress, string jobId)
    {
        var address = $"{tableAddress}{Versions.Folder}/{jobId}/";
        return new(PathOf(address), address);
    }

    /// <remarks>
    /// Each taking of a run has a folder of its own: a process that was stopped, and has lost the run, may still write for a while.
    /// </remarks>
    public TableVersion NewVersionOf(string tableAddress, string jobId)
    {
        var first = lease.Number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{lease.Number}");
        var version = Enumerable
            .Range(2, int.MaxValue - 2)
            .Select(i => string.Create(CultureInfo.InvariantCulture, $"{first}-again-{i}"))
            .Prepend(first)
            .Select(ending => VersionOf(tableAddress, jobId + ending))
            .First(v => !home.Catalog.Versions.IsPublished(v.Address));
        Versions.RemoveUnpublished(home, version);
        return version;
    }

    public Task<T> WriteAsync<T>(TableVersion version, Func<Task<T>> write) => Versions.WriteAsync(lease, version, write);

    public void Record(TableVersion version, StageAccount account, int keep)
    {
        lease.Write(() => home.Stages.Record(RunId, account));
        Versions.RemoveOld(version.Folder, keep);
    }

    public IReadOnlyList<StageAccount> Recorded() => home.Stages.Of(RunId);
}
