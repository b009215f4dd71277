namespace Granary.Model.Datasets;

/// <summary>What a dataset file says about one column.</summary>
public sealed record DatasetColumn
{
    /// <summary>The source's name or its snake_case form; <see cref="ColumnNames.Find"/> takes both.</summary>
    public required string Name { get; init; }

    public required ColumnType Type { get; init; }

    /// <summary>
    /// How values may be written, tried in order; empty for the type's own way. <see cref="DateFormat"/>s for dates, timestamps and
    /// times, <see cref="NumberFormat"/>s for numbers, none for the other types.
    /// </summary>
    public IReadOnlyList<string> Formats { get; init; } = [];

    /// <summary>The trimmed texts that mean "no value"; null when only the empty text does.</summary>
    public IReadOnlyList<string>? NullTokens { get; init; }

    /// <summary>How numbers are written; only for types of numbers other than plain.</summary>
    public NumberNotation Notation { get; init; } = NumberNotation.Plain;

    /// <summary>Whether NaN and the infinities are values of a double.</summary>
    public bool NonFinite { get; init; }

    /// <summary>The words of a boolean, or null for the type's own.</summary>
    public BooleanWords? Words { get; init; }

    /// <summary>Whose time timestamps without an offset tell, or null when they are kept as they stand.</summary>
    public SourceTimeZone? TimeZone { get; init; }

    /// <summary>Whether a row without a value here is rejected.</summary>
    public bool Required { get; init; }
}
