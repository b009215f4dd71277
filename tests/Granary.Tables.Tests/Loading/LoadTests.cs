using Granary.Model;
using Granary.Tables.Tests.Stages;

namespace Granary.Tables.Tests.Loading;

/// <summary>Rows that come to those that a table has.</summary>
public sealed class LoadTests : IDisposable
{
    const string Append = """{ "load": "append" }""";
    const string Merge = """{ "load": "merge", "key": ["id"] }""";
    const string Cursor = """{ "load": "append", "cursor": "Day", "columns": [{ "name": "Day", "type": "date", "required": true }] }""";

    readonly LoadScene _scene = new();

    [Fact]
    public async Task Appended_rows_come_beside_those_that_are_there_whose_files_are_shared()
    {
        await _scene.LoadAsync(Append, ("1.csv", "id,v\n1,a\n2,b\n"));

        var final = await _scene.LoadAsync(Append, ("2.csv", "id,v\n3,c\n"));

        Assert.Equal(["1|a", "2|b", "3|c"], _scene.Rows());
        Assert.Equal((3L, 1L), (final.Rows, final.Account.Written));
        Assert.Equal(["part-00001.parquet", "part-00002.parquet"], _scene.Files(2));
        Assert.Equal(["job-1|t/1.csv|2", "job-1|t/1.csv|3", "job-2|t/2.csv|2"], _scene.Rows("_run_id, _source_file, _source_line"));
        _scene.Remove(1);
        Assert.Equal(["1|a", "2|b", "3|c"], _scene.Rows());
    }

    [Fact]
    public async Task A_file_that_was_loaded_is_known_by_its_bytes_and_not_loaded_again()
    {
        await _scene.LoadAsync(Append, ("1.csv", "id,v\n1,a\n2,b\n"));

        var final = await _scene.LoadAsync(
            Append, ("other name.csv", "id,v\n1,a\n2,b\n"), ("2.csv", "id,v\n3,c\n"), ("3.csv", "id,v\n3,c\n"));

        Assert.Equal(["1|a", "2|b", "3|c"], _scene.Rows());
        Assert.Equal(
            [("t/2.csv", 1L, 0L), ("t/3.csv", 0L, 1L), ("t/other name.csv", 0L, 2L)],
            _scene.Cleansed!.Sources.Select(f => (f.Source.Name, f.Written, f.Duplicate)));
        Assert.Contains("t/other name.csv was loaded by run run-1 already; its 2 rows were not loaded again.", _scene.Cleansed.Notes);
        Assert.Contains("t/3.csv has the same bytes as t/2.csv; its 1 rows were not loaded again.", _scene.Cleansed.Notes);
        Assert.Equal((1L, 1L, 0L), (final.Account.Read, final.Account.Written, final.Account.Duplicate));
        await _scene.LoadAsync(Append, ("2.csv", "id,v\n3,c\n"));
        Assert.Equal((3L, 0L), (_scene.Final!.Rows, _scene.Final.Account.Written));
        Assert.Equal(["part-00001.parquet", "part-00002.parquet"], _scene.Files(3));
    }

    [Fact]
    public async Task Rows_at_or_below_the_cursor_are_not_loaded_and_kept_apart()
    {
        await _scene.LoadAsync(Cursor, ("1.csv", "id,Day\n1,2026-01-01\n2,2026-01-03\n"));
        Assert.Equal(("day", "2026-01-03"), (_scene.Final!.Cursor!.Column, _scene.Final.Cursor.Value));

        var final = await _scene.LoadAsync(Cursor, ("2.csv", "id,Day\n3,2026-01-02\n4,2026-01-03\n5,2026-01-05\n6,2026-01-04\n"));

        Assert.Equal(["1|2026-01-01", "2|2026-01-03", "5|2026-01-05", "6|2026-01-04"], _scene.Rows());
        Assert.Equal((4L, 2L, 2L), (final.Account.Read, final.Account.Written, final.Account.Duplicate));
        Assert.Equal("2026-01-05", final.Cursor!.Value);
        Assert.Equal(
            ["3|2026-01-02", "4|2026-01-03"],
            StageScene.Query($"SELECT id, day FROM '{_scene.Version(2).DuplicatesFolder}/*.parquet' ORDER BY id"));
        await _scene.LoadAsync(Cursor, ("3.csv", "id,Day\n7,2026-01-05\n"));
        Assert.Equal((4L, "2026-01-05"), (_scene.Final.Rows, _scene.Final.Cursor!.Value));
    }

