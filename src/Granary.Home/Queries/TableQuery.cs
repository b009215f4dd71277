using Granary.DuckDb;
using Granary.Home.Catalog;
using Granary.Home.Objects;
using Granary.Home.Storage;
using Granary.Model;
using Granary.Platform.Runs;
using Granary.Tables.Reading;

namespace Granary.Home.Queries;

/// <summary>SQL over tables of a home, whose files stay until this is disposed.</summary>
public sealed class TableQuery : IDisposable
{
    readonly CatalogReading _reading;
    readonly CatalogQuery _query;

    TableQuery(CatalogReading reading, CatalogQuery query) => (_reading, _query) = (reading, query);

    /// <param name="sql">A query in DuckDB's dialect.</param>
    /// <exception cref="ProblemException">DuckDB does not accept the SQL.</exception>
    public DuckDbResult Run(string sql, CancellationToken cancellationToken) => _query.Run(sql, cancellationToken);

    public void Dispose()
    {
        _query.Dispose();
        _reading.Dispose();
    }

    internal static TableQuery Open(HomeFiles files, LocalCatalog catalog, RunSummary? asOf, LedgerTables journal)
    {
        var reading = CatalogReading.Begin(files, catalog);
        try
        {
            var objects = new BucketFolders(files.Buckets);
            var (tables, absent) = asOf is null
                ? ([.. reading.Tables().Select(t => t.ToPublished(objects))], [])
                : AsOf(catalog, objects, asOf);
            return new(reading, CatalogQuery.Over(tables, reading.TemporaryFolder, absent, journal));
        }
        catch
        {
            reading.Dispose();
            throw;
        }
    }

    /// <returns>The tables whose files are kept, and the names of the others.</returns>
    static (IReadOnlyList<PublishedTable> Kept, IReadOnlyList<AbsentTable> Absent) AsOf(
        LocalCatalog catalog, BucketFolders objects, RunSummary run)
    {
        var versions = catalog.Versions.AsOf(run.RunId);
        if (versions.Count == 0)
            throw new ProblemException(
                new Problem(
                    "GR2110", ProblemKind.NotFound, $"The run {run.RunId} ({run.Status.Text()}) has published no table.",
                    "granary tables --versions lists the runs whose versions are kept."));
        var absent = versions.Where(v => !v.IsKept).Select(v => Absent(v, run)).ToList();
        if (absent.Count == versions.Count)
            throw new ProblemException(absent[0].Problem);
        return ([.. versions.Where(v => v.IsKept).Select(v => v.Table.ToPublished(objects))], absent);
    }

    static AbsentTable Absent(CatalogVersion version, RunSummary run) => new(version.Table.Name, new(
        "GR2111", ProblemKind.NotFound,
        $"The version of {version.Table.Name} that was there when the run {run.RunId} had published is no longer kept; "
        + $"the run {version.RunId} had made it.",
        "granary tables --versions lists what is kept; \"versions\" in the dataset file says how many."));
}
