namespace Granary.Csv;

/// <summary>A format for one file, and why it is proposed.</summary>
/// <param name="Fields">How many fields most records have; 0 when the file has no record.</param>
/// <param name="Findings">One for each setting that was looked at, in the order of looking.</param>
public sealed record CsvProposal(CsvFormat Format, int Fields, IReadOnlyList<CsvFinding> Findings);

/// <summary>What was found out about one setting.</summary>
/// <param name="Setting">A name of the caller's language for it stands elsewhere; here it is that of <see cref="CsvFormat"/>'s
/// property.</param>
/// <param name="Value">As a person writes it.</param>
/// <param name="Evidence">A sentence with counts, without its full stop.</param>
public sealed record CsvFinding(string Setting, string Value, CsvSureness Sure, string Evidence);

public enum CsvSureness
{
    /// <summary>Something has to be taken, and this is the most usual.</summary>
    Guess,

    /// <summary>Most of the file speaks for it, or all of it does and something else is possible.</summary>
    Likely,

    /// <summary>All of the file speaks for it, and nothing else would do.</summary>
    Certain,
}
