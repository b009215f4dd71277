using Granary.Tables.Cleansing;
using Granary.Tables.Dialects;
using Granary.Tables.Rejects;

namespace Granary.Tables.Spark;

/// <summary>The queries of a cleansing plan: landed rows of text with their values, and what becomes of them.</summary>
sealed class TypedSql
{
    readonly CleansingPlan _plan;
    readonly IReadOnlyList<ColumnSql> _columns;

    public TypedSql(CleansingPlan plan) => (_plan, _columns) = (plan, [.. plan.Columns.Select(ColumnSql.Of)]);

    public static SparkName File => new(Lineage.SourceFile);

    public static SparkName Line => new(Lineage.SourceLine);

    static SparkName Fault => new("fault");

    static SparkName Broken => new("broken");

    bool HasRules => _plan.Rules.RowRejects.Count > 0;

    ColumnSql ColumnOf(string name) => _columns.First(c => c.Plan.Name == name);

    /// <summary>Every landed row with its texts, its values and its fault, 0 for a good one.</summary>
    public SparkSql Typed(SparkName landed)
    {
        var sources = _columns.Select(c => SparkSql.From($"{new SparkName(c.Plan.Source)} AS {c.Source}"));
        var query = SparkSql.From($"SELECT {List([.. sources, Position])} FROM {landed}");
        for (var depth = 0; depth < _columns.Max(c => (int?)c.Layers.Count); depth++)
        {
            // Columns with fewer layers are done already; all end in the same one, whose values are looked at next.
            var layer = _columns.Where(c => depth < c.Layers.Count).SelectMany(c => c.Layers[depth]);
            query = SparkSql.From($"SELECT *, {List(layer)}\nFROM ({query})");
        }

        var faults = _columns.Select(c => c.Fault).Append(SparkSql.From($"0"));
        var kept = _columns
            .SelectMany(c => new[] { c.Source, c.Value }.Concat(c.Complaint is { } complaint ? [complaint] : []))
            .Select(n => SparkSql.From($"{n}"));
        var typed = SparkSql.From(
            $"SELECT {List([.. kept, Position])}, coalesce({SparkSql.Join(", ", faults)}) AS {Fault}\nFROM ({query})");
        return HasRules
            ? SparkSql.From($"SELECT *, {new RuleSql(_plan).Broken(c => ColumnOf(c).Value)} AS {Broken}\nFROM ({typed})")
            : typed;
    }

    public SparkSql Good(SparkName typed, SparkRun run)
    {
        var values = _columns.Select(c => SparkSql.From($"{c.Value} AS {new SparkName(c.Plan.Name)}"));
        return SparkSql.From($"SELECT {List([.. values, Position, .. SparkLineage.OfRun(run)])} FROM {typed} WHERE {Fault} = 0{Sound}");
    }

    SparkSql Sound => HasRules ? SparkSql.From($" AND {Broken} = 0") : SparkSql.From($"");

    /// <summary>The columns of <see cref="Good"/>.</summary>
    public IReadOnlyList<SparkColumn> GoodColumns =>
        [.. _columns.Select(c => new SparkColumn(c.Plan.Name, SqlDialect.Spark.Type(c.Plan.Type))), .. SparkLineage.Columns];

