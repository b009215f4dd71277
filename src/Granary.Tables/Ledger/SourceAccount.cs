using Granary.Tables.Sources;

namespace Granary.Tables.Ledger;

/// <summary>What became of the rows of one source unit, a file or a member of an archive, in one stage.</summary>
/// <param name="Sha256">Of the delivered file's bytes, lower-case hex.</param>
/// <param name="Bytes">Of the delivered file.</param>
/// <param name="Records">Every record of the unit, those that hold no data among them. After landing: the rows read.</param>
/// <param name="Skipped">Records without data: header, blank, comment, footer, lines before the header.</param>
public sealed record SourceAccount(
    SourceUnit Source, string Sha256, long Bytes, long Records, long Skipped, long Read, long Written, long Rejected, long Duplicate)
{
    /// <summary>records = skipped + read, and read = written + rejected + duplicates.</summary>
    public bool IsBalanced => Records == Skipped + Read && Read == Written + Rejected + Duplicate;

    /// <summary>The same unit in the stage that follows, which reads what this one has written.</summary>
    public SourceAccount Next(long written, long rejected, long duplicate) =>
        new(Source, Sha256, Bytes, Written, Skipped: 0, Written, written, rejected, duplicate);
}
