namespace Granary.Model.Datasets;

/// <summary>The files of a dataset and how their bytes become records.</summary>
public sealed record DatasetSource
{
    /// <summary>Patterns of names below the place files come from: <c>*</c> and <c>?</c> within a name, a folder ends with <c>/</c>. At least one.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>What stands between two fields, one or more characters; null when it is to be found out.</summary>
    public string? Delimiter { get; init; }

    /// <summary>Whether the first record names the columns.</summary>
    public bool Header { get; init; } = true;

    /// <summary>The character around fields that hold delimiters or line ends; null when no character does this.</summary>
    public string? Quote { get; init; } = "\"";

    /// <summary><c>utf-8</c>, <c>utf-16le</c>, <c>utf-16be</c>, <c>windows-1252</c> or <c>latin-1</c>; null for UTF-8 unless a byte order mark says otherwise.</summary>
    public string? Encoding { get; init; }

    /// <summary>The file's columns in order, instead of what a header says; null when the header has the word.</summary>
    public IReadOnlyList<string>? Columns { get; init; }
}
