using Granary.DuckDb;
using Granary.Model.Rules;
using Granary.Tables.Stages;

namespace Granary.Tables.Rules;

/// <summary>What the rules that warn and fail say of a finished cleansed table on DuckDB.</summary>
sealed class Verdict(Engine engine, TableRules rules, string table, Sql kept, BrokenRules broken, DateTimeOffset startedAt)
{
    readonly Judgement _judgement = new(rules, table, startedAt);

    /// <returns>A note for each rule that warns and is broken.</returns>
    /// <exception cref="Granary.Model.ProblemException">Rules that fail are broken: all of them.</exception>
    public IReadOnlyList<string> Judge(CancellationToken cancellationToken)
    {
        var conditions = rules.Verdicts.OfType<Rule.Row>().ToList();
        var counts = conditions.Zip(broken.Count(conditions, cancellationToken)).ToDictionary(p => (Rule)p.First, p => p.Second);
        foreach (var rule in rules.Verdicts)
        {
            switch (rule)
            {
                case Rule.RowCount rows:
                    _judgement.RowCount(rows, engine.Connection.Scalar<long>(Sql.From($"SELECT count(*) FROM {kept}"), cancellationToken));
                    break;
                case Rule.Freshness fresh:
                    JudgeFreshness(fresh, cancellationToken);
                    break;
                default:
                    var count = counts.TryGetValue(rule, out var known) ? known : broken.Count(rule, cancellationToken);
                    if (count > 0)
                        _judgement.Rows(rule, count, broken.First(rule, Judgement.MostExamples, cancellationToken));
                    break;
            }
        }

        return _judgement.Conclude();
    }

    void JudgeFreshness(Rule.Freshness rule, CancellationToken cancellationToken)
    {
        var column = new Identifier(rules.ColumnsOf(rule)[0]);
        using var result = engine.Connection.Query(
            Sql.From($"SELECT max({column}), max({column})::TIMESTAMP >= {_judgement.Wanted(rule)} FROM {kept}"), cancellationToken);
        result.ReadRow();
        _judgement.Freshness(rule, result.GetText(0), result[1] is true);
    }
}
