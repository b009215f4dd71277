using Granary.Tables.Drift;
using Granary.Tables.Final;
using Granary.Tables.Ledger;
using Granary.Tables.Loading;
using Granary.Tables.Reading;

namespace Granary.Tables.Stages;

/// <summary>A home as one run of a table job uses it: objects, versions, the ledger and the catalog.</summary>
public interface ITableHome
{
    /// <summary>The run of the home that the job belongs to.</summary>
    string RunId { get; }

    /// <summary>When that run began.</summary>
    DateTimeOffset StartedAt { get; }

    TimeProvider Clock { get; }

    DatabasePool Databases { get; }

    ITableCatalog Catalog { get; }

    /// <summary>Exists as long as the job runs.</summary>
    string TemporaryFolder { get; }

    /// <summary>The path of a log file of the run. Its folder exists.</summary>
    string LogFile(string name);

    /// <summary>Reports rows of a table as they are read, from any thread.</summary>
    void Report(string table, long rows);

    /// <param name="address">Such as <c>s3://bucket/key/</c>.</param>
    /// <returns>The local file or folder that stands for it. It need not exist.</returns>
    string PathOf(string address);

    /// <param name="address">Ends in '/'.</param>
    /// <returns>The names of the objects below it, in the order of their bytes.</returns>
    IReadOnlyList<string> NamesBelow(string address);

    /// <summary>The version of a landed or cleansed table that a job has, or is to write.</summary>
    /// <param name="tableAddress">Ends in '/'.</param>
    TableVersion VersionOf(string tableAddress, string jobId);

    /// <summary>A version of a final table that no reader has seen. Removes what failed runs left of the table.</summary>
    /// <param name="tableAddress">Ends in '/'.</param>
    TableVersion NewVersionOf(string tableAddress, string jobId);

    /// <summary>Writes a version; when that fails, nothing of it stays: a full disk gets its room back.</summary>
    Task<T> WriteAsync<T>(TableVersion version, Func<Task<T>> write);

    /// <summary>Records what a stage did once its version is in place, and removes the table's oldest versions.</summary>
    /// <param name="keep">How many versions stay, this one among them. At least 1.</param>
    void Record(TableVersion version, StageAccount account, int keep);

    /// <returns>What the stages of the run have recorded, in any of its processes.</returns>
    IReadOnlyList<StageAccount> Recorded();
}

/// <summary>The catalog as one run of a table job uses it.</summary>
public interface ITableCatalog
{
    /// <summary>Keeps the files of the current versions until it is disposed, whatever is published meanwhile.</summary>
    IDisposable Hold();

    /// <returns>The version of a table that readers see; null when there is none.</returns>
    CurrentVersion? Find(string database, string table);

    /// <returns>The files whose rows the table has: their identities, and the runs that loaded them.</returns>
    IReadOnlyDictionary<string, string> LoadedFiles(CurrentVersion version);

    /// <returns>How far the table is loaded; null when that was not recorded.</returns>
    LoadCursor? CursorOf(CurrentVersion version);

    /// <returns>The names of the tables that this run has published.</returns>
    IReadOnlySet<string> PublishedByThisRun();

    /// <summary>Records the accounts of finished tables and switches the current version of all of them, at once.</summary>
    /// <exception cref="Granary.Model.ProblemException">A table is no longer at the version that a new one continues. Nothing was
    /// written.</exception>
    void Publish(string database, IReadOnlyList<FinishedTable> tables);

    /// <summary>Removes the files of expired versions that nobody reads.</summary>
    void RemoveExpired();
}

/// <summary>The version of a table that readers see.</summary>
/// <param name="Address">Of the version; ends in '/'.</param>
public sealed record CurrentVersion(PublishedTable Table, string Address)
{
    public TableVersion Version => new(Table.Folder, Address);

    /// <summary>The columns as they were written; null when the version was made without that record.</summary>
    public WrittenSchema? Written => WrittenSchema.Read(Version);
}

/// <summary>A final table that is ready to be published.</summary>
/// <param name="Continues">The version whose rows it has, too; null when it has none of an earlier version.</param>
public sealed record FinishedTable(FinalTable Table, Granary.Model.Datasets.Dataset Dataset, CurrentVersion? Continues);
