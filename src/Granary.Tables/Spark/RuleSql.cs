using Granary.Model.Datasets;
using Granary.Model.Rules;
using Granary.Tables.Cleansing;
using Granary.Tables.Dialects;
using Granary.Tables.Rules;

namespace Granary.Tables.Spark;

/// <summary>A table that rules refer to, as Spark finds it.</summary>
/// <param name="Paths">Files, folders or patterns of Parquet.</param>
/// <param name="Columns">Its columns, types in the words of dataset files.</param>
public sealed record ReferencedOnSpark(IReadOnlyList<string> Paths, IReadOnlyList<Column> Columns);

/// <summary>The queries of a table's rules.</summary>
sealed class RuleSql(CleansingPlan plan)
{
    readonly TableRules _rules = plan.Rules;

    static SparkSql Position => SparkSql.From($"{TypedSql.File}, {TypedSql.Line}");

    /// <summary>The number of the first condition that a row breaks, from 1; 0 for none.</summary>
    /// <param name="value">From a cleansed column to its typed value.</param>
    public SparkSql Broken(Func<string, SparkName> value) => SparkSql.From(
        $"CASE {SparkSql.Join(
            " ", _rules.RowRejects.Select((r, i) => SparkSql.From($"WHEN {Condition(r, value)} IS FALSE THEN {i + 1}")))} ELSE 0 END");

    /// <summary>What is in rejects of a row, by the number of the condition that it breaks.</summary>
    /// <param name="text">From a cleansed column to its text as it was landed.</param>
    public IEnumerable<(long Number, string Column, string Code, SparkSql Reason)> Rejects(Func<string, SparkName> text) =>
        _rules.RowRejects.Select(
            (r, i) =>
                (
                    i + 1L, _rules.ColumnsOf(r)[0], RuleWords.Code(r),
                    Reason(r, column => SparkSql.From($"{text(_rules.ColumnsOf(r)[column])}"))));

    /// <summary>
    /// Rows of a view that break a rule: their position, the values of its columns as <c>x0</c>, …, and for <c>unique</c> where the good
    /// one is.
    /// </summary>
    /// <param name="target">The view of the table that the rule refers to, with its columns.</param>
    /// <param name="table">By which messages call the table.</param>
    public SparkSql RowsOf(string table, Rule rule, SparkName view, (SparkName View, ReferencedOnSpark Table)? target)
    {
        var values = SparkSql.Join(
            ", ",
            [
                Position,
                .. _rules
                    .ColumnsOf(rule)
                    .Select((c, i) => SparkSql.From($"CAST(t.{new SparkName(c)} AS STRING) AS {new SparkName($"x{i}")}")),
            ]);
        switch (rule)
        {
            case Rule.Row row:
                return SparkSql.From($"SELECT {values} FROM {view} AS t WHERE {Condition(row, c => new(c))} IS FALSE");
            case Rule.Unique:
                var columns = SparkSql.Join(", ", _rules.ColumnsOf(rule).Select(c => SparkSql.From($"t.{new SparkName(c)}")));
                var same = SparkSql.From($"(PARTITION BY {columns} ORDER BY {Position})");
                return SparkSql.From($"""
                    SELECT * FROM (SELECT {values},
                    concat(first_value({TypedSql.File}) OVER {same}, ':', first_value({TypedSql.Line}) OVER {same})
                    AS {new SparkName("first")},
                    row_number() OVER {same} AS place FROM {view} AS t) WHERE place > 1
                    """);
            case Rule.References references when target is { } found:
                var pairs = references
                    .Columns.Zip(
                        references.Targets,
                        (own, other) =>
                            (Own: _rules.Names[own], Other: ReferenceProblems.Find(table, references, found.Table.Columns, other)))
                    .ToList();
                var present = SparkSql.Join(" AND ", pairs.Select(p => SparkSql.From($"t.{new SparkName(p.Own)} IS NOT NULL")));
                var equal = SparkSql.Join(" AND ", pairs.Select(p => Equal(p.Own, p.Other)));
                return SparkSql.From(
                    $"SELECT {values} FROM {view} AS t WHERE {present} AND NOT EXISTS (SELECT 1 FROM {found.View} AS o WHERE {equal})");
            default:
                throw new ArgumentException($"{rule.Name} is not about rows.", nameof(rule));
        }
    }

    /// <summary>Rows of <see cref="RowsOf"/> as they are in rejects, but for their raw text.</summary>
    public SparkSql Rejected(Rule rule, SparkName broken) => SparkSql.From($"""
        SELECT {TypedSql.File} AS file, {TypedSql.Line} AS line, {_rules.ColumnsOf(rule)[0]} AS column, {RuleWords.Code(rule)} AS code,
        {Reason(rule, column => SparkSql.From($"{new SparkName($"x{column}")}"))} AS reason FROM {broken}
        """);

    SparkSql Reason(Rule rule, Func<int, SparkSql> value) =>
        SparkSql.From(
            $"concat({SparkSql.Join(", ", new RuleWords(_rules).ReasonOf(rule).Select(p => p switch
    {
        { Text: { } text } => SparkSql.From($"{text}"),
        { Column: { } column } => SparkSql.From($"coalesce(concat({"'"}, {value(column)}, {"'"}), 'NULL')"),
        _ => SparkSql.From($"{new SparkName("first")}"),
    }))})");

    SparkSql Condition(Rule.Row rule, Func<string, SparkName> value) =>
        SparkSql.Trusted(_rules.Condition(rule, SqlDialect.Spark, column => value(column).ToString()));

    SparkSql Equal(string own, Column other)
    {
        var type = plan.Columns.First(c => c.Name == own).Type;
        var common = ExpressionTypes.Common(type, other.Type)!;
        return SparkSql.From($"{Widened("t", own, type, common)} = {Widened("o", other.Name, other.Type, common)}");
    }

    static SparkSql Widened(string alias, string column, ColumnType type, ColumnType common) => SparkSql.Trusted(SqlDialect.Spark.Of(
        ExpressionTypes.Widen(new Expression.Column(column, type), common), name => $"{alias}.{new SparkName(name)}"));
}
