namespace Granary.Csv.Indexing;

/// <summary>What one pass over a range counted.</summary>
/// <param name="Start">Where the pass began: a record's first byte.</param>
/// <param name="End">The first byte of the first record that was not counted.</param>
readonly record struct RangeTally(long Start, long End, long Lines, long Records, long Blank, long Comment);
