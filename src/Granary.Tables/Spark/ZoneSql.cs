using System.Globalization;
using Granary.Model.Datasets;

namespace Granary.Tables.Spark;

/// <summary>Local times of a zone to moments, by a list of what its clocks said.</summary>
static class ZoneSql
{
    /// <param name="local">Microseconds that a text tells.</param>
    /// <param name="offset">Minutes ahead of UTC, where it tells them, too.</param>
    /// <returns>Microseconds in UTC; NULL where the local time is no moment.</returns>
    public static SparkSql Utc(ColumnSql column, SparkName local, SparkName offset, SourceTimeZone zone)
    {
        var facts = Facts(zone);
        var year = column.Add("y", SparkSql.From($"year(timestamp_micros({local}))"));
        var same = column.Add(
            "z",
            SparkSql.From($"CASE WHEN {year} > {ZoneFacts.LastYear} THEN {SameYear(year)} ELSE greatest({year}, {ZoneFacts.FirstYear}) END")
        );

        // A year before the first is looked up in it, with its own time, which is before all that is listed.
        var second = column.Add("k", SparkSql.From($"""
            ({local} - pmod({local}, 1000000L)) DIV 1000000
            + CASE WHEN {year} > {ZoneFacts.LastYear}
                THEN (unix_date(make_date({same}, 1, 1)) - unix_date(make_date({year}, 1, 1))) * 86400L ELSE 0L END
            """));
        var spans = column.Add("j", SparkSql.From($"from_json({facts}, 'array<array<array<bigint>>>')[{same} - {ZoneFacts.FirstYear}]"));
        var span = column.Add("i", SparkSql.From($"coalesce(element_at(filter({spans}, span -> span[0] <= {second}), -1), {spans}[0])"));
        column.SayWhy("c", SparkSql.From($"""
            CASE WHEN {offset} IS NULL AND {span}[1] = 0 THEN {$"clocks in {zone.Id} skipped that time"}
            WHEN {offset} IS NULL AND {span}[1] = 2 AND {span}[2] IS NULL
            THEN {$"clocks in {zone.Id} showed that time twice; ambiguousTimes says which is meant"} END
            """));
        return SparkSql.From($"{local} - coalesce({offset}, {span}[2]) * 60000000");
    }

    /// <summary>
    /// The list as JSON: for each year its spans, each with its first second, how often it came, and the offset that counts, NULL for none.
    /// </summary>
    static string Facts(SourceTimeZone zone)
    {
        var years = ZoneFacts
            .Of(zone)
            .Years.Select(spans =>
                string.Join(
                    ',', spans.Select(s => string.Create(CultureInfo.InvariantCulture, $"[{s.From},{s.Times},{Offset(s, zone.Ambiguous)}]"))
                ));
        return $"[{string.Join(',', years.Select(y => $"[{y}]"))}]";
    }

    static string Offset(LocalSpan span, AmbiguousTime ambiguous) => (span.Times, ambiguous) switch
    {
        (1, _) or (2, AmbiguousTime.Earlier) => span.Earlier.ToString(CultureInfo.InvariantCulture),
        (2, AmbiguousTime.Later) => span.Later.ToString(CultureInfo.InvariantCulture),
        _ => "null",
    };

    static SparkSql SameYear(SparkName year)
    {
        var kinds = SparkSql.Join(", ", Enumerable.Range(0, 14).Select(k => SparkSql.From($"{ZoneFacts.YearOfKind(k)}")));
        return SparkSql.From($"array({kinds})[dayofweek(make_date({year}, 1, 1)) - 1 + CASE WHEN dayofyear(make_date({year}, 12, 31)) = "
            + $"366 THEN 7 ELSE 0 END]");
    }
}
