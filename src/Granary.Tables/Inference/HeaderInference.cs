using System.Text;
using Granary.Csv;
using Granary.Model.Datasets;

namespace Granary.Tables.Inference;

/// <summary>Whether a file's first record names its columns.</summary>
static class HeaderInference
{
    /// <param name="columns">What is below each of the first record's fields.</param>
    public static (bool HasHeader, CsvSureness Sure, string Evidence) Of(IReadOnlyList<ColumnEvidence> columns)
    {
        if (columns.Count == 0)
            return (true, CsvSureness.Guess, "the file has no record");
        var names = columns.Where(c => c.HasValues && IsTyped(c.Type) && !IsTyped(TypeOf(c.First)) && c.First.Trim().Length > 0).ToList();
        var values = columns.Where(c => IsTyped(TypeOf(c.First))).ToList();
        if (names.Count > 0)
        {
            var sure = values.Count == 0 ? CsvSureness.Certain : CsvSureness.Likely;
            return (true, sure, $"the first record has '{names[0].First}' where all values below are {names[0].Type}{More(names.Count)}");
        }

        if (values.Find(v => !v.HasValues || IsTyped(v.Type)) is { } value)
            return (false, CsvSureness.Likely, $"the first record has '{value.First}', a {TypeOf(value.First)}, as the records below it");
        if (values.Count > 0)
            return (false, CsvSureness.Guess, $"the first record has '{values[0].First}', which is hardly a name");
        if (columns.FirstOrDefault(c => c.Repeats > 0) is { } repeated)
            return (
                false, CsvSureness.Likely,
                $"'{repeated.First}' of the first record stands {repeated.Repeats:N0} times below it, in the same column");
        var blank = columns.Count(c => string.IsNullOrWhiteSpace(c.First));
        if (blank == columns.Count)
            return (false, CsvSureness.Guess, "the first record has no text");
        return columns.All(c => IsName(c.First))
            ? (
                true, CsvSureness.Likely,
                "the first record reads like names, each once, and none of them is below it; all columns are text")
            : (true, CsvSureness.Guess, "all columns are text; nothing tells the first record from the others");
    }

    static ColumnType TypeOf(string text)
    {
        var inference = new TypeInference();
        if (text.Trim() is { Length: > 0 } trimmed)
            inference.Add(Encoding.UTF8.GetBytes(trimmed));
        return inference.Type;
    }

    static bool IsTyped(ColumnType type) => type is not ColumnType.String;

    static bool IsName(string text) =>
        text.Length is > 0 and <= 64
        && char.IsLetter(text[0])
        && text.All(c => char.IsLetterOrDigit(c) || c is '_' or ' ' or '-' or '.' or '(' or ')' or '/' or '%' or '#');

    static string More(int count) => count > 1 ? $", and {count - 1} more like it" : "";
}
