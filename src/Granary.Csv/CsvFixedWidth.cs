namespace Granary.Csv;

/// <summary>How lines are cut into fields by their places, without delimiter and quotes.</summary>
/// <remarks>
/// What stands between two fields is not read. A line that ends before a field begins lacks that field and those behind it; one that has
/// more than blanks behind the last field has a field more than it should, which holds that text.
/// </remarks>
public sealed record CsvFixedWidth
{
    /// <summary>In the order of the line, without overlap. At least one.</summary>
    public required IReadOnlyList<CsvFixedField> Fields { get; init; }

    /// <summary>Whether a line that ends too early has empty fields there, and none too few.</summary>
    public bool PadsShortLines { get; init; }

    internal IEnumerable<string> Validate()
    {
        if (Fields.Count == 0)
            yield return "A layout of fixed widths has no fields.";
        var end = 0L;
        foreach (var field in Fields)
        {
            if (field.Start < 1 || field.Length < 1)
                yield return $"A field starts at {field.Start} and has {field.Length} characters; both are at least 1.";
            else if (field.Start <= end)
                yield return $"A field starts at {field.Start}, but the one before it goes to {end}.";
            end = (long)field.Start + field.Length - 1;
        }
    }
}

/// <summary>A field that has its place in every line.</summary>
/// <param name="Start">Its first character, from 1. Characters are those of Unicode; a tab is one.</param>
/// <param name="Length">Characters, at least 1.</param>
public sealed record CsvFixedField(int Start, int Length);
