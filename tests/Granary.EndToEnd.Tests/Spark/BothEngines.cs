using System.Text.Json.Nodes;

namespace Granary.EndToEnd.Tests.Spark;

/// <summary>One project and its input, run twice: in one home on DuckDB, and in another home on Spark.</summary>
/// <param name="spark">The folder of the Spark.</param>
sealed class BothEngines(string spark) : IDisposable
{
    public Scene Here { get; } = new();

    public Scene OnSpark { get; } = new() { Spark = spark };

    public void Dataset(string table, string json)
    {
        Here.Dataset(table, json);
        OnSpark.Dataset(table, json);
    }

    public void Input(string name, string text) => Input(name, System.Text.Encoding.UTF8.GetBytes(text));

    public void Input(string name, byte[] bytes)
    {
        Here.Input(name, bytes);
        OnSpark.Input(name, bytes);
    }

    /// <summary>Runs both and makes sure that they tell the same, apart from times and ids.</summary>
    /// <returns>What they told.</returns>
    public async Task<(RunReport Here, RunReport OnSpark)> RunAsync()
    {
        var here = await Here.RunAsync(Here.InputFolder);
        var onSpark = await OnSpark.RunAsync([OnSpark.InputFolder], ["--engine", "spark"]);
        Assert.Equal(Told(here), Told(onSpark));
        return (here, onSpark);
    }

    /// <summary>Makes sure that both have the same rows in a table, and the same rejects of it.</summary>
    public async Task AssertSameAsync(string table)
    {
        var sql = $"SELECT * EXCLUDE (_run_id, processed_at_utc) FROM \"{table}\" ORDER BY ALL";
        Assert.Equal(await Here.RowsAsync(sql), await OnSpark.RowsAsync(sql));
        Assert.Equal(await Here.RejectsAsync(table), await OnSpark.RejectsAsync(table));
    }

    public void Dispose()
    {
        Here.Dispose();
        OnSpark.Dispose();
    }

    static string Told(RunReport run)
    {
        var told = run.Json.DeepClone().AsObject();
        foreach (var changing in new[] { "runId", "executionArn", "jobId", "startedAt", "endedAt" })
            told.Remove(changing);
        foreach (var stage in told["stages"]!.AsArray())
            stage!.AsObject().Remove("seconds");
        foreach (var table in told["tables"]!.AsArray())
            table!.AsObject().Remove("location");

        // The order in which stages of one kind end is nobody's concern.
        told["stages"] = new JsonArray([
            .. told["stages"]!.AsArray().OrderBy(s => $"{s!["stage"]} {s["table"]}", StringComparer.Ordinal).Select(s => s!.DeepClone()),
        ]);
        return told.ToJsonString(new() { WriteIndented = true });
    }
}
