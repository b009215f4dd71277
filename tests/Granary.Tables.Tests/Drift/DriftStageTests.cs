using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Drift;
using Granary.Tables.Tests.Stages;

namespace Granary.Tables.Tests.Drift;

/// <summary>What the stages do with columns that are not the written ones.</summary>
public sealed class DriftStageTests : IDisposable
{
    static readonly WrittenSchema Written = new(
        [Column("Id", "id", "bigint"), Column("v", "v", "decimal(18,2)"), Column("note", "note", "string")]);

    readonly StageScene _scene = new(Written);

    [Fact]
    public async Task Without_a_written_version_nothing_is_compared_and_the_columns_are_written_down()
    {
        using var scene = new StageScene();
        scene.Write("t/a.csv", "Id,v\n1,1.50\n");

        var account = await scene.CleanseAsync(StageScene.Dataset("""{ "drift": "freeze" }"""));

        Assert.Empty(account.Notes);
        Assert.Equal([Column("Id", "id", "bigint"), Column("v", "v", "decimal(18,2)")], WrittenSchema.Read(scene.Cleansed())!.Columns);
    }

    [Fact]
    public async Task Evolve_takes_what_comes_and_notes_each_change()
    {
        _scene.Write("t/a.csv", "v,Id,more\nx,1,\n");
        var dataset = StageScene.Dataset();

        Assert.Equal(
            [
                "Drift: the column \"Id\" is at position 2 and was at 1.",
                "Drift: the column \"note\" is missing and \"more\" is new, perhaps its other name.",
            ],
            (await _scene.LandAsync(dataset)).Notes);
        Assert.Equal(["Drift: the column \"v\" is string and was decimal(18,2)."], _scene.Cleanse(dataset).Notes);
        Assert.Equal(
            [Column("v", "v", "string"), Column("Id", "id", "bigint"), Column("more", "more", "string")],
            WrittenSchema.Read(_scene.Cleansed())!.Columns);
    }

    [Fact]
    public async Task A_column_without_values_has_not_become_text()
    {
        _scene.Write("t/a.csv", "Id,v,note\n1,,\n");

        Assert.Empty((await _scene.CleanseAsync(StageScene.Dataset())).Notes);
        Assert.Equal(Written.Columns, WrittenSchema.Read(_scene.Cleansed())!.Columns);
    }

    [Fact]
    public async Task Freeze_refuses_other_names_before_rows_are_written_all_in_one_problem()
    {
        _scene.Write("t/a.csv", "note,w,Id,x\n,1,2,3\n");

        var e = await Assert.ThrowsAsync<ProblemException>(() => _scene.LandAsync(StageScene.Dataset("""{ "drift": "freeze" }""")));

        var problem = Assert.Single(e.Problems);
        Assert.Equal("GR3126", problem.Code);
        Assert.Equal(
            "The columns of t are not those of its published version: the column \"Id\" is at position 3 and was at 1; "
                + "the column \"v\" is missing and \"w\" is new, perhaps its other name; the column \"x\" is new.",
            problem.Message);
        Assert.False(Directory.Exists(_scene.Landed().Folder));
    }

    [Fact]
    public async Task Freeze_refuses_another_type_and_reads_a_narrower_one_as_before()
    {
        var dataset = StageScene.Dataset("""{ "drift": "freeze" }""");
        _scene.Write("t/a.csv", "Id,v,note\n1,2,3\n,,\n");

        Assert.Empty((await _scene.CleanseAsync(dataset)).Notes);
        Assert.Equal(["id|BIGINT", "v|DECIMAL(18,2)", "note|VARCHAR"], StageScene.Columns(_scene.Cleansed().Files).Take(3));

        _scene.Write("t/a.csv", "Id,v,note\n1.5,1.505,\n");
        var e = await Assert.ThrowsAsync<ProblemException>(() => _scene.CleanseAsync(dataset));
        Assert.Contains(
            "the column \"Id\" is decimal(18,1) and was bigint; the column \"v\" is decimal(18,3) and was decimal(18,2).",
            Assert.Single(e.Problems).Message);
    }

