using Granary.Platform.Catalog;
using Granary.Tables.Loading;

namespace Granary.Home.Catalog;

/// <summary>A version of a table that a run turns readers to, and what is committed with it.</summary>
/// <param name="Keep">How many versions of the table stay, this one among them. At least 1.</param>
sealed record Publication(CatalogTable Table, int Keep)
{
    /// <summary>
    /// The location of the version that this one goes on from, which must still be the one that readers see; null when there was none. Not
    /// looked at where the table is filled anew.
    /// </summary>
    public string? GoesOnFrom { get; init; }

    /// <summary>How far the table is loaded; null without a cursor.</summary>
    public LoadCursor? Cursor { get; init; }

    /// <summary>The files whose rows the run has loaded.</summary>
    public IReadOnlyList<LoadedFile> Loaded { get; init; } = [];
}

/// <summary>A version of a table as the catalog remembers it.</summary>
/// <param name="IsKept">Whether its files are promised to be there.</param>
/// <param name="IsCurrent">Whether it is what readers see.</param>
sealed record CatalogVersion(
    CatalogTable Table, string RunId, DateTimeOffset PublishedAt, LoadCursor? Cursor, bool IsKept, bool IsCurrent);
