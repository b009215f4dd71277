using System.Text;
using Granary.Model;
using Granary.Tables.Ledger;
using Granary.Tables.Sources;
using Granary.Tables.Stages;

namespace Granary.Tables.Tests.Stages;

public sealed class LandingStageTests : IDisposable
{
    readonly StageScene _scene = new();

    [Fact]
    public async Task Keeps_every_value_as_the_text_that_it_is()
    {
        _scene.Write("t/a.csv", "Id,Amount (USD),Note\n01, 1.50 ,\"say \"\"hi\"\"\"\n02,NaN,\n");

        var account = await _scene.LandAsync(StageScene.Dataset());

        Assert.Equal(["01| 1.50 |say \"hi\"|t/a.csv|2", "02|NaN||t/a.csv|3"], StageScene.Rows(_scene.Landed()));
        Assert.Equal(("landing", "t", "s3://landing/t/"), (account.Stage, account.Table, account.Location));
        var file = Assert.Single(account.Sources);
        Assert.Equal(new(new SourceUnit.WholeFile("t/a.csv"), file.Sha256, 52, 3, 1, 2, 2, 0, 0), file);
        Assert.Equal(2, _scene.RowsSeen);
    }

    [Fact]
    public async Task Writes_lineage_behind_the_data_in_Parquet_of_the_first_version_with_ZSTD()
    {
        _scene.Write("t/a.csv", "b,a\n1,2\n");

        await _scene.LandAsync(StageScene.Dataset());

        Assert.Equal(
            [
                "b|VARCHAR", "a|VARCHAR", "_source_file|VARCHAR", "_source_line|BIGINT", "_run_id|VARCHAR",
                "processed_at_utc|TIMESTAMP WITH TIME ZONE",
            ],
            StageScene.Columns(_scene.Landed().Files));
        Assert.Equal(["job-1|2026-11-21 10:30:15.123+00"], StageScene.Rows(_scene.Landed(), "_run_id, processed_at_utc"));
        ParquetFormat.AssertFirstVersionWithZstd(_scene.Landed().Files);
    }

