using Granary.Csv;
using Granary.Model;
using Granary.Tables.Sources;

namespace Granary.Tables.Landing;

/// <summary>What a look at a delivered file told before anything of it is landed.</summary>
/// <param name="Name">Below the input prefix: <c>table/file.csv</c>.</param>
/// <param name="Texts">The file itself, or the data among an archive's members, in order.</param>
/// <param name="LeftOut">The names of members that are no data.</param>
/// <param name="Problems">Why it cannot be read; empty when it can.</param>
public sealed record FileSurvey(
    string Name, IReadOnlyList<TextSurvey> Texts, IReadOnlyList<string> LeftOut, IReadOnlyList<Problem> Problems);

/// <summary>What a look at one delimited text told.</summary>
/// <param name="Bytes">Of the delivered file.</param>
/// <param name="Rows">Records that are not skipped, counted by the index.</param>
/// <param name="HeaderLine">From 1, or 0 when there is none.</param>
/// <param name="Header">The names that the header gives, as they are in the file; empty when it gives none.</param>
/// <param name="HeaderProblem">Why the header cannot be read.</param>
public sealed record TextSurvey(
    SourceUnit Source, long Bytes, long Rows, long HeaderLine, IReadOnlyList<string> Header, CsvProblem HeaderProblem)
{
    /// <summary>Whether a later look at the same text tells the same.</summary>
    public bool IsSameAs(TextSurvey later) =>
        later with { Header = Header } == this && later.Header.SequenceEqual(Header, StringComparer.Ordinal);
}
