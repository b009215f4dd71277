using Granary.Tables.Values;

namespace Granary.Tables.Inference;

/// <summary>
/// The ways of writing days with digits that all values of a column fit. ISO 8601 is not among them, and two-digit years never are.
/// </summary>
sealed class DayOrder
{
    static readonly string[] Formats =
        ["MM/dd/yyyy", "dd/MM/yyyy", "yyyy/MM/dd", "MM-dd-yyyy", "dd-MM-yyyy", "dd.MM.yyyy", "MM.dd.yyyy", "dd-MMM-yyyy"];

    static readonly TimePattern[] Patterns =
    [
        .. Formats.Select(f => new TimePattern(
            f.Replace("yyyy", "%Y", StringComparison.Ordinal)
                .Replace("MMM", "%b", StringComparison.Ordinal)
                .Replace("MM", "%m", StringComparison.Ordinal)
                .Replace("dd", "%d", StringComparison.Ordinal))),
    ];

    uint _possible = (1u << Formats.Length) - 1;

    /// <summary>In the words of dataset files.</summary>
    public IReadOnlyList<string> Possible => [.. Formats.Where((_, i) => (_possible & (1u << i)) != 0)];

    public void Add(ReadOnlySpan<byte> text)
    {
        for (var i = 0; _possible != 0 && i < Patterns.Length; i++)
        {
            if ((_possible & (1u << i)) != 0 && !Patterns[i].TryRead(text, out _))
                _possible &= ~(1u << i);
        }
    }

    public void Join(DayOrder other) => _possible &= other._possible;
}
