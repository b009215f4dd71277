
namespace Granary.Cli.Tests.Files;

public sealed class CompressedFileTests : IDisposable
{
    readonly Scene _scene = new();

    [Fact]
    public async Task A_gz_file_is_read_as_what_it_holds()
    {
        var run = (await _scene.RunAsync(_scene.Input("orders.csv.gz", Packed.Gzip("id,name\n1,a\n2,b\n"u8)))).Succeeds();

        Assert.Equal(new StageRows(2, 2), run.Rows("landing", "orders"));
        Assert.Equal("orders/orders.csv.gz", (string)Assert.Single(run.Files("landing", "orders"))["path"]!);
        Assert.Equal(["""["1","a"]""", """["2","b"]"""], await RowsAsync());
    }

    [Fact]
    public async Task A_gz_file_of_several_members_is_read_to_its_end()
    {
        byte[] bytes = [.. Packed.Gzip("id,name\n1,a\n"u8), .. Packed.Gzip("2,b\n"u8)];

        (await _scene.RunAsync(_scene.Input("orders.csv.gz", bytes))).Succeeds();

        Assert.Equal(["""["1","a"]""", """["2","b"]"""], await RowsAsync());
    }

    [Fact]
    public async Task A_row_of_a_gz_file_is_rejected_with_the_line_of_its_text()
    {
        (await _scene.RunAsync(_scene.Input("orders.csv.gz", Packed.Gzip("id,name\n1,a\n2\n"u8)))).Ends(
            "SUCCEEDED", "SucceededWithRejects", 0);

        Assert.Equal((3L, "2"), Assert.Single((await _scene.RejectsAsync("orders")).Select(r => (r.Line, r.Raw))));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(20)]
    public async Task A_gz_file_that_ends_early_fails_the_run_and_nothing_is_published(int missing)
    {
        (await _scene.RunAsync(_scene.Input("good/orders.csv", "id,name\n1,before\n"))).Succeeds();
        var whole = Packed.Gzip("id,name\n1,a\n2,b\n3,c\n"u8);

        var run = (await _scene.RunAsync(_scene.Input("bad/orders.csv.gz", whole[..^missing]))).Fails();

        Assert.Contains("orders.csv.gz", run.Cause);
        Assert.Empty(run.Tables);
        Assert.Equal(["""["1","before"]"""], await RowsAsync());
    }

    [Fact]
    public async Task A_gz_file_with_a_wrong_checksum_fails_the_run()
    {
        var bytes = Packed.Gzip("id,name\n1,a\n"u8);
        bytes[^5] ^= 0x40;

        (await _scene.RunAsync(_scene.Input("orders.csv.gz", bytes))).Fails();
    }

    [Fact]
    public async Task Both_members_of_a_zip_file_are_rows_of_its_table()
    {
        var file = _scene.Input("orders.zip", Packed.Zip(("north.csv", "id,name\n1,a\n"), ("south.csv", "name,id\nb,2\nc,3\n")));

        var run = (await _scene.RunAsync(file)).Succeeds();

        Assert.Equal(new StageRows(3, 3), run.Rows("landing", "orders"));
        Assert.Equal(2, run.Files("landing", "orders").Count);
        Assert.Equal(["""["1","a"]""", """["2","b"]""", """["3","c"]"""], await RowsAsync());
    }

    [Fact]
    public async Task A_row_of_a_zip_file_is_rejected_with_its_member()
    {
        var file = _scene.Input("orders.zip", Packed.Zip(("north.csv", "id,name\n1,a\n"), ("south.csv", "id,name\n2,b\n3\n")));

        (await _scene.RunAsync(file)).Ends("SUCCEEDED", "SucceededWithRejects", 0);

        var reject = Assert.Single(await _scene.RejectsAsync("orders"));
        Assert.Equal((3L, "3"), (reject.Line, reject.Raw));
        Assert.Contains("orders.zip", reject.File);
        Assert.Contains("south.csv", reject.File);
    }

    [Theory]
    [InlineData("../../escaped.csv")]
    [InlineData("/tmp/granary-escaped.csv")]
    [InlineData("a/../../escaped.csv")]
    [InlineData("..\\escaped.csv")]
    public async Task A_zip_file_whose_member_leads_elsewhere_is_refused(string member)
    {
        (await _scene.RunAsync(_scene.Input("good/orders.csv", "id,name\n1,before\n"))).Succeeds();

        var run = (
            await _scene.RunAsync(_scene.Input("bad/orders.zip", Packed.Zip(("good.csv", "id,name\n1,a\n"), (member, "id,name\n2,b\n"))))
        ).Fails();

        Assert.Contains("orders.zip", run.Cause);
        Assert.False(File.Exists("/tmp/granary-escaped.csv"));
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(_scene.Home)!, "*escaped*", SearchOption.AllDirectories));
        Assert.Equal(["""["1","before"]"""], await RowsAsync());
    }

    [Fact]
    public async Task A_file_that_is_no_archive_in_spite_of_its_name_fails_the_run()
    {
        var run = (await _scene.RunAsync(_scene.Input("orders.zip", "id,name\n1,a\n"))).Fails();

        Assert.Contains("orders.zip", run.Cause);
    }

    public void Dispose() => _scene.Dispose();

    Task<IReadOnlyList<string>> RowsAsync() => _scene.RowsAsync("SELECT id, name FROM orders ORDER BY id");
}
