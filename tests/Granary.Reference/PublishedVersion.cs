using System.Globalization;
using Granary.Home;
using Granary.Home.Catalog;
using Granary.Tables.Reading;

namespace Granary.Reference;

/// <summary>What a reader sees of the three tables in one query.</summary>
/// <param name="Numbers">Version, rows and rows of other versions of orders and of people; of log its highest version, its rows, and how
/// many versions have not all of their rows.</param>
public sealed record PublishedVersion(IReadOnlyList<long> Numbers)
{
    const string Query = """
        SELECT o.v, o.n, o.other, p.v, p.n, p.other, l.v, l.n, l.other FROM
            (SELECT max(version)::BIGINT AS v, count(*) AS n, max(version)::BIGINT - min(version) AS other FROM orders) o,
            (SELECT max(version)::BIGINT AS v, count(*) AS n, max(version)::BIGINT - min(version) AS other FROM people) p,
            (SELECT max(version)::BIGINT AS v, sum(n)::BIGINT AS n, count(*) FILTER (n <> 10 + version % 7 OR ids <> n) AS other
                FROM (SELECT version, count(*) AS n, count(DISTINCT id) AS ids FROM log GROUP BY version)) l
        """;

    public long Version => Numbers[0];

    /// <returns>Null while nothing is published.</returns>
    public static PublishedVersion? Read(string path)
    {
        using var home = LocalHome.Open(path, TimeProvider.System);
        using var reading = CatalogReading.Begin(home);
        var tables = reading.Tables().Select(t => t.ToPublished(home.Objects)).ToList();
        if (tables.Count == 0)
            return null;
        using var query = CatalogQuery.Over(tables, reading.TemporaryFolder);
        using var rows = query.Run(Query, CancellationToken.None);
        rows.ReadRow();
        return new([.. Enumerable.Range(0, 9).Select(i => (long)rows[i]!)]);
    }

    public static PublishedVersion Parse(string text) => new([.. text.Split(' ').Select(n => long.Parse(n, CultureInfo.InvariantCulture))]);

    /// <summary>Whether all rows belong to one run, and to log's all before it.</summary>
    public bool IsOne
    {
        get
        {
            var version = (int)Version;
            var log = Enumerable.Range(1, version).Sum(Publisher.Log);
            return Numbers.SequenceEqual([version, Publisher.Orders(version), 0, version, Publisher.People(version), 0, version, log, 0]);
        }
    }

    public override string ToString() => string.Join(' ', Numbers);
}
