using Granary.Tables.Ledger;
using Granary.Tables.Reading;

namespace Granary.Tables.Loading;

/// <summary>What a table holds before a run loads its rows.</summary>
/// <param name="Table">The version that readers see.</param>
/// <param name="Cursor">How far it is loaded; null when nobody remembered.</param>
/// <param name="Files">The files whose rows it has: their identities, and the runs that loaded them.</param>
public sealed record LoadedBefore(PublishedTable Table, LoadCursor? Cursor, IReadOnlyDictionary<string, string> Files);

/// <summary>The highest value of a column that a table has been loaded up to.</summary>
/// <param name="Value">As the engine writes values of the column's type.</param>
public sealed record LoadCursor(string Column, string Value);

/// <summary>A file whose rows are in a table.</summary>
/// <param name="Identity">SHA-256 of the delivered file; of a member of an archive, its name in there as well.</param>
/// <param name="Path">What it was called when it was loaded.</param>
public sealed record LoadedFile(string Identity, string Path)
{
    /// <summary>
    /// Those of a cleansed table's files that need not come again: a file of which no row came this far may, when its table takes it.
    /// </summary>
    public static IReadOnlyList<LoadedFile> In(IEnumerable<SourceAccount> cleansed) =>
        [.. cleansed.Where(f => f.Read > 0).Select(Of).DistinctBy(f => f.Identity)];

    /// <remarks>
    /// By its bytes and not by its name: the same rows come again under another name more often than other rows come in the same bytes.
    /// </remarks>
    public static LoadedFile Of(SourceAccount account) => new(account.Source.IdentityOf(account.Sha256), account.Source.Name);
}