    [Theory]
    [InlineData("integer", "9", "10", "8")]
    [InlineData("bigint", "-5", "3000000000", "-6")]
    [InlineData("decimal(10,2)", "9.50", "10.25", "9.50")]
    [InlineData("date", "2026-09-30", "2026-10-01", "2026-09-30")]
    [InlineData("timestamp", "2026-09-30T23:59:59.999999", "2026-10-01T00:00:00", "2026-09-30T23:59:59.999998")]
    public async Task A_cursor_compares_values_and_not_texts(string type, string first, string later, string earlier)
    {
        var dataset = $$"""{ "load": "append", "cursor": "c", "columns": [{ "name": "c", "type": "{{type}}", "required": true }] }""";
        await _scene.LoadAsync(dataset, ("1.csv", $"id,c\n1,{first}\n"));

        await _scene.LoadAsync(dataset, ("2.csv", $"id,c\n2,{later}\n3,{earlier}\n4,{first}\n"));

        Assert.Equal(["1", "2"], _scene.Rows("id"));
    }

    [Fact]
    public async Task A_table_that_had_no_cursor_begins_with_what_its_rows_say()
    {
        await _scene.LoadAsync("""{ "columns": [{ "name": "Day", "type": "date" }] }""", ("1.csv", "id,Day\n1,2026-01-01\n2,2026-01-03\n"));

        await _scene.LoadAsync(Cursor, ("2.csv", "id,Day\n3,2026-01-03\n4,2026-01-04\n"));

        Assert.Equal(["1", "2", "4"], _scene.Rows("id"));
    }

    [Fact]
    public async Task Merged_rows_take_the_place_of_those_with_their_key()
    {
        await _scene.LoadAsync(Merge, ("1.csv", "id,v\n1,a\n2,b\n,none\n"));
        await _scene.LoadAsync(Merge, ("2.csv", "id,v\n3,c\n4,d\n"));

        var final = await _scene.LoadAsync(Merge, ("3.csv", "id,v\n2,B\n,NONE\n5,e\n"));

        Assert.Equal(["1|a", "2|B", "3|c", "4|d", "5|e", "∅|NONE"], _scene.Rows());
        Assert.Equal((6L, 3L), (final.Rows, final.Account.Written));
        Assert.Contains("3 rows of t stay, 2 were replaced.", final.Account.Notes);
        Assert.Equal(_scene.Bytes(2, "part-00002.parquet"), _scene.Bytes(3, "part-00002.parquet"));
        Assert.Equal(["part-00002.parquet", "part-00003.parquet", "part-00004.parquet"], _scene.Files(3));
    }

    [Fact]
    public async Task A_file_that_was_loaded_takes_no_part_in_the_choice_between_rows_of_one_key()
    {
        await _scene.LoadAsync(Merge, ("1.csv", "id,v\n1,a\n2,b\n"));

        await _scene.LoadAsync(Merge, ("1.csv", "id,v\n1,a\n2,b\n"), ("2.csv", "id,v\n1,A\n"));

        Assert.Equal(["1|A", "2|b"], _scene.Rows());
    }

    [Fact]
    public async Task With_a_cursor_the_latest_row_of_a_key_is_merged_wherever_it_stands()
    {
        const string Dataset =
            """{ "load": "merge", "key": ["id"], "cursor": "n", "columns": [{ "name": "n", "type": "integer", "required": true }] }""";
        await _scene.LoadAsync(Dataset, ("1.csv", "id,n\n1,5\n2,4\n"));

        await _scene.LoadAsync(Dataset, ("2.csv", "id,n\n1,3\n1,7\n1,6\n2,5\n"));

        Assert.Equal(["1|7", "2|4"], _scene.Rows());
    }

