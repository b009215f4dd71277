using Granary.DuckDb;
using Granary.Model.Rules;
using Granary.Tables.Stages;

namespace Granary.Tables.Rules;

/// <summary>What the rules that warn and fail say of a finished cleansed table on DuckDB.</summary>
sealed class FinishedTableRules(
    StageDatabase database, TableRules rules, string table, Sql kept, BrokenRules broken, DateTimeOffset startedAt)
{
    readonly RuleResults _results = new(rules, table, startedAt);

    /// <returns>A note for each rule that warns and is broken.</returns>
    /// <exception cref="Granary.Model.ProblemException">Rules that fail are broken: all of them.</exception>
    public IReadOnlyList<string> Check(CancellationToken cancellationToken)
    {
        var conditions = rules.OnFinishedTable.OfType<Rule.Row>().ToList();
        var counts = conditions.Zip(broken.Count(conditions, cancellationToken)).ToDictionary(p => (Rule)p.First, p => p.Second);
        foreach (var rule in rules.OnFinishedTable)
        {
            switch (rule)
            {
                case Rule.RowCount rows:
                    _results.RowCount(rows, database.Connection.Scalar<long>(Sql.From($"SELECT count(*) FROM {kept}"), cancellationToken));
                    break;
                case Rule.Freshness fresh:
                    CheckFreshness(fresh, cancellationToken);
                    break;
                default:
                    var count = counts.TryGetValue(rule, out var known) ? known : broken.Count(rule, cancellationToken);
                    if (count > 0)
                        _results.Rows(rule, count, broken.First(rule, RuleResults.MostExamples, cancellationToken));
                    break;
            }
        }

        return _results.Conclude();
    }

    void CheckFreshness(Rule.Freshness rule, CancellationToken cancellationToken)
    {
        var column = new Identifier(rules.ColumnsOf(rule)[0]);
        using var result = database.Connection.Query(
            Sql.From($"SELECT max({column}), max({column})::TIMESTAMP >= {_results.Wanted(rule)} FROM {kept}"), cancellationToken);
        result.ReadRow();
        _results.Freshness(rule, result.GetText(0), result[1] is true);
    }
}
