namespace Granary.Model.Rules;

/// <summary>Something that must hold for the rows of a table. A closed set.</summary>
/// <remarks>What a rule means is decided here, once; engines only spell it.</remarks>
public abstract record Rule
{
    Rule()
    {
    }

    /// <summary>What the author calls it, or else what it asks: <c>amount.min</c>, <c>refund &lt;= amount</c>.</summary>
    public required string Name { get; init; }

    public required RuleSeverity Severity { get; init; }

    /// <summary>
    /// The columns that are looked at, by the source's or their snake_case name; the first is in rejects. Empty for a rule on the whole
    /// table.
    /// </summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Where the dataset file asks for it.</summary>
    public FilePosition? Where { get; init; }

    /// <summary>
    /// A condition on the values of one row. It is broken where it is false; where it is unknown, because a value is missing, it holds.
    /// </summary>
    /// <param name="Demand">What is asked, in words behind "must": <c>be at least 0</c>; the condition's own text for
    /// <see cref="RowRuleKind.Condition"/>.</param>
    public sealed record Row(RowRuleKind Kind, Expression Condition, string Demand) : Rule;

    /// <summary>
    /// No two rows have the same values in the columns; no value equals no value. The first row by file and line is good, the others are
    /// not.
    /// </summary>
    public sealed record Unique : Rule;

    /// <summary>The values of the columns stand together in a row of another table, or one of them is missing.</summary>
    /// <param name="Table">May be the table itself.</param>
    /// <param name="Targets">Its columns, as many as there are in <see cref="Rule.Columns"/>.</param>
    public sealed record References(string Table, IReadOnlyList<string> Targets) : Rule;

    /// <param name="Least">Null for no bound; both bounds are allowed numbers of rows.</param>
    public sealed record RowCount(long? Least, long? Most) : Rule;

    /// <summary>
    /// The largest value of a column of dates or timestamps lies at most so long before the run's start. A date is its midnight, in UTC.
    /// </summary>
    public sealed record Freshness(TimeSpan Within) : Rule
    {
        /// <summary>For people: <c>1d 12h</c>.</summary>
        public string Span => DurationText.InWords(Within);
    }
}

/// <summary>What follows from a broken rule.</summary>
public enum RuleSeverity
{
    /// <summary>Rows are rejected.</summary>
    Reject,

    /// <summary>Rows stay, and the stage's notes count them.</summary>
    Warn,

    /// <summary>The run fails and publishes nothing.</summary>
    Fail,
}

/// <summary>What a condition was written as; each is a reason of its own in rejects.</summary>
public enum RowRuleKind
{
    Required,
    Allowed,
    Range,
    Pattern,
    Length,
    Condition,
}
