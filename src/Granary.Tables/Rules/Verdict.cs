using System.Globalization;
using Granary.DuckDb;
using Granary.Model;
using Granary.Model.Rules;
using Granary.Tables.Stages;

namespace Granary.Tables.Rules;

/// <summary>What the rules that warn and fail say of a finished cleansed table.</summary>
sealed class Verdict(Engine engine, TableRules rules, string table, Sql kept, BrokenRules broken, DateTimeOffset startedAt)
{
    const int MostExamples = 3;

    readonly RuleWords _words = new(rules);
    readonly List<string> _notes = [];
    readonly List<Problem> _problems = [];

    /// <returns>A note for each rule that warns and is broken.</returns>
    /// <exception cref="ProblemException">Rules that fail are broken: all of them.</exception>
    public IReadOnlyList<string> Judge(CancellationToken cancellationToken)
    {
        var conditions = rules.Verdicts.OfType<Rule.Row>().ToList();
        var counts = conditions.Zip(broken.Count(conditions, cancellationToken)).ToDictionary(p => (Rule)p.First, p => p.Second);
        foreach (var rule in rules.Verdicts)
        {
            switch (rule)
            {
                case Rule.RowCount rows:
                    JudgeCount(rows, cancellationToken);
                    break;
                case Rule.Freshness fresh:
                    JudgeFreshness(fresh, cancellationToken);
                    break;
                default:
                    var count = counts.TryGetValue(rule, out var known) ? known : broken.Count(rule, cancellationToken);
                    if (count > 0)
                        JudgeRows(rule, count, cancellationToken);
                    break;
            }
        }

        return _problems.Count > 0 ? throw new ProblemException(_problems) : _notes;
    }

    void JudgeRows(Rule rule, long count, CancellationToken cancellationToken)
    {
        var examples = broken.First(rule, rule.Severity == RuleSeverity.Warn ? 1 : MostExamples, cancellationToken);
        if (rule.Severity == RuleSeverity.Warn)
            _notes.Add(_words.Warning(rule, count, examples[0]));
        else
            Fail("GR3120", _words.Failure(table, rule, count, examples), "Nothing was published. Deliver the rows anew, or change the rule's severity in the dataset file.");
    }

    void JudgeCount(Rule.RowCount rule, CancellationToken cancellationToken)
    {
        var rows = engine.Connection.Scalar<long>(Sql.From($"SELECT count(*) FROM {kept}"), cancellationToken);
        if (rows >= (rule.Least ?? 0) && rows <= (rule.Most ?? long.MaxValue))
            return;
        var bounds = rule switch
        {
            { Least: { } least, Most: { } most } => $"between {Number(least)} and {Number(most)}",
            { Least: { } least } => $"at least {Number(least)}",
            _ => $"at most {Number(rule.Most!.Value)}",
        };
        Report(rule, "GR3121", $"The rule {rule.Name} of {table} is broken: it has {Number(rows)} rows; it must have {bounds}.");
    }

    void JudgeFreshness(Rule.Freshness rule, CancellationToken cancellationToken)
    {
        var column = rules.ColumnsOf(rule)[0];
        var wanted = startedAt.UtcDateTime - rule.Within;
        using var result = engine.Connection.Query(
            Sql.From($"SELECT max({new Identifier(column)}), max({new Identifier(column)})::TIMESTAMP >= {wanted} FROM {kept}"), cancellationToken);
        result.ReadRow();
        if (result[1] is true)
            return;
        var newest = result.GetText(0) is { } value ? $"its newest {column} is {value}" : $"it has no {column}";
        Report(rule, "GR3122", string.Create(CultureInfo.InvariantCulture,
            $"The rule {rule.Name} of {table} is broken: {newest}; it must be {wanted:yyyy-MM-dd HH:mm:ss} UTC or later, {rule.Span} before the run's start."));
    }

    void Report(Rule rule, string code, string message)
    {
        if (rule.Severity == RuleSeverity.Warn)
            _notes.Add(message);
        else
            Fail(code, message, "Nothing was published. Deliver what is missing, or change the rule in the dataset file.");
    }

    void Fail(string code, string message, string hint) => _problems.Add(new(code, message, hint));

    static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
