using Granary.Home.Objects;
using Granary.Tables.Ledger;
using Granary.Tables.Stages;

namespace Granary.Home.Runs;

/// <summary>
/// The rejected rows of runs, kept apart from the versions of the stages that rejected them: <c>ledger/run=…/stage=…/table=…</c>.
/// </summary>
/// <param name="folder">On the file system of the objects, so that a file takes room once.</param>
sealed class RejectStore(BucketFolders objects, string folder)
{
    public string Folder => folder;

    /// <summary>Where the rejected rows of a run, stage and table are.</summary>
    public TableVersion Of(string runId, string stage, string table) =>
        new(Path.Combine(FolderOf(runId), $"stage={stage}", $"table={table}"), "");

    public string FolderOf(string runId) => Path.Combine(folder, $"run={runId}");

    /// <summary>Keeps the rows that a stage has rejected, in place of those of an earlier try.</summary>
    public void Keep(string runId, StageAccount account)
    {
        var found = new TableVersion(objects.PathOf(account.Location), account.Location).RejectsFolder;
        var kept = Of(runId, account.Stage, account.Table).RejectsFolder;
        var files = Parquet(found);
        if (files.Count > 0)
            Directory.CreateDirectory(kept);
        foreach (var file in files)
            SharedFile.Put(file, Path.Combine(kept, Path.GetFileName(file)));
        foreach (
            var old in Parquet(kept).ExceptBy(files.Select(f => Path.GetFileName(f)), f => Path.GetFileName(f), StringComparer.Ordinal))
            File.Delete(old);
    }

    public IReadOnlyList<string> FilesOf(string runId, string stage, string table) => Parquet(Of(runId, stage, table).RejectsFolder);

    static List<string> Parquet(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.parquet").Order(StringComparer.Ordinal)] : [];
}
