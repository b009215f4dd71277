using Granary.Home.Catalog;
using Granary.Home.Items;
using Granary.Home.Objects;
using Granary.Home.Resources;
using Granary.Home.Runs;
using Granary.Home.Storage;
using Granary.Model;
using Granary.Tables.Stages;
using Microsoft.Data.Sqlite;

namespace Granary.Home;

/// <summary>The laptop's stand-in for an account: one folder. Removing it forgets everything.</summary>
public sealed class LocalHome : IDisposable
{
    LocalHome(string path, TimeProvider clock)
    {
        Path = path;
        Clock = clock;
        Reserve = new(System.IO.Path.Combine(path, "reserve"));
        Directory.CreateDirectory(System.IO.Path.Combine(path, "buckets"));
        Directory.CreateDirectory(System.IO.Path.Combine(path, "tmp"));
        Directory.CreateDirectory(System.IO.Path.Combine(path, "locks"));
        Database = Reserve.Use(() => Database.Open(System.IO.Path.Combine(path, "granary.db")));
        Reserve.Take();
        Objects = new(System.IO.Path.Combine(path, "buckets"));
        Resources = new(Database);
        Items = new(Database, Resources, clock);
        Catalog = new(Database, clock);
        Crawls = new(Database, clock);
        Runs = new(Database, clock);
        JobRuns = new(Database, clock);
        Executions = new(Database, clock);
        Pinned = new(Database);
        Rejects = new(Objects, System.IO.Path.Combine(Path, "ledger"));
        Stages = new(Database, Rejects);
    }

    public string Path { get; }

    public TimeProvider Clock { get; }

    internal Reserve Reserve { get; }

    internal Database Database { get; }

    internal FolderObjects Objects { get; }

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

    internal Engines Engines { get; } = new();

    /// <summary>A folder for what need not outlive whoever names it.</summary>
    internal string TemporaryFolder(string name) => System.IO.Path.Combine(Path, "tmp", name);

    internal string LockFile(string name) => System.IO.Path.Combine(Path, "locks", name);

    /// <summary>Opens a home, or makes it.</summary>
    /// <exception cref="ProblemException">The folder or its database cannot be used.</exception>
    public static LocalHome Open(string path, TimeProvider clock)
    {
        LocalHome? home = null;
        try
        {
            home = new(System.IO.Path.GetFullPath(path), clock);
            var opened = home;
            home = null;
            return opened;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ProblemException(
                new Problem(
                    "GR4010", ProblemKind.Permission,
                    $"The home {path} cannot be written: {e.Message}", "Set GRANARY_HOME to a folder that you may write."),
                e);
        }
        catch (Exception e) when (FullDisk.In(e) is { } problem)
        {
            throw new ProblemException(problem, e);
        }
        catch (Exception e) when (e is IOException or SqliteException or InvalidDataException)
        {
            throw new ProblemException(
                new Problem(
                    "GR4011", ProblemKind.Storage, $"The home {path} cannot be opened: {e.Message}",
                    "Set GRANARY_HOME to another folder, or remove this one to begin anew."),
                e);
        }
        finally
        {
            home?.Dispose();
        }
    }

    public void Dispose()
    {
        Engines.Dispose();
        Database.Dispose();
    }
}
