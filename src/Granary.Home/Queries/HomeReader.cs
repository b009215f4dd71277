using Granary.Home.Resources;
using Granary.Home.Storage;
using Granary.Model;

namespace Granary.Home.Queries;

/// <summary>A home that is read and not written. Other processes may write meanwhile; a folder that cannot be written is enough.</summary>
public sealed class HomeReader : IDisposable
{
    readonly Database _database;

    HomeReader(HomeFiles files, TimeProvider clock)
    {
        _database = files.Reserve.Use(() => Database.OpenForReading(files.Database));
        Queries = new(files, _database, clock);
        var resources = new AppliedResources(_database);
        Resources = new(resources, new(files.Buckets), new(_database), new(_database, resources, clock));
    }

    public HomeQueries Queries { get; }

    internal LocalResources Resources { get; }

    /// <exception cref="ProblemException">There is no home in the folder, or it cannot be read.</exception>
    public static HomeReader Open(string path, TimeProvider clock)
    {
        var files = new HomeFiles(Path.GetFullPath(path));
        files.RequireExisting();
        return HomeProblems.Explain(path, () => new HomeReader(files, clock));
    }

    public void Dispose() => _database.Dispose();
}
