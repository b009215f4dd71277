using System.Globalization;
using Granary.Model.Rules;
using Granary.Tables.Rejects;

namespace Granary.Tables.Rules;

/// <summary>What people read of rules, the same from every engine.</summary>
public sealed class RuleWords(TableRules rules)
{
    /// <summary>The code that a rejected row carries.</summary>
    public static string Code(Rule rule) => rule switch
    {
        Rule.Row { Kind: RowRuleKind.Required } => RejectReason.Missing,
        Rule.Row { Kind: RowRuleKind.Allowed } => RejectReason.NotAllowed,
        Rule.Row { Kind: RowRuleKind.Range } => RejectReason.OutOfRange,
        Rule.Row { Kind: RowRuleKind.Pattern } => RejectReason.OtherPattern,
        Rule.Row { Kind: RowRuleKind.Length } => RejectReason.OtherLength,
        Rule.Row => RejectReason.Condition,
        Rule.References => RejectReason.NoReference,
        Rule.Unique => RejectReason.NotUnique,
        _ => throw new ArgumentException($"{rule.Name} rejects no row.", nameof(rule)),
    };

    /// <summary>Why a row is rejected.</summary>
    /// <param name="values">The row's values in the rule's columns; null for NULL.</param>
    /// <param name="first">For a value that is not unique, the place where it stands first: <c>file:line</c>.</param>
    public string Reason(Rule rule, IReadOnlyList<string?> values, string? first = null) =>
        string.Concat(ReasonOf(rule).Select(p => p.Text ?? (p.Column is { } column ? Shown(values[column]) : first)));

    /// <summary>The same in parts, for an engine that puts them together.</summary>
    public IReadOnlyList<ReasonPart> ReasonOf(Rule rule)
    {
        IEnumerable<ReasonPart> reason = rule switch
        {
            Rule.Row { Kind: RowRuleKind.Condition } row => [new($"{row.Demand} is false ("), .. Named(rule), new(")")],
            Rule.Row { Kind: RowRuleKind.Required } => [new($"{rules.ColumnsOf(rule)[0]} must have a value")],
            Rule.Unique => [.. Named(rule), new(" must be unique and stands already in "), new()],
            Rule.Row row => [new(Column: 0), new($" must {row.Demand}")],
            _ => [.. Named(rule), new($" {Demand(rule)}")],
        };
        return rule is Rule.Row { Demand: var demand } && demand == rule.Name ? [.. reason] : [new($"{rule.Name}: "), .. reason];
    }

    /// <summary>What a note says of rows that stay although they break a rule.</summary>
    /// <param name="first">The first of them.</param>
    public string Warning(Rule rule, long count, BrokenRow first) =>
        $"{Count(count)} the rule {rule.Name}: {Sentence(rule)}; the first is {first.Place} ({Named(rule, first.Values)}).";

    /// <summary>What a failed run says of rows that break a rule.</summary>
    /// <param name="examples">The first of them; at least one.</param>
    public string Failure(string table, Rule rule, long count, IReadOnlyList<BrokenRow> examples) =>
        $"{Count(count)} the rule {rule.Name} of {table}: {Sentence(rule)}; {(count > examples.Count ? "the first are" : "see")} "
            + $"{string.Join(", ", examples.Select(e => $"{e.Place} ({Named(rule, e.Values)})"))}.";

    /// <summary>The whole demand, as a sentence without its end.</summary>
    public string Sentence(Rule rule) => rule switch
    {
        Rule.Row { Kind: RowRuleKind.Condition } row => $"{row.Demand} must not be false",
        Rule.Row row => $"{rules.ColumnsOf(rule)[0]} must {row.Demand}",
        _ => $"{string.Join(", ", rules.ColumnsOf(rule))} {Demand(rule)}",
    };

    static string Demand(Rule rule) => rule switch
    {
        Rule.References references => $"must be in {references.Table} ({string.Join(", ", references.Targets)})",
        _ => "must be unique",
    };

    static string Count(long rows) => rows == 1 ? "1 row breaks" : string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows break");

    IEnumerable<ReasonPart> Named(Rule rule) =>
        rules.ColumnsOf(rule).SelectMany((name, i) => new ReasonPart[] { new($"{(i > 0 ? ", " : "")}{name} "), new(Column: i) });

    string Named(Rule rule, IReadOnlyList<string?> values) =>
        string.Join(", ", rules.ColumnsOf(rule).Zip(values, (name, value) => $"{name} {Shown(value)}"));

    static string Shown(string? value) => value is null ? "NULL" : $"'{value}'";
}

/// <summary>
/// A piece of a reason: text, or the value of one of the rule's columns in quotes (NULL without), or else the place of the row that is
/// good.
/// </summary>
/// <param name="Column">From 0.</param>
public readonly record struct ReasonPart(string? Text = null, int? Column = null);

/// <summary>A row that breaks a rule.</summary>
/// <param name="File">Below the project's input prefix.</param>
/// <param name="Line">From 1.</param>
/// <param name="Values">In the rule's columns.</param>
public readonly record struct BrokenRow(string File, long Line, IReadOnlyList<string?> Values)
{
    public string Place => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}");
}
