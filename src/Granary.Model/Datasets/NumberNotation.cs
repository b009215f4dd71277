namespace Granary.Model.Datasets;

/// <summary>How a source writes numbers where it is not the plain way of a sign, digits and a point.</summary>
/// <remarks>What the settings do not name stays refused, so that a text is never two numbers.</remarks>
public sealed record NumberNotation
{
    public static readonly NumberNotation Plain = new();

    /// <summary>
    /// Between groups of three digits before the decimal separator, or null for none; a blank stands for the no-break and thin ones, too,
    /// an apostrophe for the curly one.
    /// </summary>
    public string? Thousands { get; init; }

    /// <summary><c>.</c> or <c>,</c></summary>
    public string DecimalSeparator { get; init; } = ".";

    /// <summary>Of which one may stand before or behind the number, with blanks between.</summary>
    public IReadOnlyList<string> Currency { get; init; } = [];

    /// <summary>Whether <c>(1.50)</c> is -1.50.</summary>
    public bool Parentheses { get; init; }

    /// <summary>Whether <c>1.50-</c> is -1.50.</summary>
    public bool TrailingMinus { get; init; }

    public PercentMeaning Percent { get; init; }

    /// <summary>Whether this says no more than the plain way; lists are compared by their items.</summary>
    public bool IsPlain => this == (Plain with { Currency = Currency }) && Currency.Count == 0;

    /// <summary>For people, behind the reason for which a value is refused.</summary>
    public override string ToString() => string.Join(", ", Words());

    IEnumerable<string> Words()
    {
        if (DecimalSeparator != ".")
            yield return $"decimal separator {DecimalSeparator}";
        if (Thousands is not null)
            yield return $"thousands separator {(Thousands == " " ? "blank" : Thousands)}";
        if (Currency.Count > 0)
            yield return $"currency {string.Join(" or ", Currency)}";
        if (Parentheses)
            yield return "negative in parentheses";
        if (TrailingMinus)
            yield return "trailing minus";
        if (Percent == PercentMeaning.Points)
            yield return "% may follow";
        if (Percent == PercentMeaning.Fraction)
            yield return "% must follow";
    }
}

/// <summary>What a percent sign behind a number means.</summary>
public enum PercentMeaning
{
    /// <summary>Nothing is known of it; such a text is no number.</summary>
    None,

    /// <summary>12.5% and 12.5 are both 12.5.</summary>
    Points,

    /// <summary>12.5% is 0.125, and a number without the sign is refused, since it may be either.</summary>
    Fraction,
}

/// <summary>The texts that are true and false, compared without regard to the case of ASCII's letters.</summary>
public sealed record BooleanWords(IReadOnlyList<string> True, IReadOnlyList<string> False);

/// <summary>What a clock of a place showed, and how to tell the moment.</summary>
/// <param name="Id">In the IANA database: <c>Europe/Berlin</c>.</param>
/// <param name="Ambiguous">What an hour means that the clock showed twice.</param>
public sealed record SourceTimeZone(string Id, AmbiguousTime Ambiguous);

/// <summary>What a local time means that came twice because clocks were put back.</summary>
public enum AmbiguousTime
{
    Reject,
    Earlier,
    Later,
}
