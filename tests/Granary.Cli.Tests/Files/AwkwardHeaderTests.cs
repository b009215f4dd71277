namespace Granary.Cli.Tests.Files;

/// <summary>Headers whose names cannot all stay as they are.</summary>
public sealed class AwkwardHeaderTests : IDisposable
{
    readonly Scene _scene = new();

    [Fact]
    public async Task Columns_without_a_name_are_called_by_their_place()
    {
        await RunAsync("id,,\n1,a,b\n");

        Assert.Equal(["""["1","a","b"]"""], await _scene.RowsAsync("SELECT id, column_2, column_3 FROM orders"));
    }

    [Fact]
    public async Task A_name_that_would_become_one_of_the_lineage_keeps_its_values_under_another()
    {
        var run = await RunAsync("id,Processed at UTC\n1,noon\n");

        Assert.Equal(["""["1","noon"]"""], await _scene.RowsAsync("SELECT id, processed_at_utc_2 FROM orders"));
        Assert.Contains(
            "The column \"Processed at UTC\" is landed as \"Processed at UTC_2\"", run.NotesOf("orders"), StringComparison.Ordinal);
    }

    public void Dispose() => _scene.Dispose();

    async Task<RunReport> RunAsync(string text) => (await _scene.RunAsync(_scene.Input("orders.csv", text))).Succeeds();
}
