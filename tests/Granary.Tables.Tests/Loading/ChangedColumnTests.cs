using Granary.Model;

namespace Granary.Tables.Tests.Loading;

/// <summary>Rows whose columns are not quite those of the table that they come to.</summary>
public sealed class ChangedColumnTests : IDisposable
{
    const string Append = """{ "load": "append" }""";

    readonly LoadScene _scene = new();

    [Fact]
    public async Task A_new_column_has_no_value_in_the_rows_of_before_and_a_missing_one_none_in_the_new_rows()
    {
        await _scene.LoadAsync(Append, ("1.csv", "id,old\n1,a\n"));
        await _scene.LoadAsync(Append, ("2.csv", "new,id\nx,2\n"));

        Assert.Equal(["1|a|∅", "2|∅|x"], _scene.Rows());
        Assert.Equal(["part-00001.parquet", "part-00002.parquet"], _scene.Files(2));
    }

    [Fact]
    public async Task A_merge_may_write_files_anew_that_lack_columns()
    {
        const string Merge = """{ "load": "merge", "key": ["id"] }""";
        await _scene.LoadAsync(Merge, ("1.csv", "id,old\n1,a\n2,b\n"));
        await _scene.LoadAsync(Merge, ("2.csv", "id,new\n3,x\n"));

        await _scene.LoadAsync(Merge, ("3.csv", "id,old\n1,A\n"));

        Assert.Equal(["1|A|∅", "2|b|∅", "3|∅|x"], _scene.Rows());
    }

    [Theory]
    [InlineData("integer", "bigint", "bigint")]
    [InlineData("bigint", "integer", "bigint")]
    [InlineData("integer", "decimal(12,2)", "decimal(12,2)")]
    [InlineData("decimal(5,1)", "decimal(6,3)", "decimal(7,3)")]
    [InlineData("bigint", "decimal(10,2)", "decimal(21,2)")]
    public async Task Numbers_become_as_wide_as_both_need(string had, string comes, string joined)
    {
        await _scene.LoadAsync(Typed(had), ("1.csv", "id,n\n1,7\n"));

        var final = await _scene.LoadAsync(Typed(comes), ("2.csv", "id,n\n2,8\n"));

        Assert.Contains(("n", joined), final.Columns.Select(c => (c.Name, c.Type.ToString())));
        Assert.Equal(["7", "8"], _scene.Rows("n::INTEGER"));
    }

    [Theory]
    [InlineData("string", "bigint")]
    [InlineData("bigint", "string")]
    [InlineData("bigint", "double")]
    [InlineData("date", "timestamp")]
    [InlineData("decimal(38,0)", "decimal(38,10)")]
    public async Task Any_other_change_of_a_type_is_refused_with_both_types(string had, string comes)
    {
        string Value(string type) => type is "date" or "timestamp" ? "2026-01-01" : "1";
        await _scene.LoadAsync(Typed(had), ("1.csv", $"id,n\n1,{Value(had)}\n"));

        var refused = await Assert.ThrowsAsync<ProblemException>(() =>
            _scene.LoadAsync(Typed(comes), ("2.csv", $"id,n\n2,{Value(comes)}\n")));

        var problem = Assert.Single(refused.Problems);
        Assert.Equal(
            ("GR3240", $"The column n of t is {comes} in the new rows and {had} in those that the table has."),
            (problem.Code, problem.Message));
    }

    [Fact]
    public async Task A_column_without_values_has_any_type()
    {
        await _scene.LoadAsync(Append, ("1.csv", "id,a,b\n1,,5\n"));

        var final = await _scene.LoadAsync(Append, ("2.csv", "id,a,b\n2,7,\n"));

        Assert.Equal(["id bigint", "a bigint", "b bigint"], final.Columns.Select(c => $"{c.Name} {c.Type}"));
        Assert.Equal(["1|∅|5", "2|7|∅"], _scene.Rows());
    }

    public void Dispose() => _scene.Dispose();

    static string Typed(string type) => $$"""{ "load": "append", "columns": [{ "name": "n", "type": "{{type}}" }] }""";
}
