using System.Globalization;
using Granary.Model;
using Granary.Model.Rules;

namespace Granary.Tables.Rules;

/// <summary>Gathers what an engine found about the rules that warn and fail, and what follows from it.</summary>
sealed class RuleResults(TableRules rules, string table, DateTimeOffset startedAt)
{
    /// <summary>Rows that are named of a rule.</summary>
    public const int MostExamples = 3;

    readonly RuleWords _words = new(rules);
    readonly List<string> _notes = [];
    readonly List<Problem> _problems = [];

    /// <param name="count">The rows that break it; more than none.</param>
    /// <param name="examples">The first of them.</param>
    public void Rows(Rule rule, long count, IReadOnlyList<BrokenRow> examples)
    {
        if (rule.Severity == RuleSeverity.Warn)
            _notes.Add(_words.Warning(rule, count, examples[0]));
        else
            Fail(
                "GR3120", _words.Failure(table, rule, count, examples),
                "Nothing was published. Deliver the rows anew, or change the rule's severity in the dataset file.");
    }

    public void RowCount(Rule.RowCount rule, long rows)
    {
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

    /// <summary>The moment that the newest value must reach.</summary>
    public DateTime Wanted(Rule.Freshness rule) => startedAt.UtcDateTime - rule.Within;

    /// <param name="newest">The largest value of the rule's column; null where there is none.</param>
    /// <param name="isFresh">Whether it reaches <see cref="Wanted"/>.</param>
    public void Freshness(Rule.Freshness rule, string? newest, bool isFresh)
    {
        if (isFresh)
            return;
        var column = rules.ColumnsOf(rule)[0];
        Report(rule, "GR3122", string.Create(CultureInfo.InvariantCulture,
            $"The rule {rule.Name} of {table} is broken: {(newest is null ? $"it has no {column}" : $"its newest {column} is {newest}")}; "
                + $"it must be {Wanted(rule):yyyy-MM-dd HH:mm:ss} UTC or later, {rule.Span} before the run's start."));
    }

    /// <returns>A note for each rule that warns and is broken.</returns>
    /// <exception cref="ProblemException">Rules that fail are broken: all of them.</exception>
    public IReadOnlyList<string> Conclude() => _problems.Count > 0 ? throw new ProblemException(_problems) : _notes;

    void Report(Rule rule, string code, string message)
    {
        if (rule.Severity == RuleSeverity.Warn)
            _notes.Add(message);
        else
            Fail(code, message, "Nothing was published. Deliver what is missing, or change the rule in the dataset file.");
    }

    void Fail(string code, string message, string hint) => _problems.Add(new(code, ProblemKind.Data, message, hint));

    static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
