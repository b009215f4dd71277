using Granary.Model.Datasets;
using Granary.Model.Rules;
using Granary.Tables.Dialects;

namespace Granary.Tables.Rules;

/// <summary>The rules of a table beside the columns that it has.</summary>
/// <param name="Rules">In the order in which they are checked.</param>
/// <param name="Names">From a column as rules name it to the cleansed column.</param>
public sealed record TableRules(IReadOnlyList<Rule> Rules, IReadOnlyDictionary<string, string> Names)
{
    public static readonly TableRules None = new([], new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>The conditions that a row must meet to be kept. They are checked where its values are made.</summary>
    public IReadOnlyList<Rule.Row> RowRejects { get; } = [.. Rules.OfType<Rule.Row>().Where(r => r.Severity == RuleSeverity.Reject)];

    /// <summary>
    /// What looks at other rows and sets rows aside: <c>unique</c> and <c>references</c>. Each is checked on the rows that all before it
    /// left.
    /// </summary>
    public IReadOnlyList<Rule> SetRejects { get; } =
    [.. Rules.Where(r => r is Rule.Unique or Rule.References && r.Severity == RuleSeverity.Reject)];

    /// <summary>What is checked on the finished table: everything that warns or fails.</summary>
    public IReadOnlyList<Rule> OnFinishedTable { get; } = [.. Rules.Where(r => r.Severity != RuleSeverity.Reject)];

    /// <param name="find">From a column's name in the dataset file to the cleansed column.</param>
    public static TableRules Of(Dataset dataset, Func<string, string> find) =>
        dataset.Rules.Count == 0
            ? None
            : new(
                dataset.Rules,
                dataset.Rules.SelectMany(r => r.Columns).Distinct(StringComparer.Ordinal).ToDictionary(c => c, find, StringComparer.Ordinal)
            );

    /// <summary>The cleansed columns of a rule, in its order.</summary>
    public IReadOnlyList<string> ColumnsOf(Rule rule) => [.. rule.Columns.Select(c => Names[c])];

    /// <summary>An engine's SQL that is false for the rows that break a condition, and true or NULL for the others.</summary>
    /// <param name="value">From a cleansed column to the SQL of its typed value.</param>
    public string Condition(Rule.Row rule, SqlDialect sql, Func<string, string> value) =>
        sql.Of(rule.Condition, name => value(Names[name]));
}
