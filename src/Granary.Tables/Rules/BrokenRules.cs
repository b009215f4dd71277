using Granary.DuckDb;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Model.Rules;
using Granary.Tables.Cleansing;
using Granary.Tables.Dialects;
using Granary.Tables.Stages;

namespace Granary.Tables.Rules;

/// <summary>Finds the rows of a cleansed table that break rules, in the files that were written.</summary>
/// <param name="kept">The table's rows as they stand now.</param>
/// <param name="tables">The tables that rules refer to, by name.</param>
sealed class BrokenRules(StageDatabase database, CleansingPlan plan, string table, Sql kept, Func<string, ReferencedTable?> tables)
{
    readonly TableRules _rules = plan.Rules;
    readonly Dictionary<string, (Sql Rows, IReadOnlyList<Column> Columns)> _referenced = new(
        StringComparer.Ordinal);

    static Sql Position => Sql.From($"{new Identifier(Lineage.SourceFile)}, {new Identifier(Lineage.SourceLine)}");

    /// <summary>
    /// Every row that breaks a rule, in any order: its place, the values of the rule's columns as <c>x0</c>, <c>x1</c>, …, and for
    /// <c>unique</c> the place of the row that is good.
    /// </summary>
    public Sql RowsOf(Rule rule)
    {
        var values = Sql.Join(
            ", ",
            [Position, .. _rules.ColumnsOf(rule).Select((c, i) => Sql.From($"{new Identifier(c)}::VARCHAR AS {new Identifier($"x{i}")}"))]);
        return rule switch
        {
            Rule.Row row => Sql.From($"SELECT {values} FROM {kept} WHERE {Condition(row)} IS FALSE"),
            Rule.Unique => Unique(rule, values),
            Rule.References references => Orphans(references, values),
            _ => throw new ArgumentException($"{rule.Name} is not about rows.", nameof(rule)),
        };
    }

    /// <returns>How many rows break each of the conditions, which one reading of the table tells.</returns>
    public IReadOnlyList<long> Count(IReadOnlyList<Rule.Row> conditions, CancellationToken cancellationToken)
    {
        if (conditions.Count == 0)
            return [];
        var counts = conditions.Select(r => Sql.From($"count(*) FILTER (WHERE {Condition(r)} IS FALSE)"));
        using var result = database.Connection.Query(Sql.From($"SELECT {Sql.Join(", ", counts)} FROM {kept}"), cancellationToken);
        result.ReadRow();
        return [.. conditions.Select((_, i) => (long)result[i]!)];
    }

    public long Count(Rule rule, CancellationToken cancellationToken) => MayBreak(rule, cancellationToken)
        ? database.Connection.Scalar<long>(Sql.From($"SELECT count(*) FROM ({RowsOf(rule)})"), cancellationToken)
        : 0;

    /// <returns>The first rows by file and line that break a rule.</returns>
    public IReadOnlyList<BrokenRow> First(Rule rule, int most, CancellationToken cancellationToken)
    {
        using var result = database.Connection.Query(
            Sql.From($"SELECT * FROM ({RowsOf(rule)}) ORDER BY {Position} LIMIT {most}"), cancellationToken);
        var rows = new List<BrokenRow>();
        while (result.ReadRow())
            rows.Add(Row(rule, result));
        return rows;
    }

    /// <summary>A row of <see cref="RowsOf"/>.</summary>
    public BrokenRow Row(Rule rule, DuckDbResult result) =>
        new(
            (string)result[0]!, (long)result[1]!,
            [.. _rules.ColumnsOf(rule).Select((c, i) => Shown(plan.Columns.First(p => p.Name == c).Type, result.GetText(2 + i)))]);

    /// <summary>Most columns that should be unique are, which a grouping tells without putting anything in order.</summary>
    public bool MayBreak(Rule rule, CancellationToken cancellationToken) => rule is not Rule.Unique
        || database.Connection.Scalar<long>(
            Sql.From($"SELECT count(*) FROM (SELECT 1 FROM {kept} GROUP BY {Columns(rule)} HAVING count(*) > 1 LIMIT 1)"),
            cancellationToken
        ) > 0;

    Sql Condition(Rule.Row rule) => Sql.Trusted(_rules.Condition(rule, SqlDialect.DuckDb, column => new Identifier(column).ToString()));

    Sql Columns(Rule rule) => Sql.Join(", ", _rules.ColumnsOf(rule).Select(c => Sql.From($"{new Identifier(c)}")));

    // Partitions take NULL for equal to NULL.
    Sql Unique(Rule rule, Sql values) =>
        Sql.From(
            $"""
            SELECT {values}, first_value({new Identifier(Lineage.SourceFile)}) OVER same || ':' || first_value({new Identifier(
                Lineage.SourceLine
            )}) OVER same AS first
            FROM {kept} WINDOW same AS (PARTITION BY {Columns(rule)} ORDER BY {Position}) QUALIFY row_number() OVER same > 1
            """
        );

    Sql Orphans(Rule.References rule, Sql values)
    {
        var (rows, columns) = Referenced(rule);
        var pairs = rule
            .Columns.Zip(
                rule.Targets,
                (own, target) =>
                    (
                        Own: plan.Columns.First(c => c.Name == _rules.Names[own]),
                        Target: ReferenceProblems.Find(table, rule, columns, target)))
            .ToList();
        var present = Sql.Join(" AND ", pairs.Select(p => Sql.From($"kept.{new Identifier(p.Own.Name)} IS NOT NULL")));
        var same = Sql.Join(" AND ", pairs.Select(p => Same(rule, p.Own, p.Target)));
        return Sql.From(
            $"SELECT {values} FROM {kept} AS kept WHERE {present} AND NOT EXISTS (SELECT 1 FROM ({rows}) AS target WHERE {same})");
    }

    (Sql Rows, IReadOnlyList<Column> Columns) Referenced(Rule.References rule)
    {
        if (_referenced.TryGetValue(rule.Table, out var known))
            return known;
        if (rule.Table == table)
            return _referenced[table] = (Sql.From($"SELECT * FROM {kept}"), [.. plan.Columns.Select(c => new Column(c.Name, c.Type))]);
        var found = tables(rule.Table) ?? throw new ProblemException(ReferenceProblems.NoTable(table, rule));
        return _referenced[rule.Table] = (found.Rows, found.Columns(database, rule.Table));
    }

    Sql Same(Rule.References rule, ColumnPlan own, Column target)
    {
        var common = ReferenceProblems.Common(table, rule, own, target);
        return Sql.From($"{Widened("kept", own.Name, own.Type, common)} = {Widened("target", target.Name, target.Type, common)}");
    }

    static Sql Widened(string alias, string column, ColumnType type, ColumnType common) => Sql.Trusted(SqlDialect.DuckDb.Of(
        ExpressionTypes.Widen(new Expression.Column(column, type), common), name => $"{alias}.{new Identifier(name)}"));

    /// <summary>DuckDB leaves out the zero before the point of a decimal that has no digits there.</summary>
    static string? Shown(ColumnType type, string? value) => type is not ColumnType.Decimal ? value : value switch
    {
        ['.', ..] => $"0{value}",
        ['-', '.', ..] => $"-0{value[1..]}",
        _ => value,
    };
}
