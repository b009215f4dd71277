using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Granary.DuckDb;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Drift;
using Granary.Tables.Landing;
using Granary.Tables.Ledger;
using Granary.Tables.Rejects;
using Granary.Tables.Stages;

namespace Granary.Worker.Tests;

/// <summary>The files of one table, landed in both ways: all at once in-process, and one by one through the program's requests.</summary>
sealed class LandingScene(string? definition = null) : IDisposable
{
    const string RunId = "job-1";
    static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 30, 15, 123, TimeSpan.FromHours(2));
    static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly TemporaryFolder _folder = new();
    readonly List<string> _files = [];

    /// <summary>The columns of the version that readers see.</summary>
    public WrittenSchema? Written { get; init; }

    public TableVersion AtOnce => new(Path.Combine(_folder.Path, "at-once"), "s3://landing/t/");

    public TableVersion OneByOne => new(Path.Combine(_folder.Path, "one-by-one"), "s3://landing/t/");

    public string Input => Path.Combine(_folder.Path, "input");

    public void Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public void Write(string name, byte[] bytes)
    {
        _folder.Write(Path.Combine("input", name), bytes);
        _files.Add($"t/{name}");
    }

    public string PathOf(string name) => Path.Combine(_folder.Path, "input", Path.GetFileName(name));

    /// <returns>The account without its time, or the problems.</returns>
    public async Task<string> LandAtOnceAsync()
    {
        var problems = new List<Problem>();
        var dataset = definition is null ? Dataset.Default("t") : Dataset.Parse(definition, "datasets/t.json", "t", problems)!;
        Assert.Empty(problems);
        try
        {
            var run = new StageRun(
                RunId, Now, Directory.CreateDirectory(Path.Combine(_folder.Path, "tmp")).FullName, TimeProvider.System, _ => { })
            {
                Written = Written,
            };
            return Text(
                await new LandingOnDuckDb(run).RunAsync(dataset, [.. _files.Select(f => (f, PathOf(f)))], AtOnce, CancellationToken.None));
        }
        catch (ProblemException e)
        {
            return string.Join('\n', e.Problems);
        }
    }

    /// <returns>The account without its time, or the problems.</returns>
    public async Task<string> LandOneByOneAsync()
    {
        var surveys = new JsonArray();
        foreach (var file in _files)
            surveys.Add(
                await AskAsync(
                    "survey", new()
                    {
                        ["table"] = Table(),
                        ["name"] = file,
                        ["path"] = PathOf(file),
                    }));
        var planned = await AskAsync(
            "plan", new()
            {
                ["table"] = Table(),
                ["surveys"] = surveys,
                ["written"] = JsonSerializer.SerializeToNode(Written, JsonSerializerOptions.Web),
            });
        if (planned["plan"] is not JsonObject plan)
            return Problems(planned);
        return await LandOneByOneAsync(plan);
    }

    public async Task<JsonObject> LandAsync(JsonObject plan, string file) => await AskAsync("land", new()
    {
        ["table"] = Table(),
        ["plan"] = plan.DeepClone(),
        ["name"] = file,
        ["path"] = PathOf(file),
        ["runId"] = RunId,
        ["processedAt"] = Now.ToString("O"),
        ["output"] = OneByOne.Folder,
    });

    async Task<string> LandOneByOneAsync(JsonObject plan)
    {
        var landed = new JsonArray();
        foreach (var file in Enumerable.Reverse(_files))
            landed.Add(await LandAsync(plan, file));
        var account = await AskAsync("account", new()
        {
            ["table"] = Table(),
            ["plan"] = plan.DeepClone(),
            ["files"] = landed,
            ["address"] = OneByOne.Address,
            ["seconds"] = 1.5,
            ["output"] = OneByOne.Folder,
        });
        return account["account"] is { } done ? Text(done.Deserialize<StageAccount>(JsonSerializerOptions.Web)!) : Problems(account);
    }

    public JsonObject Table() => new() { ["name"] = "t", ["definition"] = definition };

    /// <summary>Asks the program, which answers on standard output and says by its exit code whether the answer holds problems.</summary>
    public static async Task<JsonObject> AskAsync(string verb, JsonObject request)
    {
        using var output = new MemoryStream();
        using var errors = new StringWriter();
        var exitCode = await new WorkerProgram(new MemoryStream(Encoding.UTF8.GetBytes(request.ToJsonString())), output, errors).RunAsync(
            [verb], CancellationToken.None);
        Assert.Equal("", errors.ToString());
        var answer = JsonNode.Parse(output.ToArray())!.AsObject();
        Assert.Equal(answer["problems"]!.AsArray().Count == 0 ? 0 : 1, exitCode);
        return answer;
    }

    /// <summary>All rows of a version with their lineage, by file and line.</summary>
    public static List<string> Rows(TableVersion version)
    {
        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        connection.Execute(Sql.Trusted("SET TimeZone = 'UTC'"));
        using var result = connection.Query(
            Sql.From($"SELECT * FROM read_parquet({version.Files}, hive_partitioning = false) ORDER BY _source_file, _source_line"));
        List<string> rows = [string.Join('|', result.Columns.Select(c => c.Name))];
        while (result.ReadRow())
            rows.Add(string.Join('|', Enumerable.Range(0, result.Columns.Count).Select(i => result.GetText(i) ?? "∅")));
        return rows;
    }

    public List<RejectedRow> Rejects(TableVersion version)
    {
        var rows = new List<RejectedRow>();
        RejectReader.Read(version, _folder.Path, rows.Add);
        return rows;
    }

    public void Dispose() => _folder.Dispose();

    static string Text(StageAccount account) => JsonSerializer.Serialize(account with { Elapsed = default }, Plain);

    static string Problems(JsonObject answer) => string.Join('\n', answer["problems"]!.AsArray().Select(p =>
        new Problem((string)p!["code"]!, ProblemKind.Data, (string)p["message"]!, (string?)p["hint"])));
}