    [Theory]
    [InlineData("append", "1|x|1", "2|y|1", "3|x|2")]
    [InlineData("merge", "1|x|1", "2|y|1", "3|x|2")]
    public async Task Partitions_grow_like_folders(string load, params string[] expected)
    {
        var dataset = $$"""{ "load": "{{load}}", "key": ["id"], "final": { "partitionBy": ["area"] } }""";
        await _scene.LoadAsync(dataset, ("1.csv", "id,area,n\n1,x,1\n2,y,1\n"));

        await _scene.LoadAsync(dataset, ("2.csv", "id,area,n\n3,x,2\n"));

        Assert.Equal(expected, _scene.Rows());
        Assert.Equal(["area=x/part-00001-0.parquet", "area=x/part-00002-0.parquet", "area=y/part-00001-0.parquet"], _scene.Files(2));
    }

    [Theory]
    [InlineData("append")]
    [InlineData("merge")]
    public async Task A_time_of_day_is_text_in_every_file(string load)
    {
        var dataset = $$"""
            {
              "load": "{{load}}", "key": ["id"], "columns": [{ "name": "id", "type": "bigint" }, { "name": "at", "type": "time" }]
            }
            """;
        await _scene.LoadAsync(dataset, ("1.csv", "id,at\n1,12:30\n2,08:00\n"));

        await _scene.LoadAsync(dataset, ("2.csv", "id,at\n2,09:00\n"));

        foreach (var file in _scene.Files(2))
            Assert.Contains("at|VARCHAR", StageScene.Columns(Path.Combine(_scene.Version(2).Folder, file)));
        Assert.Contains("1|12:30:00", _scene.Rows());
    }

    [Fact]
    public async Task Folders_of_partitions_have_letters_as_Hive_has_them()
    {
        const string Dataset = """{ "load": "merge", "key": ["id"], "final": { "partitionBy": ["area", "kind"] } }""";
        await _scene.LoadAsync(Dataset, ("1.csv", "id,area,kind\n1,Größe,🎈 50%\n2,%C3%A9,é/è\n"));

        await _scene.LoadAsync(Dataset, ("2.csv", "id,area,kind\n3,Größe,🎈 50%\n2,Größe,x\n4,%C3%A9,é/è\n"));

        Assert.Equal(["1|Größe|🎈 50%", "2|Größe|x", "3|Größe|🎈 50%", "4|%C3%A9|é/è"], _scene.Rows("id, area, kind"));
        Assert.Equal(
            ["area=%25C3%25A9/kind=é%2Fè", "area=Größe/kind=x", "area=Größe/kind=🎈%2050%25"],
            _scene.Files(2).Select(f => Path.GetDirectoryName(f)).Distinct());
    }

    [Fact]
    public async Task A_merged_row_may_move_to_another_partition()
    {
        const string Dataset = """{ "load": "merge", "key": ["id"], "final": { "partitionBy": ["area"] } }""";
        await _scene.LoadAsync(Dataset, ("1.csv", "id,area\n1,x\n2,x\n3,\n"));

        await _scene.LoadAsync(Dataset, ("2.csv", "id,area\n1,y\n3,z\n"));

        Assert.Equal(["1|y", "2|x", "3|z"], _scene.Rows());
    }

    [Fact]
    public async Task A_key_may_be_the_partition()
    {
        const string Dataset = """{ "load": "merge", "key": ["day"], "final": { "partitionBy": ["day"] } }""";
        await _scene.LoadAsync(Dataset, ("1.csv", "day,n\n2026-01-01,1\n2026-01-02,1\n"));

        await _scene.LoadAsync(Dataset, ("2.csv", "day,n\n2026-01-02,2\n"));

        Assert.Equal(["2026-01-01|1", "2026-01-02|2"], _scene.Rows("day, n"));
    }