    [Fact]
    public async Task Hashes_the_file_as_it_was_delivered()
    {
        var path = _scene.Write("t/a.csv", "a\n1\n");

        var file = (await _scene.LandAsync(StageScene.Dataset())).Sources[0];

        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))), file.Sha256);
    }

    [Fact]
    public async Task Rows_that_are_no_records_of_the_table_are_set_aside_with_line_text_and_reason()
    {
        _scene.Write("t/a.csv", [.. "a,b\n1,2\n1\n1,2,3\na,b\n\n5,\""u8, 0xE9, .. "\"\n7,8\n9,\"open\n10,11\n"u8]);

        var account = await _scene.LandAsync(StageScene.Dataset("""{ "source": { "delimiter": ",", "encoding": "utf-8" } }"""));

        Assert.Equal(["1|2|t/a.csv|2", "7|8|t/a.csv|8"], StageScene.Rows(_scene.Landed()).Take(2));
        var rejects = _scene.Rejects(_scene.Landed());
        Assert.Equal(
            [(3, "GR3101", "1"), (4, "GR3102", "1,2,3"), (5, "GR3106", "a,b"), (7, "GR3105", "5,\"\\xE9\""), (9, "GR3103", "9,\"open")],
            rejects.Take(5).Select(r => ((int)r.Line, r.Code, r.Raw.Split('\n')[0])));
        Assert.All(rejects, r => Assert.Equal(("t/a.csv", null), (r.File, r.Column)));
        Assert.Equal("it has 1 column; 2 are expected", rejects[0].Reason);
        AssertBalanced(account);
        Assert.Equal(rejects.Count, account.Rejected);
        Assert.Equal(2, account.Sources[0].Skipped);
    }

    [Theory]
    [InlineData("\"say \"\"x\"\"\",b\n", "\"say \"\"x\"\"\",b\n")]
    [InlineData("a,b\n", "\"a\",\"b\"\n")]
    [InlineData("\"a\",\"b\"\n", "a,b\n")]
    public async Task The_header_is_known_again_however_it_is_quoted(string header, string again)
    {
        _scene.Write("t/a.csv", $"{header}1,2\n{again}3,4\n");

        var account = await _scene.LandAsync(StageScene.Dataset());

        Assert.Equal((3L, 2L, 1L), (account.Read, account.Written, account.Rejected));
        Assert.Equal("GR3106", Assert.Single(_scene.Rejects(_scene.Landed())).Code);
    }

    [Fact]
    public async Task A_name_that_another_file_writes_in_other_letters_is_the_same_column()
    {
        _scene.Write("t/1.csv", "Order No,b\n1,2\n");
        _scene.Write("t/2.csv", "B,ORDER_NO,b\n3,4,5\n");

        var account = await _scene.LandAsync(StageScene.Dataset());

        Assert.Equal(["1|2|∅|t/1.csv|2", "4|5|3|t/2.csv|2"], StageScene.Rows(_scene.Landed()));
        Assert.Contains("The column \"ORDER_NO\" of t/2.csv is read as \"Order No\".", account.Notes);
    }

    [Fact]
    public async Task Files_are_joined_by_the_names_of_their_columns()
    {
        _scene.Write("t/1.csv", "a,b\n1,2\n");
        _scene.Write("t/2.csv", "c,a\n3,4\n");

        var account = await _scene.LandAsync(StageScene.Dataset());

        Assert.Equal(["1|2|∅|t/1.csv|2", "4|∅|3|t/2.csv|2"], StageScene.Rows(_scene.Landed()));
        Assert.Equal(
            ["t/1.csv has no column \"c\"; it is NULL in its rows.", "t/2.csv has no column \"b\"; it is NULL in its rows."],
            account.Notes);
        AssertBalanced(account);
    }

    [Fact]
    public async Task A_column_name_twice_is_refused_with_both_positions_before_anything_is_read()
    {
        _scene.Write("t/a.csv", "a,b,a\n1,2,3\n");

        var problem = await RefusedAsync("{}");

        Assert.Equal(
            ("GR3005", "The header of t/a.csv has the column \"a\" 2 times, at positions 1 and 3."), (problem.Code, problem.Message));
        Assert.False(Directory.Exists(_scene.Landed().Folder));
    }

    [Fact]
    public async Task Columns_without_a_name_are_numbered()
    {
        _scene.Write("t/a.csv", "a,,\n1,2,3\n");

        await _scene.LandAsync(StageScene.Dataset());

        Assert.Equal(["a|VARCHAR", "column_2|VARCHAR", "column_3|VARCHAR"], StageScene.Columns(_scene.Landed().Files).Take(3));
        Assert.Equal(["1|2|3|t/a.csv|2"], StageScene.Rows(_scene.Landed()));
    }

    [Fact]
    public async Task Names_that_differ_in_case_alone_are_two_columns_and_the_new_name_is_noted()
    {
        _scene.Write("t/a.csv", "A,a\n1,2\n");

        var landed = await _scene.LandAsync(StageScene.Dataset());
        var cleansed = _scene.Cleanse(StageScene.Dataset());

        Assert.Equal(["1|2|t/a.csv|2"], StageScene.Rows(_scene.Cleansed()));
        Assert.Equal(["a|BIGINT", "a_2|BIGINT"], StageScene.Columns(_scene.Cleansed().Files).Take(2));
        Assert.Contains(landed.Notes.Concat(cleansed.Notes), n => n.Contains("a_2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_data_column_that_is_called_like_lineage_gets_another_name()
    {
        _scene.Write("t/a.csv", "_Run_ID,a\nx,1\n");

        await _scene.LandAsync(StageScene.Dataset());

        Assert.Equal(["_Run_ID_2|VARCHAR", "a|VARCHAR"], StageScene.Columns(_scene.Landed().Files).Take(2));
    }

    [Fact]
    public async Task A_column_that_the_dataset_declares_must_be_in_a_file()
    {
        _scene.Write("t/a.csv", "a,b\n1,2\n");

        var problem = await RefusedAsync("""{ "columns": [{ "name": "amount", "type": "bigint" }], "key": ["amount"] }""");

        Assert.Equal("GR3006", problem.Code);
        Assert.Contains("\"amount\"", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "t/a.csv is empty.")]
    [InlineData("a,b\n", "t/a.csv has no rows, only a header.")]
    [InlineData("\n\n", "t/a.csv has no rows, only ")]
    public async Task A_source_without_rows_is_a_mistake(string text, string message)
    {
        _scene.Write("t/a.csv", text);

        var problem = await RefusedAsync("{}");

        Assert.Equal("GR3002", problem.Code);
        Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_file_beside_one_with_rows_is_none()
    {
        _scene.Write("t/1.csv", "a\n1\n");
        _scene.Write("t/2.csv", "a\n");
        _scene.Write("t/3.csv", "");

        var account = await _scene.LandAsync(StageScene.Dataset());

        Assert.Equal([1, 0, 0], account.Sources.Select(f => f.Written));
        AssertBalanced(account);
    }

    [Fact]
    public async Task A_file_that_changes_while_it_is_read_is_refused()
    {
        var path = _scene.Write("t/a.csv", "a\n" + string.Concat(Enumerable.Range(0, 5_000).Select(i => $"{i}\n")));
        var run = _scene.Run with { OnRows = _ => File.AppendAllText(path, "more\n") };

        var refused = await Assert.ThrowsAsync<ProblemException>(() =>
            new Granary.Tables.Landing.LandingOnDuckDb(run).RunAsync(
                StageScene.Dataset(), [("t/a.csv", path)], _scene.Landed(), CancellationToken.None));

        Assert.Equal("GR3003", Assert.Single(refused.Problems).Code);
        Assert.False(File.Exists(_scene.Landed().AccountFile));
    }

    [Fact]
    public async Task A_file_whose_bytes_change_but_not_its_size_is_refused()
    {
        var path = _scene.Write("t/a.csv", "a\n" + string.Concat(Enumerable.Range(10_000, 5_000).Select(i => $"{i}\n")));
        // File systems tell the time of a change in steps of milliseconds.
        File.SetLastWriteTimeUtc(path, StageScene.Now.UtcDateTime);
        var run = _scene.Run with
        {
            OnRows = _ =>
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
                file.Seek(-2, SeekOrigin.End);
                file.WriteByte((byte)'X');
            },
        };

        var refused = await Assert.ThrowsAsync<ProblemException>(() =>
            new Granary.Tables.Landing.LandingOnDuckDb(run).RunAsync(
                StageScene.Dataset(), [("t/a.csv", path)], _scene.Landed(), CancellationToken.None));

        Assert.Equal("GR3003", Assert.Single(refused.Problems).Code);
    }

    [Fact]
    public async Task What_a_killed_try_left_is_not_taken_for_rows()
    {
        _scene.Write("t/a.csv", "a\n1\n");
        Directory.CreateDirectory(_scene.Landed().Folder);
        File.WriteAllText(Path.Combine(_scene.Landed().Folder, "part-00009.parquet"), "rubbish");

        await _scene.LandAsync(StageScene.Dataset());

        Assert.Equal(["1|t/a.csv|2"], StageScene.Rows(_scene.Landed()));
    }

    [Fact]
    public async Task The_dataset_says_how_bytes_are_to_be_read()
    {
        _scene.Write("t/a.txt", Encoding.Latin1.GetBytes("1;'M\u00fcller;Co'\n2;x\n"));

        await _scene.LandAsync(StageScene.Dataset("""
            { "source": { "delimiter": ";", "quote": "'", "header": false, "encoding": "windows-1252", "columns": ["id", "name"] } }
            """));

        Assert.Equal(["1|Müller;Co|t/a.txt|1", "2|x|t/a.txt|2"], StageScene.Rows(_scene.Landed()));
        Assert.Equal(["id|VARCHAR", "name|VARCHAR"], StageScene.Columns(_scene.Landed().Files).Take(2));
    }

    [Fact]
    public async Task Names_in_the_dataset_stand_instead_of_the_headers()
    {
        _scene.Write("t/a.csv", "Col A,Col B\n1,2\n");

        await _scene.LandAsync(StageScene.Dataset("""{ "source": { "columns": ["id", "name"] } }"""));

        Assert.Equal(["1|2|t/a.csv|2"], StageScene.Rows(_scene.Landed()));
        Assert.Equal(["id|VARCHAR", "name|VARCHAR"], StageScene.Columns(_scene.Landed().Files).Take(2));
    }

    [Fact]
    public async Task Compressed_files_are_read_as_what_is_in_them()
    {
        var bytes = Packed.Gzip("a\n1\n");
        _scene.Write("t/a.csv.gz", bytes);

        var account = await _scene.LandAsync(StageScene.Dataset());

        Assert.Equal(["1|t/a.csv.gz|2"], StageScene.Rows(_scene.Landed()));
        Assert.Equal(bytes.Length, account.Sources[0].Bytes);
    }

    [Fact]
    public async Task A_compressed_file_that_is_cut_off_is_refused()
    {
        _scene.Write("t/a.csv.gz", Packed.Gzip("a\n1\n")[..^6]);

        Assert.Equal("GR3004", (await RefusedAsync("{}")).Code);
    }

    [Fact]
    public async Task The_account_stands_beside_the_rows_for_the_next_stage()
    {
        _scene.Write("t/a.csv", "a\n1\n");

        var account = await _scene.LandAsync(StageScene.Dataset());

        Assert.Equivalent(account, AccountFile.Read(_scene.Landed()), strict: true);
    }

    public void Dispose() => _scene.Dispose();

    async Task<Problem> RefusedAsync(string dataset) =>
        (await Assert.ThrowsAsync<ProblemException>(() => _scene.LandAsync(StageScene.Dataset(dataset)))).Problems[0];

    static void AssertBalanced(StageAccount account) => Assert.All(account.Sources, f => Assert.True(f.IsBalanced, f.ToString()));
}