    /// <summary>Rows that are rejected, without their raw text.</summary>
    public SparkSql Rejected(SparkName typed)
    {
        var names = _columns.Select((c, i) => SparkSql.From($"WHEN {i + 1} THEN {c.Plan.Name}"));
        var reasons = _columns.SelectMany((c, i) => new[]
        {
            SparkSql.From($"WHEN {i + 1} THEN concat(\"'\", {c.Source}, {$"' is not {c.Plan.Type}"}, {Notes(c)})"),
            SparkSql.From($"WHEN {-(i + 1)} THEN {$"{c.Plan.Name} is required and has no value"}"),
        });
        return SparkSql.From($"""
            SELECT {File} AS file, {Line} AS line, CASE abs({Fault}) {SparkSql.Join(" ", names)} END AS column,
            CASE WHEN {Fault} < 0 THEN {RejectReason.Missing} ELSE {RejectReason.DoesNotFit} END AS code,
            CASE {Fault} {SparkSql.Join(" ", reasons)} END AS reason
            FROM {typed} WHERE {Fault} <> 0{RejectedByRules(typed)}
            """);
    }

    SparkSql RejectedByRules(SparkName typed)
    {
        if (!HasRules)
            return SparkSql.From($"");
        var rejects = new RuleSql(_plan).Rejects(c => ColumnOf(c).Source).ToList();
        return SparkSql.From($"""

            UNION ALL SELECT {File}, {Line}, CASE {Broken} {SparkSql.Join(
                " ", rejects.Select(r => SparkSql.From($"WHEN {r.Number} THEN {r.Column}")))} END,
            CASE {Broken} {SparkSql.Join(" ", rejects.Select(r => SparkSql.From($"WHEN {r.Number} THEN {r.Code}")))} END,
            CASE {Broken} {SparkSql.Join(" ", rejects.Select(r => SparkSql.From($"WHEN {r.Number} THEN {r.Reason}")))} END
            FROM {typed} WHERE {Fault} = 0 AND {Broken} <> 0
            """);
    }

    static SparkSql Notes(ColumnSql column) => column.Complaint is { } complaint
        ? SparkSql.From($"coalesce(' (' || {complaint} || ')', {CastError.InBrackets(column.Plan, complaint: null)})")
        : SparkSql.From($"{CastError.InBrackets(column.Plan, complaint: null)}");

    /// <summary>Some key that more than one row has. Grouping takes NULL for equal to NULL.</summary>
    public SparkSql Repeated(SparkName good) =>
        SparkSql.From($"SELECT 1 AS repeated FROM {good} GROUP BY {Key} HAVING count(*) > 1 LIMIT 1");

    /// <summary>
    /// All good rows with their number among those of one key in the plan's order, where there is one with whether it puts them beside the
    /// first and where that is.
    /// </summary>
    public SparkSql Numbered(SparkName good)
    {
        var wanted = _plan.Keep.Columns.Select(c => SparkSql.From(
            $"{new SparkName(c.Column)} {SparkSql.Trusted(c.IsDescending ? "DESC" : "ASC")} NULLS "
                + $"{SparkSql.Trusted(c.NullsFirst ? "FIRST" : "LAST")}")).ToList();
        var direction = SparkSql.Trusted(_plan.Keep.IsFromEnd ? "DESC" : "ASC");
        var window = SparkSql.From(
            $"(PARTITION BY {Key} ORDER BY {List([.. wanted, SparkSql.From($"{File} {direction}"), SparkSql.From($"{Line} {direction}")])})"
        );
        var ties =
            wanted.Count == 0
                ? SparkSql.From($"")
                : SparkSql.From(
                    $"""
                    , rank() OVER (PARTITION BY {Key} ORDER BY {List(
                        wanted
                    )}) = 1 AS {Tied}, first_value({File}) OVER {window} AS {FirstFile}, first_value({Line}) OVER {window} AS {FirstLine}
                    """
                );
        return SparkSql.From($"SELECT *, row_number() OVER {window} AS {Number}{ties} FROM {good}");
    }

    /// <summary>How many keys have rows that the order does not tell apart, and an example; no row when there are none.</summary>
    public static SparkSql Ties(SparkName numbered) => SparkSql.From($"""
        SELECT count(*) AS keys, concat(min(tie).file, ':', min(tie).line) AS first,
            concat(min(tie).other.file, ':', min(tie).other.line) AS other
        FROM (SELECT struct({FirstFile} AS file, {FirstLine} AS line, min(struct({File} AS file, {Line} AS line)) AS other) AS tie
              FROM {numbered} WHERE {Tied} AND {Number} > 1 GROUP BY {FirstFile}, {FirstLine})
        HAVING count(*) > 0
        """);

    public SparkSql FirstOfKey(SparkName numbered) => SparkSql.From($"SELECT {AllGood} FROM {numbered} WHERE {Number} = 1");

    public SparkSql LaterOfKey(SparkName numbered) =>
        SparkSql.From($"SELECT {AllGood} FROM {numbered} WHERE {Number} > 1 ORDER BY {File}, {Line}");

    public static SparkSql CountByFile(SparkName view, SparkName file) =>
        SparkSql.From($"SELECT {file} AS file, count(*) AS rows FROM {view} GROUP BY {file}");

    // Beside the columns of the data, whose names have no blanks.
    static SparkName Number => new("number of key");

    static SparkName Tied => new("tied with first");

    static SparkName FirstFile => new("first file");

    static SparkName FirstLine => new("first line");

    SparkSql Key => List(_plan.Key.Select(k => SparkSql.From($"{new SparkName(k)}")));

    SparkSql AllGood => List(GoodColumns.Select(c => SparkSql.From($"{new SparkName(c.Name)}")));

    static SparkSql Position => SparkSql.From($"{File}, {Line}");

    static SparkSql List(IEnumerable<SparkSql> items) => SparkSql.Join(", ", items);
}
