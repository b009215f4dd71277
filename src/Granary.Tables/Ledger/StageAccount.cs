using Granary.Model;

namespace Granary.Tables.Ledger;

/// <summary>What became of the rows of one table in one stage: the sums over its source units.</summary>
/// <param name="Location">The <c>s3://</c> address of the version that the stage wrote; ends in '/'.</param>
/// <param name="Derived">Rows that an author's SQL made, for which no balance is claimed; null when there is no such SQL.</param>
/// <param name="Notes">What a person should know although nothing is wrong: renamed columns, columns a file lacks.</param>
public sealed record StageAccount(
    string Stage,
    string Table,
    string Location,
    TimeSpan Elapsed,
    long? Derived,
    IReadOnlyList<SourceAccount> Sources,
    IReadOnlyList<string> Notes)
{
    public long Read => Sources.Sum(f => f.Read);

    public long Written => Sources.Sum(f => f.Written);

    public long Rejected => Sources.Sum(f => f.Rejected);

    public long Duplicate => Sources.Sum(f => f.Duplicate);

    /// <exception cref="ProblemException">A row is unaccounted for.</exception>
    public void RequireBalance()
    {
        var problems = Sources.Where(f => !f.IsBalanced).Select(f => new Problem(
            "GR3001", ProblemKind.Defect,
            $"The rows of {f.Source} do not add up in stage {Stage}: records {f.Records}, skipped {f.Skipped}, read {f.Read}, "
                + $"written {f.Written}, rejected {f.Rejected}, duplicates {f.Duplicate}.",
            "Nothing was published. This is a defect of granary; please report it with the file.")).ToList();
        if (problems.Count > 0)
            throw new ProblemException(problems);
    }
}