    [Fact]
    public async Task Other_partitions_lay_all_rows_out_anew()
    {
        await _scene.LoadAsync("""{ "load": "append", "final": { "partitionBy": ["area"] } }""", ("1.csv", "id,area,n\n1,x,1\n2,y,1\n"));
        await _scene.LoadAsync(Append, ("2.csv", "id,area,n\n3,x,2\n"));
        Assert.Equal(["1|x|1", "2|y|1", "3|x|2"], _scene.Rows());

        await _scene.LoadAsync("""{ "load": "append", "final": { "partitionBy": ["n"] } }""", ("3.csv", "id,area,n\n4,x,2\n"));

        Assert.Equal(["1|x|1", "2|y|1", "3|x|2", "4|x|2"], _scene.Rows());
        Assert.All(_scene.Files(3), f => Assert.StartsWith("n=", f));
    }

    [Fact]
    public async Task A_delivery_of_which_nothing_is_new_changes_nothing()
    {
        const string Partitioned = """{ "load": "append", "onEmpty": "allow", "final": { "partitionBy": ["area"] } }""";
        await _scene.LoadAsync(Partitioned, ("1.csv", "id,area\n1,x\n"));

        var final = await _scene.LoadAsync(Partitioned, ("2.csv", "id,area,more\n"));

        Assert.Equal(["1|x"], _scene.Rows());
        Assert.Equal(["id bigint", "area string"], final.Columns.Select(c => $"{c.Name} {c.Type}"));
        Assert.Equal(["area=x/part-00001-0.parquet"], _scene.Files(2));
    }

    [Fact]
    public async Task A_table_that_was_empty_takes_rows()
    {
        const string Dataset = """{ "load": "merge", "key": ["id"], "onEmpty": "allow" }""";
        await _scene.LoadAsync(Dataset, ("1.csv", "id,v\n"));

        await _scene.LoadAsync(Dataset, ("2.csv", "id,v\n1,a\n"));

        Assert.Equal(["1|a"], _scene.Rows());
    }

    [Fact]
    public async Task An_authors_query_sees_the_new_rows_alone()
    {
        const string Dataset =
            """{ "load": "merge", "key": ["area"], "final": { "sql": "SELECT area, sum(n) AS total FROM cleansed GROUP BY area" } }""";
        await _scene.LoadAsync(
            Dataset.Replace("\"key\"", "\"versions\": 5, \"key\"", StringComparison.Ordinal),
            ("1.csv", "area,n\nx,1\ny,5\n"));

        await _scene.LoadAsync(Dataset, ("1.csv", "area,n\nx,1\ny,5\n"), ("2.csv", "area,n\nx,7\n"));

        Assert.Equal(["x|7", "y|5"], _scene.Rows());
    }

    [Fact]
    public async Task An_authors_query_that_makes_several_rows_of_a_key_is_refused()
    {
        const string Dataset = """{ "load": "merge", "key": ["id"], "final": { "sql": "SELECT id, unnest([1, 2]) AS n FROM cleansed" } }""";

        var refused = await Assert.ThrowsAsync<ProblemException>(() => _scene.LoadAsync(Dataset, ("1.csv", "id\n1\n")));

        Assert.Equal("GR3242", Assert.Single(refused.Problems).Code);
    }

    [Fact]
    public async Task An_authors_query_that_drops_the_key_is_refused()
    {
        const string Dataset = """{ "load": "merge", "key": ["id"], "final": { "sql": "SELECT v FROM cleansed" } }""";

        var refused = await Assert.ThrowsAsync<ProblemException>(() => _scene.LoadAsync(Dataset, ("1.csv", "id,v\n1,a\n")));

        Assert.Equal("GR3241", Assert.Single(refused.Problems).Code);
    }

    [Fact]
    public async Task Many_small_files_are_put_together()
    {
        for (var i = 1; i <= 53; i++)
            await _scene.LoadAsync(Append, ("1.csv", $"id\n{i}\n"));

        Assert.Equal(53, _scene.Rows().Count);
        Assert.InRange(_scene.Files(53).Count, 1, 4);
    }

    public void Dispose() => _scene.Dispose();
}
