namespace Granary.Tables.Ledger;

/// <summary>What became of the rows of one file in one stage.</summary>
/// <param name="Path">Below the project's input prefix: <c>table/file.csv</c>.</param>
/// <param name="Sha256">Of the file's bytes, lower-case hex.</param>
/// <param name="Records">Every record of the file, those that hold no data among them. After landing: the rows read.</param>
/// <param name="Skipped">Records without data: header, blank, comment, footer, lines before the header.</param>
public sealed record FileAccount(
    string Path, string Sha256, long Bytes, long Records, long Skipped, long Read, long Written, long Rejected, long Duplicate)
{
    /// <summary>records = skipped + read, and read = written + rejected + duplicates.</summary>
    public bool IsBalanced => Records == Skipped + Read && Read == Written + Rejected + Duplicate;

    /// <summary>The same file in the stage that follows, which reads what this one has written.</summary>
    public FileAccount Next(long written, long rejected, long duplicate) =>
        new(Path, Sha256, Bytes, Written, Skipped: 0, Written, written, rejected, duplicate);
}
