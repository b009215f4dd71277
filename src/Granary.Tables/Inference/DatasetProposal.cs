using Granary.Csv;

namespace Granary.Tables.Inference;

/// <summary>A dataset file for one delivered file, and how sure each of its settings is.</summary>
/// <param name="Table">Good for a table's name.</param>
/// <param name="Text">The dataset file, with a line end at its end.</param>
/// <param name="Rows">Records that would be rows.</param>
/// <param name="Rejected">Records that landing would reject.</param>
public sealed record DatasetProposal(string Table, string Text, long Rows, long Rejected, IReadOnlyList<DatasetFinding> Findings);

/// <param name="Key">The key of the dataset file: <c>source.delimiter</c>, or <c>columns.NAME</c> for a column's type.</param>
/// <param name="Value">What is proposed.</param>
/// <param name="Evidence">A sentence without its full stop.</param>
public sealed record DatasetFinding(string Key, string Value, CsvSureness Sure, string Evidence);