    [Fact]
    public async Task A_declared_type_is_no_drift()
    {
        _scene.Write("t/a.csv", "Id,v,note\n1,x,\n");

        var account = await _scene.CleanseAsync(
            StageScene.Dataset("""{ "drift": "freeze", "columns": [{ "name": "v", "type": "string" }] }"""));

        Assert.Empty(account.Notes);
        Assert.Equal(1, account.Written);
    }

    [Fact]
    public async Task Quarantine_sets_files_with_other_columns_aside_with_every_row()
    {
        _scene.Write("t/a.csv", "note,V,Id\nx,1,7\n");
        _scene.Write("t/b.csv", "Id,v,note,extra\n1,2,3,4\nragged\n");
        _scene.Write("t/c.csv", "Id,v\n1,2\n");
        var dataset = StageScene.Dataset("""{ "drift": "quarantine" }""");

        var account = await _scene.LandAsync(dataset);

        Assert.Equal([(1L, 0L), (0L, 2L), (0L, 1L)], account.Sources.Select(f => (f.Written, f.Rejected)));
        const string Words = "the columns of its file are not those of the table: ";
        Assert.Equal(
            [
                new("t/b.csv", 2, null, "1,2,3,4", "GR3116", Words + "the column \"extra\" is new"),
                new("t/b.csv", 3, null, "ragged", "GR3116", Words + "the column \"extra\" is new"),
                new("t/c.csv", 2, null, "1,2", "GR3116", Words + "the column \"note\" is missing"),
            ],
            _scene.Rejects(_scene.Landed()));
        Assert.Contains("t/c.csv is rejected with all of its rows: " + Words + "the column \"note\" is missing.", account.Notes);
        _scene.Cleanse(dataset);
        Assert.Equal(["7|1.00|x|t/a.csv|2"], StageScene.Rows(_scene.Cleansed()));
    }

    [Fact]
    public async Task Quarantine_rejects_values_that_the_written_type_does_not_take()
    {
        _scene.Write("t/a.csv", "Id,v,note\n1,1.5,\n2,1.505,\nx,1,\n");

        var account = await _scene.CleanseAsync(StageScene.Dataset("""{ "drift": "quarantine" }"""));

        Assert.Equal(["1|1.50|∅|t/a.csv|2"], StageScene.Rows(_scene.Cleansed()));
        Assert.Equal(
            ["3 v GR3107 '1.505' is not decimal(18,2)", "4 id GR3107 'x' is not bigint"],
            _scene.Rejects(_scene.Cleansed()).Select(r => $"{r.Line} {r.Column} {r.Code} {r.Reason}"));
        Assert.Equal((1, 2), (account.Written, account.Rejected));
        Assert.Equal(Written.Columns, WrittenSchema.Read(_scene.Cleansed())!.Columns);
    }

    [Theory]
    [InlineData("quarantine", "a,b,c,d\n1,2,3,4\n", 1)]
    [InlineData("quarantine", "", 0)]
    [InlineData("freeze", "", 0)]
    public async Task A_table_that_keeps_its_columns_has_them_without_rows_too(string drift, string text, int rejected)
    {
        _scene.Write("t/a.csv", text);

        var account = await _scene.LandAsync(StageScene.Dataset($$"""{ "drift": "{{drift}}", "onEmpty": "allow" }"""));

        Assert.Equal((0, rejected), (account.Written, account.Rejected));
        Assert.Equal(["Id|VARCHAR", "v|VARCHAR", "note|VARCHAR"], StageScene.Columns(_scene.Landed().Files).Take(3));
    }

    [Fact]
    public async Task A_header_that_the_dataset_contradicts_is_set_aside_too()
    {
        _scene.Write("t/a.csv", "1,2,3\n4,5,6,7\n");
        _scene.Write("t/b.csv", "Id,v,note,x\n4,5,6,7\n");

        var account = await _scene.LandAsync(
            StageScene.Dataset("""{ "drift": "quarantine", "source": { "columns": ["Id", "v", "note"] } }"""));

        Assert.Equal([(0L, 1L), (0L, 1L)], account.Sources.Select(f => (f.Written, f.Rejected)));
        Assert.Equal(["GR3102", "GR3116"], _scene.Rejects(_scene.Landed()).Select(r => r.Code));
    }

    public void Dispose() => _scene.Dispose();

    static WrittenColumn Column(string source, string name, string type) => new(source, name, ColumnType.Parse(type, new("", 1, 1), [])!);
}
