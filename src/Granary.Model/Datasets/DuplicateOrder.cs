namespace Granary.Model.Datasets;

/// <summary>
/// Which of the rows with one key stays: the first in this order, and where it does not decide, the first by file and line.
/// </summary>
public sealed record DuplicateOrder(IReadOnlyList<KeepOrder> Columns)
{
    /// <summary>By file and line.</summary>
    public static readonly DuplicateOrder First = new([]);

    /// <summary>By file and line, from the end.</summary>
    public static readonly DuplicateOrder Last = new([]) { IsFromEnd = true };

    public bool IsFromEnd { get; init; }
}

/// <param name="Column">By the source's or its snake_case name.</param>
/// <param name="IsDescending">Whether the largest value comes first; false comes before true, text is ordered by code points, NaN is larger
/// than any number.</param>
/// <param name="NullsFirst">Whether rows without a value come first; if not, they come last, whatever the direction.</param>
public sealed record KeepOrder(string Column, bool IsDescending, bool NullsFirst);
