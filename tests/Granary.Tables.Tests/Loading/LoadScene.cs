using Granary.Tables.Cleansing;
using Granary.Tables.Final;
using Granary.Tables.Landing;
using Granary.Tables.Ledger;
using Granary.Tables.Loading;
using Granary.Tables.Reading;
using Granary.Tables.Stages;
using Granary.Tables.Tests.Stages;

namespace Granary.Tables.Tests.Loading;

/// <summary>Deliveries of one table, one after the other; each version goes on from the one before.</summary>
sealed class LoadScene : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly Dictionary<string, string> _loaded = new(StringComparer.Ordinal);
    int _runs;

    /// <summary>What the last run published.</summary>
    public PublishedTable? Table { get; private set; }

    public FinalTable? Final { get; private set; }

    /// <summary>What the stage before made of the last delivery.</summary>
    public StageAccount? Cleansed { get; private set; }

    public TableVersion Version(int run) =>
        new(Path.Combine(_folder.Path, "final", "t", "_v", $"job-{run}"), $"s3://final/t/_v/job-{run}/");

    /// <param name="json">The dataset file at this time.</param>
    /// <param name="files">The delivery: name and text.</param>
    public async Task<FinalTable> LoadAsync(string json, params (string Name, string Text)[] files)
    {
        var number = ++_runs;
        var dataset = StageScene.Dataset(json);
        var temporary = Directory.CreateDirectory(Path.Combine(_folder.Path, "tmp")).FullName;
        var run = new StageRun($"job-{number}", StageScene.Now, temporary, TimeProvider.System, _ => { });
        var (landed, cleansed) = (Stage("landed", number), Stage("cleansed", number));
        var paths = files
            .Select(f => ($"t/{f.Name}", _folder.Write($"input/{number}/{f.Name}", f.Text)))
            .OrderBy(f => f.Item1, StringComparer.Ordinal)
            .ToList();
        await new LandingOnDuckDb(run).RunAsync(dataset, paths, landed, CancellationToken.None);
        var known = LoadedFiles.In(landed, dataset, () => _loaded);
        Cleansed = new CleansedOnDuckDb(run) { Known = known }.Run(
            dataset, landed, cleansed, n => paths.Single(p => p.Item1 == n).Item2, CancellationToken.None);
        var before = Table is null ? null : new LoadedBefore(Table, Final!.Cursor, _loaded);
        var final = new FinalOnDuckDb(run).Run(
            dataset, new Dictionary<string, TableVersion> { ["t"] = cleansed }, dataset.Final?.Sql, Version(number), before,
            CancellationToken.None);
        if (!LoadStrategy.Of(dataset).KeepsRows)
            _loaded.Clear();
        foreach (var file in final.Loaded)
            _loaded.Add(file.Identity, $"run-{number}");
        Final = final;
        Table = new("db", "t", Version(number).Folder, [.. final.Columns, .. final.Lineage], final.PartitionKeys, final.Rows)
        {
            HasOlderFiles = LoadStrategy.Of(dataset).KeepsRows,
        };
        Assert.Equal(final.Rows, Table.CountRows(temporary));
        return final;
    }

    /// <summary>The table's rows as readers see them: one text a row with '|' between the values and ∅ for NULL, in order.</summary>
    public List<string> Rows(string columns = "* EXCLUDE (_run_id, _source_file, _source_line, processed_at_utc)")
    {
        using var query = CatalogQuery.Over([Table!], Path.Combine(_folder.Path, "tmp"));
        using var result = query.Run($"SELECT {columns} FROM t ORDER BY ALL", CancellationToken.None);
        var rows = new List<string>();
        while (result.ReadRow())
            rows.Add(string.Join('|', Enumerable.Range(0, result.Columns.Count).Select(i => result.GetText(i) ?? "∅")));
        return rows;
    }

    /// <summary>The files of a run's version, below its folder.</summary>
    public List<string> Files(int run) =>
        [
            .. Directory
                .EnumerateFiles(Version(run).Folder, "*.parquet", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(Version(run).Folder, f))
                .Order(StringComparer.Ordinal),
        ];

    public byte[] Bytes(int run, string file) => File.ReadAllBytes(Path.Combine(Version(run).Folder, file));

    public void Remove(int run) => Directory.Delete(Version(run).Folder, recursive: true);

    public void Dispose() => _folder.Dispose();

    TableVersion Stage(string stage, int number) => new(Path.Combine(_folder.Path, stage, $"{number}"), $"s3://{stage}/{number}/");
}
