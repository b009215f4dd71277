namespace Granary.Csv.Tests.Oracle;

sealed record OracleRecord(OracleKind Kind, long Line, long Offset, string Raw, CsvProblem Problem, IReadOnlyList<string> Fields)
{
    public override string ToString() => $"{Kind} line {Line} offset {Offset} {Problem} raw [{Raw}] fields [{string.Join("][", Fields)}]";
}

enum OracleKind
{
    Preamble,
    Blank,
    Comment,
    Header,
    BehindHeader,
    Data,
    Footer,
}
