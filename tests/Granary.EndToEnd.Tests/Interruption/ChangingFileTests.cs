namespace Granary.EndToEnd.Tests.Interruption;

/// <summary>A file that somebody writes to while it is read.</summary>
public sealed class ChangingFileTests : IDisposable
{
    readonly Scene _scene = new();

    [Theory]
    [InlineData("appended to")]
    [InlineData("overwritten in its own size")]
    public async Task A_file_that_changes_while_it_is_read_fails_the_run_and_nothing_is_published(string how)
    {
        (await _scene.RunAsync(_scene.Input("good/orders.csv", "id\n1\n"))).Succeeds();
        using var process = _scene.Start(
            "run", "sales", "--env", "local", "--json", "--input", _scene.Input("big/orders.csv", LongInput.Text));
        var ended = BuiltProgram.FinishAsync(process);
        var path = Path.Combine(_scene.LandingPrefix, "orders", "orders.csv");
        await IsDeliveredAsync(path, ended);

        await TouchUntilAsync(ended, path, isAppended: how == "appended to");
        var run = new RunReport(await ended).Fails();

        Assert.Contains("orders/orders.csv", run.Cause);
        Assert.Empty(run.Tables);
        Assert.Equal(["""["1"]"""], await _scene.RowsAsync("SELECT id FROM orders"));
    }

    public void Dispose() => _scene.Dispose();

    /// <summary>Waits until the long file is in its place, which is before anybody looks at it.</summary>
    static async Task IsDeliveredAsync(string path, Task end)
    {
        while (!end.IsCompleted && !(File.Exists(path) && new FileInfo(path).Length >= LongInput.Text.Length))
            await Task.Delay(1);
    }

    /// <summary>Writes again and again, so that one of the writes comes between the first and the last look at the file.</summary>
    static async Task TouchUntilAsync(Task end, string path, bool isAppended)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        for (byte i = 0; !end.IsCompleted; i++)
        {
            file.Seek(isAppended ? 0 : -3, SeekOrigin.End);
            file.Write(isAppended ? "7,7,7\n"u8 : [(byte)('0' + (i % 10))]);
            await file.FlushAsync();
            await Task.WhenAny(end, Task.Delay(5));
        }
    }
}
