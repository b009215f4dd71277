using Granary.Model.Datasets;
using Granary.Tables.Ledger;
using Granary.Tables.Stages;

namespace Granary.Tables.Loading;

/// <summary>
/// The files of a delivery whose rows a table has already. They are told by their bytes, before any of their rows is looked at.
/// </summary>
public static class LoadedFiles
{
    /// <param name="loaded">The files whose rows the table has: their identities, and the runs that loaded them.</param>
    /// <returns>By path, what to say of each. Of files with the same bytes in one delivery all but the first are known.</returns>
    public static IReadOnlyDictionary<string, string> In(StageAccount account, IReadOnlyDictionary<string, string> loaded)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        var inThisRun = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in account.Sources.Select(LoadedFile.Of))
        {
            if (loaded.GetValueOrDefault(file.Identity) is { } run)
                known.Add(file.Path, $"was loaded by run {run} already");
            else if (!inThisRun.TryAdd(file.Identity, file.Path))
                known.Add(file.Path, $"has the same bytes as {inThisRun[file.Identity]}");
        }

        return known;
    }

    /// <summary>
    /// As <see cref="In(StageAccount, IReadOnlyDictionary{string, string})"/>, for the stage behind landing; none where each run fills the
    /// table anew.
    /// </summary>
    public static IReadOnlyDictionary<string, string> In(
        TableVersion landed, Dataset dataset, Func<IReadOnlyDictionary<string, string>> loaded) =>
        LoadStrategy.Of(dataset).KeepsRows
            ? In(AccountFile.Read(landed), loaded())
            : new Dictionary<string, string>(StringComparer.Ordinal);

    internal static IEnumerable<string> Notes(StageAccount before, IReadOnlyDictionary<string, string> known) =>
        before
            .Sources.Where(f => f.Written > 0 && known.ContainsKey(f.Source.Name))
            .Select(f => $"{f.Source} {known[f.Source.Name]}; its {f.Written} rows were not loaded again.");
}
