namespace Granary.EndToEnd.Tests.Files;

/// <summary>Headers whose names cannot all stay as they are.</summary>
public sealed class ColumnNameTests : IDisposable
{
    readonly Scene _scene = new();

    [Fact]
    public async Task Columns_without_a_name_are_called_by_their_place()
    {
        await RunAsync("id,,\n1,a,b\n");

        Assert.Equal(["""["1","a","b"]"""], await _scene.RowsAsync("SELECT id, column_2, column_3 FROM orders"));
    }

    [Fact]
    public async Task A_column_called_as_one_that_stages_add_keeps_its_values_under_another_name()
    {
        var run = await RunAsync("id,Processed at UTC,_source_file\n1,noon,mine\n");

        Assert.Equal(["""["1","noon","mine","orders/orders.csv"]"""], await _scene.RowsAsync("SELECT id, processed_at_utc_2, source_file_2, _source_file FROM orders"));
        Assert.Contains("The column \"Processed at UTC\" is landed as \"Processed at UTC_2\"", run.NotesOf("orders"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fractions_of_a_second_are_read_with_each_of_their_letters()
    {
        _scene.Dataset("orders", """{ "columns": [{ "name": "sold", "type": "timestamp", "format": ["%Y-%m-%d %H:%M:%S.%g", "%d.%m.%Y %H:%M:%S.%f"] }] }""");

        await RunAsync("sold\n2020-01-02 10:00:00.123\n02.01.2020 10:00:00.456\n");

        Assert.Equal(["""["2020-01-02 10:00:00.123"]""", """["2020-01-02 10:00:00.456"]"""], await _scene.RowsAsync("SELECT sold FROM orders ORDER BY sold"));
    }

    public void Dispose() => _scene.Dispose();

    async Task<RunReport> RunAsync(string text) => (await _scene.RunAsync(_scene.Input("orders.csv", text))).Succeeds();
}
