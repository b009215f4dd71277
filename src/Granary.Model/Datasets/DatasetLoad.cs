namespace Granary.Model.Datasets;

/// <summary>How a run's rows come into the final table.</summary>
public sealed record DatasetLoad
{
    public LoadMode Mode { get; init; }

    /// <summary>
    /// The column, by the source's or its snake_case name, whose highest value tells how far the table is loaded; null when there is none.
    /// </summary>
    public string? Cursor { get; init; }
}

/// <summary>What becomes of the rows that a table has already.</summary>
public enum LoadMode
{
    /// <summary>They go: the table holds the rows of one run.</summary>
    Replace,

    /// <summary>They stay, and the run's rows come beside them.</summary>
    Append,

    /// <summary>They stay, unless the run has a row with the same key.</summary>
    Merge,
}

public static class LoadModeText
{
    /// <summary>As dataset files write it.</summary>
    public static string Text(this LoadMode mode) => mode.ToString().ToLowerInvariant();

    public static LoadMode Mode(string text) => Enum.Parse<LoadMode>(text, ignoreCase: true);
}
