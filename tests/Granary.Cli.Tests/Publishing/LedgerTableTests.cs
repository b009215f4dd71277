namespace Granary.Cli.Tests.Publishing;

/// <summary>What a home has written down of its runs can be queried, for as long as it is kept.</summary>
public sealed class LedgerTableTests : IDisposable
{
    readonly Scene _scene = new();

    [Fact]
    public async Task The_ledger_the_rejects_and_the_runs_are_tables()
    {
        _scene.Dataset("orders", """{ "versions": 1, "key": ["id"], "columns": [{ "name": "n", "type": "integer" }] }""");
        _scene.Dataset("totals", """{ "final": { "sql": "SELECT 1 AS one UNION SELECT 2" } }""");
        var run = (
            await _scene.RunAsync(
                [_scene.Input("orders.csv", "id,n\n1,10\n1,11\n2,x\n3\n"), _scene.Input("totals.csv", "a\n1\n")],
                ["--set", "password=hunter2"])).Ends("SUCCEEDED", "SucceededWithRejects", 0);
        for (var i = 0; i < 2; i++)
            (await _scene.RunAsync(_scene.Input($"{i}/orders.csv", $"id,n\n{i},1\n"))).Succeeds();

        Assert.Equal(
            [
                """["landing","orders","orders/orders.csv","5","1","4","3","1","0",null]""",
                """["cleansed","orders","orders/orders.csv","3","0","3","1","1","1",null]""",
                """["final","orders","orders/orders.csv","1","0","1","1","0","0",null]""",
                """["final","totals",null,null,null,null,null,null,null,"2"]""",
            ],
            await _scene.RowsAsync($"""
                SELECT stage, table_name, file, records, rows_skipped, rows_read, rows_written, rows_rejected, rows_duplicate, rows_derived
                FROM granary.ledger WHERE run = '{run.RunId}' AND (table_name = 'orders' OR stage = 'final') ORDER BY table_name,
                rows_read DESC
                """));
        Assert.Equal(
            ["""["landing","orders/orders.csv","5",null,"GR3101","3"]""", """["cleansed","orders/orders.csv","4","n","GR3107","2,x"]"""],
            await _scene.RowsAsync(
                $"SELECT stage, file, line, column_name, code, raw FROM granary.rejects WHERE run = '{run.RunId}' AND table_name = "
                    + "'orders' ORDER BY line DESC"
            ));
        Assert.Equal(
            [$"""["{run.RunId}","{run.JobId}","SucceededWithRejects",true]"""],
            await _scene.RowsAsync($"SELECT run, job_id, outcome, has_ledger FROM \"GRANARY\".runs ORDER BY started_at LIMIT 1"));
        Assert.Equal(
            ["""["orders","replace",true]""", """["totals","replace",true]"""],
            await _scene.RowsAsync("SELECT table_name, load, is_current FROM granary.versions ORDER BY 1"));
        Assert.Equal(
            ["""["3"]"""],
            await _scene.RowsAsync("SELECT count(*) FROM granary.ledger l JOIN orders o ON o._source_file = l.file WHERE l.stage = 'final'")
        );
        Assert.DoesNotContain("hunter2", (await _scene.GranaryAsync("query", "SELECT * FROM granary.runs", "--json")).Exits(0).Output);

        // The versions that the rows were rejected from are long gone.
        Assert.Equal(2, (await _scene.GranaryAsync("rejects", "orders", "--run", run.RunId, "--json")).Exits(0).Objects.Count);
        (await _scene.GranaryAsync("query", $"SELECT * FROM read_parquet('{_scene.Home}/buckets/sales-cleansed/**')")).Exits(2);
    }

    [Fact]
    public async Task What_was_kept_long_enough_goes_unless_a_version_of_the_run_is_there_to_be_read()
    {
        _scene.Define(
            "config/sales/local.json",
            Scene
                .Configuration("sales")
                .Replace("\"deployEnv\"", "\"ledger\": { \"keepDays\": 5 }, \"deployEnv\"", StringComparison.Ordinal));
        _scene.Dataset("orders", """{ "versions": 1 }""");
        var old = await RunAsync("id,n\n1\n");
        var shown = (await _scene.RunAsync(_scene.Input("people.csv", "id,n\n1\n"))).Ends("SUCCEEDED", "SucceededWithRejects", 0);
        var current = await RunAsync("id,n\n2\n");
        HomeDatabase.Execute(_scene.Home, "UPDATE run SET ended_at = '2020-01-01T00:00:00.000Z'");
        Assert.Equal(2, await CountAsync("orders"));

        var last = await RunAsync("id,n\n3\n");

        Assert.Contains("GR5009", (await _scene.GranaryAsync("rejects", "orders", "--run", old.RunId)).Exits(5).Errors);
        // Ids of one second are in no order.
        Assert.Equal(
            new[] { shown, current, last }.Select(r => $"""["{r.RunId}"]""").Order(StringComparer.Ordinal),
            await _scene.RowsAsync("SELECT DISTINCT run FROM granary.rejects ORDER BY 1"));
        Assert.Equal(["""["3","4"]"""], await _scene.RowsAsync("SELECT count(*) FILTER (has_ledger), count(*) FROM granary.runs"));
        Assert.Equal(3, Directory.EnumerateDirectories(Path.Combine(_scene.Home, "ledger")).Count());
    }

    public void Dispose() => _scene.Dispose();

    int _delivery;

    async Task<RunReport> RunAsync(string text) =>
        (await _scene.RunAsync(_scene.Input($"{++_delivery}/orders.csv", text))).Ends("SUCCEEDED", "SucceededWithRejects", 0);

    async Task<int> CountAsync(string table) =>
        (await _scene.RowsAsync($"SELECT run FROM granary.rejects WHERE table_name = '{table}'")).Count;
}
