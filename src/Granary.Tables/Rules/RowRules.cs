using Granary.DuckDb;
using Granary.Model.Rules;
using Granary.Tables.Dialects;

namespace Granary.Tables.Rules;

/// <summary>The conditions of rows in DuckDB's words, to stand beside the casts that make their values.</summary>
/// <param name="value">From a cleansed column to its typed value.</param>
/// <param name="text">From a cleansed column to its text as it was landed.</param>
sealed class RowRules(TableRules rules, Func<string, Sql> value, Func<string, Sql> text)
{
    /// <summary>Whether a row whose values all fit meets every condition; never NULL.</summary>
    public Sql Hold =>
        rules.RowRejects.Count == 0
            ? Sql.From($"true")
            : Sql.Join(" AND ", rules.RowRejects.Select(r => Sql.From($"({Condition(r)} IS NOT FALSE)")));

    /// <summary>The number of the first condition that a row breaks, from 1; 0 for none.</summary>
    public Sql Broken => rules.RowRejects.Count == 0
        ? Sql.From($"0")
        : Sql.From($"CASE {Sql.Join(" ", rules.RowRejects.Select((r, i) => Sql.From($"WHEN {Condition(r)} IS FALSE THEN {i + 1}")))} ELSE "
            + $"0 END");

    /// <summary>The texts of the columns that the broken condition looks at, as many as the one with the most of them needs.</summary>
    public IReadOnlyList<Sql> Texts =>
        [.. Enumerable.Range(0, rules.RowRejects.Select(r => r.Columns.Count).DefaultIfEmpty(0).Max()).Select(TextAt)];

    /// <param name="number">One that <see cref="Broken"/> gave, from 1.</param>
    public Rule.Row RuleOf(int number) => rules.RowRejects[number - 1];

    Sql Condition(Rule.Row rule) => Sql.Trusted(rules.Condition(rule, SqlDialect.DuckDb, column => value(column).Text));

    Sql TextAt(int place)
    {
        var cases = rules.RowRejects.Select((r, i) => (Columns: rules.ColumnsOf(r), Number: i + 1)).Where(r => r.Columns.Count > place)
            .Select(r => Sql.From($"WHEN {r.Number} THEN {text(r.Columns[place])}"));
        return Sql.From($"CASE broken {Sql.Join(" ", cases)} END");
    }
}
