using Granary.Home.Catalog;
using Granary.Home.Items;
using Granary.Home.Objects;
using Granary.Home.Queries;
using Granary.Home.Resources;
using Granary.Home.Runs;
using Granary.Home.Storage;
using Granary.Model;
using Granary.Tables.Stages;

namespace Granary.Home;

/// <summary>One folder that does what an account does, opened by a process that writes. Deleting the folder deletes all state.</summary>
public sealed class LocalHome : IDisposable
{
    LocalHome(HomeFiles files, TimeProvider clock)
    {
        (Files, Clock) = (files, clock);
        files.Create();
        Database = Reserve.Use(() => Database.Open(files.Database, RequireUnused));
        Reserve.Take();
        Objects = new(files.Buckets);
        Resources = new(Database);
        Items = new(Database, Resources, clock);
        Catalog = new(Database, clock);
        Crawls = new(Database, clock);
        Runs = new(Database, clock);
        JobRuns = new(Database, clock);
        Executions = new(Database, clock);
        Pinned = new(Database);
        Rejects = new(Objects, files.Ledger);
        Stages = new(Database, Rejects);
        Queries = new(files, Database, clock);
    }

    public string Path => Files.Path;

    /// <summary>What readers see, read over this process's connection.</summary>
    public HomeQueries Queries { get; }

    internal HomeFiles Files { get; }

    internal TimeProvider Clock { get; }

    internal Reserve Reserve => Files.Reserve;

    internal Database Database { get; }

    internal BucketFolders Objects { get; }

    internal AppliedResources Resources { get; }

    internal SqliteItems Items { get; }

    internal LocalCatalog Catalog { get; }

    internal CrawlRepository Crawls { get; }

    internal RunRepository Runs { get; }

    internal ExecutionRepository Executions { get; }

    internal JobRunRepository JobRuns { get; }

    internal PinnedTextRepository Pinned { get; }

    internal StageRepository Stages { get; }

    internal RejectStore Rejects { get; }

    internal DatabasePool Databases { get; } = new();

    /// <inheritdoc cref="HomeFiles.TemporaryFolder"/>
    internal string TemporaryFolder(string name) => Files.TemporaryFolder(name);

    internal string LockFile(string name) => Files.LockFile(name);

    /// <summary>Opens a home for writing, or creates it.</summary>
    /// <exception cref="ProblemException">The folder or its database cannot be used, or an earlier version of the program is using
    /// it.</exception>
    public static LocalHome Open(string path, TimeProvider clock) =>
        HomeProblems.Explain(path, () => new LocalHome(new(System.IO.Path.GetFullPath(path)), clock));

    /// <summary>Opens a home that exists for writing.</summary>
    /// <exception cref="ProblemException">There is none; or as <see cref="Open"/>.</exception>
    public static LocalHome OpenExisting(string path, TimeProvider clock)
    {
        new HomeFiles(System.IO.Path.GetFullPath(path)).RequireExisting();
        return Open(path, clock);
    }

    public void Dispose()
    {
        Databases.Dispose();
        Database.Dispose();
    }

    /// <summary>A process of an earlier version must not find another schema in the middle of its run.</summary>
    void RequireUnused()
    {
        var held = Directory.EnumerateFiles(Files.Locks).FirstOrDefault(path => !CatalogReading.IsLock(path) && OwnerLock.IsHeld(path));
        if (held is not null)
            throw new ProblemException(
                new Problem(
                    "GR4002", ProblemKind.Conflict,
                    $"A run of an earlier version of granary is using the home {Path}: {System.IO.Path.GetFileNameWithoutExtension(held)}.",
                    "Wait for its end, or cancel it with the version that started it."));
    }
}
