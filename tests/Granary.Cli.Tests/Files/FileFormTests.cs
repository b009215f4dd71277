using System.Text;

namespace Granary.Cli.Tests.Files;

/// <summary>The ways in which files are written, without a dataset file unless one is needed.</summary>
public sealed class FileFormTests : IDisposable
{
    readonly Scene _scene = new();

    [Fact]
    public async Task A_byte_order_mark_is_no_part_of_the_first_name()
    {
        var run = await RunAsync("orders.csv", [0xEF, 0xBB, 0xBF, .. "id,name\n1,a\n"u8]);

        Assert.Equal(["id bigint", "name string"], run.ColumnsOf("orders"));
    }

    [Fact]
    public async Task Line_ends_of_two_characters_are_no_part_of_values()
    {
        await RunAsync("orders.csv", "id,name\r\n1,a\r\n2,b\r\n"u8.ToArray());

        Assert.Equal(["""["1","a",1,"2"]""", """["2","b",1,"3"]"""], await RowsAsync("id, name, length(name)::INTEGER, _source_line"));
    }

    [Theory]
    [InlineData("orders.csv", ';')]
    [InlineData("orders.csv", ',')]
    [InlineData("orders.tsv", '\t')]
    [InlineData("orders.psv", '|')]
    [InlineData("orders.txt", '|')]
    [InlineData("orders.dat", '\t')]
    public async Task The_delimiter_is_found_out_where_no_dataset_says_it(string name, char delimiter)
    {
        var run = await RunAsync(name, Encoding.UTF8.GetBytes("id,name,note\n1,a,x\n2,b,y\n".Replace(',', delimiter)));

        Assert.Equal(["id bigint", "name string", "note string"], run.ColumnsOf("orders"));
        Assert.Equal(["""["1","a","x"]""", """["2","b","y"]"""], await RowsAsync("id, name, note"));
    }

    [Fact]
    public async Task Quoted_values_may_hold_line_ends_and_lines_are_counted_as_an_editor_does()
    {
        _scene.Dataset("orders", """{ "columns": [{ "name": "id", "type": "integer" }] }""");
        var file = _scene.Input("orders.csv", "id,note\n1,\"two\nlines\"\n2,\"a \"\"word\"\", and\r\n\r\nmore\"\nx,bad\n4,end");

        var run = (await _scene.RunAsync(file)).Ends("SUCCEEDED", "SucceededWithRejects", 0);

        Assert.Equal(new StageRows(4, 4), run.Rows("landing", "orders"));
        Assert.Equal(
            ["""[1,"two\nlines","2"]""", """[2,"a \"word\", and\r\n\r\nmore","4"]""", """[4,"end","8"]"""],
            await RowsAsync("id, note, _source_line"));
        Assert.Equal((7L, "x,bad"), Assert.Single((await _scene.RejectsAsync("orders")).Select(r => (r.Line, r.Raw))));
    }

    [Fact]
    public async Task Blank_lines_and_the_header_are_skipped_and_counted()
    {
        var run = await RunAsync("orders.csv", "id,name\n\n1,a\n\n2,b\n\n"u8.ToArray());

        var file = Assert.Single(run.Files("landing", "orders"));
        Assert.Equal((2L, 2L), ((long)file["rowsRead"]!, (long)file["rowsWritten"]!));
        Assert.True((long)file["rowsSkipped"]! >= 3, $"{file}");
        Assert.Equal(["""["1","3"]""", """["2","5"]"""], await RowsAsync("id, _source_line"));
    }

    [Theory]
    [InlineData("utf-16le", false)]
    [InlineData("utf-16be", true)]
    public async Task Utf_16_is_read_by_its_mark(string encoding, bool isBigEndian)
    {
        var text = new UnicodeEncoding(isBigEndian, byteOrderMark: true);
        byte[] bytes = [.. text.GetPreamble(), .. text.GetBytes("id,name\n1,Zürich\n2,東京\n")];

        await RunAsync("orders.csv", bytes);
        Assert.Equal(["""["1","Zürich"]""", """["2","東京"]"""], await RowsAsync("id, name"));

        _scene.Dataset("orders", $$"""{ "source": { "encoding": "{{encoding}}" } }""");
        await RunAsync("orders.csv", bytes[2..]);
        Assert.Equal(["""["1","Zürich"]""", """["2","東京"]"""], await RowsAsync("id, name"));
    }

    [Fact]
    public async Task The_ledger_has_the_size_and_the_hash_of_each_file()
    {
        byte[] bytes = [.. "id,name\n1,a\n"u8];
        var run = await RunAsync("orders.csv", bytes);

        var file = Assert.Single(run.Files("landing", "orders"));
        Assert.Equal("orders/orders.csv", (string)file["path"]!);
        Assert.Equal(bytes.Length, (long)file["bytes"]!);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), (string)file["sha256"]!);
    }

    [Fact]
    public async Task Without_a_header_the_dataset_names_the_columns()
    {
        _scene.Dataset("orders", """{ "source": { "header": false, "columns": ["id", "name"] } }""");

        var run = await RunAsync("orders.csv", "1,a\n2,b"u8.ToArray());

        Assert.Equal(["id bigint", "name string"], run.ColumnsOf("orders"));
        Assert.Equal(new StageRows(2, 2), run.Rows("landing", "orders"));
        Assert.Equal(["""["1","1"]""", """["2","2"]"""], await RowsAsync("id, _source_line"));
    }

    [Fact]
    public async Task Quotes_are_letters_where_the_dataset_has_none()
    {
        _scene.Dataset("orders", """{ "source": { "quote": null, "delimiter": "|" } }""");

        await RunAsync("orders.txt", "id|name\n1|12\" pipe\n2|\"b\n"u8.ToArray());

        Assert.Equal(["""["1","12\" pipe"]""", """["2","\"b"]"""], await RowsAsync("id, name"));
    }

    public void Dispose() => _scene.Dispose();

    async Task<RunReport> RunAsync(string name, byte[] bytes) => (await _scene.RunAsync(_scene.Input(name, bytes))).Succeeds();

    Task<IReadOnlyList<string>> RowsAsync(string columns) => _scene.RowsAsync($"SELECT {columns} FROM orders ORDER BY _source_line");
}
