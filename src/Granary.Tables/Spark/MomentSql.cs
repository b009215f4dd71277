using Granary.Model.Datasets;
using Granary.Tables.Cleansing;

namespace Granary.Tables.Spark;

/// <summary>Texts to dates, timestamps and times of day.</summary>
static class MomentSql
{
    const long Day = 86_400_000_000;
    const long First = -719_162 * Day;
    const long Last = 2_932_897 * Day - 1;

    public static SparkSql Of(ColumnSql column)
    {
        var plan = column.Plan;
        var patterns = Regexes(plan).Select((regex, i) => (Regex: regex, Pieces: new Pieces(regex, column.Name($"a{i}_")))).ToList();
        column.AddAll(
            patterns.Select(
                (p, i) => ($"a{i}_", SparkSql.From($"split(regexp_replace({column.Text}, {p.Regex.Text}, {p.Regex.Replacement}), ',')"))));
        switch (plan.Type)
        {
            case ColumnType.Date:
                return FirstOf(patterns.Select(p => Date(p.Pieces)));
            case ColumnType.Time:
                return FirstOf(patterns.Select(p => TimeText(p.Pieces)));
            default:
                var local = column.AddAll(
                    patterns.SelectMany(
                        (p, i) =>
                            new[]
                            {
                                (
                                    $"l{i}_",
                                    SparkSql.From($"CAST(unix_date({Date(p.Pieces)}) AS BIGINT) * {Day} + {Microseconds(p.Pieces)}")),
                                ($"o{i}_", Offset(p.Pieces)),
                            }));
                var (moments, offsets) = (local.Where((_, i) => i % 2 == 0).ToList(), local.Where((_, i) => i % 2 == 1).ToList());
                var read = column.AddAll(
                [
                    ("l", FirstOf(moments.Select(m => SparkSql.From($"{m}")))),
                    ("o", SparkSql.From($"CASE {SparkSql.Join(
                        " ", moments.Zip(offsets).Select(p => SparkSql.From($"WHEN {p.First} IS NOT NULL THEN {p.Second}")))} END")),
                ]);
                var utc = column.Add("u", plan.TimeZone is { } zone
                    ? ZoneSql.Utc(column, read[0], read[1], zone)
                    : SparkSql.From($"{read[0]} - coalesce({read[1]}, 0) * 60000000"));
                return SparkSql.From($"CASE WHEN {utc} BETWEEN {First} AND {Last} THEN CAST(timestamp_micros({utc}) AS TIMESTAMP_NTZ) END");
        }
    }

    static IEnumerable<MomentRegex> Regexes(ColumnPlan plan) => plan switch
    {
        { Patterns.Count: 0, Type: ColumnType.Timestamp } => [MomentRegex.IsoTimestamp],
        { Patterns.Count: 0, Type: ColumnType.Time } => [MomentRegex.IsoTime],
        _ => ColumnReader.Patterns(plan).Select(MomentRegex.Of),
    };

    static SparkSql FirstOf(IEnumerable<SparkSql> values) => SparkSql.From($"coalesce({SparkSql.Join(", ", values)})");

    static SparkSql Date(Pieces pieces)
    {
        var year = pieces.Has(MomentPiece.Year)
            ? SparkSql.From($"CAST({pieces[MomentPiece.Year]} AS INT)")
            : SparkSql.From(
                $"CAST({pieces[MomentPiece.ShortYear]} AS INT) + CASE WHEN {pieces[MomentPiece.ShortYear]} < '69' THEN 2000 ELSE 1900 END");
        var month =
            pieces.Has(MomentPiece.Month) ? SparkSql.From($"CAST({pieces[MomentPiece.Month]} AS INT)")
            : pieces.Has(MomentPiece.MonthName)
                ? SparkSql.From($"CAST((locate(lower(substr({pieces[MomentPiece.MonthName]}, 1, 3)), "
                    + $"'janfebmaraprmayjunjulaugsepoctnovdec') + 2) DIV 3 AS INT)")
                : SparkSql.From($"1");
        var day = pieces.Has(MomentPiece.Day) ? SparkSql.From($"CAST({pieces[MomentPiece.Day]} AS INT)") : SparkSql.From($"1");
        var date = SparkSql.From($"make_date({year}, {month}, {day})");
        if (!pieces.Has(MomentPiece.DayOfYear))
            return date;
        var dayOfYear = SparkSql.From($"CAST({pieces[MomentPiece.DayOfYear]} AS INT)");
        return SparkSql.From($"""
            CASE WHEN {date} IS NOT NULL AND {dayOfYear} BETWEEN 1 AND dayofyear(make_date({year}, 12, 31))
            THEN date_add(make_date({year}, 1, 1), {dayOfYear} - 1) END
            """);
    }

