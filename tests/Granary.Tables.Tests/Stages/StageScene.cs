using Granary.DuckDb;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Cleansing;
using Granary.Tables.Drift;
using Granary.Tables.Final;
using Granary.Tables.Landing;
using Granary.Tables.Ledger;
using Granary.Tables.Rejects;
using Granary.Tables.Rules;
using Granary.Tables.Stages;

namespace Granary.Tables.Tests.Stages;

/// <summary>The three stages of one table, or of several, on a folder.</summary>
sealed class StageScene : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 30, 15, 123, TimeSpan.FromHours(2));

    readonly TemporaryFolder _folder = new();
    readonly Dictionary<string, TableVersion> _cleansed = new(StringComparer.Ordinal);
    long _rowsSeen;

    /// <param name="written">The columns of the version that readers see.</param>
    public StageScene(WrittenSchema? written = null)
    {
        Directory.CreateDirectory(Path("tmp"));
        Run = new("job-1", Now, Path("tmp"), TimeProvider.System, rows => Interlocked.Add(ref _rowsSeen, rows)) { Written = written };
    }

    public StageRun Run { get; }

    public long RowsSeen => _rowsSeen;

    public string Path(string name) => System.IO.Path.Combine(_folder.Path, name);

    public string Write(string name, string text) => _folder.Write($"input/{name}", text);

    public string Write(string name, byte[] bytes) => _folder.Write($"input/{name}", bytes);

    /// <param name="json">A dataset file, which must be without mistakes.</param>
    public static Dataset Dataset(string json = "{}", string table = "t")
    {
        var problems = new List<Problem>();
        var dataset = Model.Datasets.Dataset.Parse(json, $"datasets/{table}.json", table, problems);
        Assert.Empty(problems);
        return dataset!;
    }

    public TableVersion Landed(string table = "t") => new(Path($"landed/{table}"), $"s3://landing/{table}/");

    public TableVersion Cleansed(string table = "t") => new(Path($"cleansed/{table}"), $"s3://cleansed/{table}/");

    public TableVersion Final(string table = "t") => new(Path($"final/{table}"), $"s3://final/{table}/");

    /// <summary>Lands every file of the table's input folder.</summary>
    public Task<StageAccount> LandAsync(Dataset dataset)
    {
        var names = Directory
            .EnumerateFiles(Path($"input/{dataset.Table}"))
            .Select(f => $"{dataset.Table}/{System.IO.Path.GetFileName(f)}")
            .Order(StringComparer.Ordinal);
        return new LandingOnDuckDb(Run).RunAsync(
            dataset, [.. names.Select(n => (n, Path($"input/{n}")))], Landed(dataset.Table), CancellationToken.None);
    }

    public async Task<StageAccount> CleanseAsync(Dataset dataset)
    {
        await LandAsync(dataset);
        return Cleanse(dataset);
    }

    public StageAccount Cleanse(Dataset dataset)
    {
        var account = new CleansedOnDuckDb(Run) { Tables = Referenced }.Run(
            dataset, Landed(dataset.Table), Cleansed(dataset.Table), n => Path($"input/{n}"), CancellationToken.None);
        _cleansed[dataset.Table] = Cleansed(dataset.Table);
        return account;
    }

    ReferencedTable? Referenced(string table) =>
        _cleansed.TryGetValue(table, out var version) ? new ReferencedTable.Cleansed(version) : null;

    public async Task<FinalTable> FinishAsync(Dataset dataset)
    {
        await CleanseAsync(dataset);
        return Finish(dataset);
    }

    public FinalTable Finish(Dataset dataset) =>
        new FinalOnDuckDb(Run).Run(dataset, _cleansed, dataset.Final?.Sql, Final(dataset.Table), before: null, CancellationToken.None);

    /// <summary>The rows of a version, one text a row with '|' between the values and ∅ for NULL; in the order of a clause.</summary>
    public static List<string> Rows(
        TableVersion version, string columns = "* EXCLUDE (_run_id, processed_at_utc)", string order = "_source_file, _source_line"
    ) => Query($"SELECT {columns} FROM read_parquet('{version.Files}', hive_partitioning = false) ORDER BY {order}");

    public static List<string> Query(string sql)
    {
        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        connection.Execute(Sql.Trusted("SET TimeZone = 'UTC'"));
        using var result = connection.Query(Sql.Trusted(sql));
        var rows = new List<string>();
        while (result.ReadRow())
            rows.Add(string.Join('|', Enumerable.Range(0, result.Columns.Count).Select(i => result.GetText(i) ?? "∅")));
        return rows;
    }

    /// <returns>Name and the engine's type of every column of a version's files.</returns>
    public static List<string> Columns(string files) =>
        Query($"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet('{files}', hive_partitioning = false))");

    public List<RejectedRow> Rejects(TableVersion version)
    {
        var rows = new List<RejectedRow>();
        RejectReader.Read(version, Path("tmp"), rows.Add);
        return rows;
    }

    public void Dispose() => _folder.Dispose();
}
