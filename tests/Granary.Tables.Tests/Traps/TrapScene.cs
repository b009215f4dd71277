using System.Text;
using Granary.Tables.Inference;
using Granary.Tables.Ledger;
using Granary.Tables.Rejects;
using Granary.Tables.Tests.Stages;

namespace Granary.Tables.Tests.Traps;

/// <summary>A table <c>t</c> of one file, landed as delivered, with a dataset file, or with the one that is proposed for it.</summary>
sealed class TrapScene : IDisposable
{
    readonly StageScene _scene = new();
    string _path = "";

    public IReadOnlyList<RejectedRow> Rejects => _scene.Rejects(_scene.Landed());

    /// <summary>The landed rows by their lines, their values only.</summary>
    public List<string> Rows(string columns = "* EXCLUDE (_source_file, _source_line, _run_id, processed_at_utc)") =>
        StageScene.Rows(_scene.Landed(), columns);

    public string One(string expression) => StageScene.Query($"SELECT {expression} FROM read_parquet('{_scene.Landed().Files}')").Single();

    /// <summary>Name and type of the cleansed columns that the file has.</summary>
    public List<string> Types =>
        [
            .. StageScene
                .Columns(_scene.Cleansed().Files)
                .Where(c => !c.StartsWith('_') && !c.StartsWith("processed", StringComparison.Ordinal)),
        ];

    public List<string> CleansedRows(string columns) => StageScene.Rows(_scene.Cleansed(), columns);

    public void Deliver(string text, string name = "a.csv") => Deliver(Encoding.UTF8.GetBytes(text), name);

    public void Deliver(byte[] bytes, string name = "a.csv") => _path = _scene.Write($"t/{name}", bytes);

    /// <summary>A file of a header and as many rows as are wanted.</summary>
    public void Deliver(string header, int rows, Func<int, string> row, string end = "\n") =>
        Deliver(string.Concat(Enumerable.Range(0, rows).Select(i => row(i) + end).Prepend(header + end)));

    /// <returns>The account, whose sums are looked at.</returns>
    public async Task<SourceAccount> LandAsync(string dataset = "{}")
    {
        var account = await _scene.LandAsync(StageScene.Dataset(dataset));
        var file = account.Sources[0];
        Assert.True(file.IsBalanced);
        Assert.Equal(file.Written, long.Parse(One("count(*)")));
        Assert.Equal(file.Rejected, Rejects.Count(r => r.File == file.Source.Name));
        return file;
    }

    public Task<SourceAccount> LandAsInferredAsync() => LandAsync(Infer().Text);

    public async Task<StageAccount> CleanseAsync(string dataset = "{}") => await _scene.CleanseAsync(StageScene.Dataset(dataset));

    public DatasetProposal Infer() => new DatasetInference(_scene.Run.TemporaryFolder).Propose(_path, CancellationToken.None);

    public void Dispose() => _scene.Dispose();
}