    static SparkSql Hour(Pieces pieces) => pieces.Has(MomentPiece.HourOfHalfDay)
        ? SparkSql.From($"{Number(pieces, MomentPiece.HourOfHalfDay)} % 12 + CASE WHEN lower({pieces[MomentPiece.HalfDay]}) = 'pm' THEN "
            + $"12 ELSE 0 END")
        : Number(pieces, MomentPiece.Hour);

    /// <summary>Since midnight.</summary>
    static SparkSql Microseconds(Pieces pieces) =>
        SparkSql.From($"((({Hour(pieces)}) * 60 + {Number(pieces, MomentPiece.Minute)}) * 60 + {Number(pieces, MomentPiece.Second)}) * "
            + $"1000000 + CAST({Fraction(pieces)} AS BIGINT)");

    /// <summary>A piece that is not there is zero.</summary>
    static SparkSql Number(Pieces pieces, MomentPiece piece) =>
        pieces.Has(piece) ? SparkSql.From($"coalesce(CAST({pieces[piece]} AS BIGINT), 0L)") : SparkSql.From($"0L");

    /// <summary>Six digits; what is behind them is cut.</summary>
    static SparkSql Fraction(Pieces pieces) =>
        pieces.Has(MomentPiece.Fraction) ? SparkSql.From($"rpad({pieces[MomentPiece.Fraction]}, 6, '0')") : SparkSql.From($"'000000'");

    static SparkSql TimeText(Pieces pieces)
    {
        var hour = pieces[pieces.Has(MomentPiece.HourOfHalfDay) ? MomentPiece.HourOfHalfDay : MomentPiece.Hour];
        var digits = new[] { Hour(pieces), Number(pieces, MomentPiece.Minute), Number(pieces, MomentPiece.Second) }.Select(n =>
            SparkSql.From($"lpad(CAST({n} AS STRING), 2, '0')"));
        return SparkSql.From(
            $"CASE WHEN {hour} <> '' THEN concat_ws(':', {SparkSql.Join(", ", digits)}) || regexp_replace('.' || {Fraction(pieces)}, "
                + $"{@"\.?0*\z"}, '') END"
        );
    }

    /// <summary>In minutes; NULL where the text does not say.</summary>
    static SparkSql Offset(Pieces pieces) =>
        !pieces.Has(MomentPiece.Offset)
            ? SparkSql.From($"CAST(NULL AS BIGINT)")
            : SparkSql.From(
                $"""
                CASE WHEN {pieces[MomentPiece.Offset]} <> '' THEN ({Number(pieces, MomentPiece.OffsetHours)} * 60 + {Number(
                    pieces,
                    MomentPiece.OffsetMinutes
                )})
                * CASE WHEN startswith({pieces[MomentPiece.Offset]}, '-') THEN -1L ELSE 1L END END
                """
            );

    /// <summary>Where the pieces of one pattern are in the list that its expression gives.</summary>
    sealed class Pieces(MomentRegex regex, SparkName list)
    {
        public SparkSql this[MomentPiece piece] => SparkSql.From($"{list}[{regex.IndexOf(piece)}]");

        public bool Has(MomentPiece piece) => regex.Pieces.Contains(piece);
    }
}
