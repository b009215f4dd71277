using Granary.Tables.Rejects;

namespace Granary.Tables.Tests.Traps;

/// <summary>Ways in which readers lose columns without a sign.</summary>
public sealed class LostStructureTests : IDisposable
{
    readonly TrapScene _scene = new();

    [Theory]
    [InlineData("^")]
    [InlineData("~")]
    [InlineData("\u0001")]
    public async Task Trap_12_a_rare_delimiter_parts_columns_too(string d)
    {
        _scene.Deliver($"id{d}name{d}v", 1000, i => $"{i}{d}n, {i}{d}{i}");

        await _scene.LandAsync();

        Assert.Equal("0|n, 0|0", _scene.Rows()[0]);
    }

    [Fact]
    public async Task Trap_12_ragged_rows_neither_merge_the_columns_nor_cut_records_with_line_ends()
    {
        _scene.Deliver("id,txt,v", 60_000, i => i % 500 > 0 ? $"{i},\"line1\nline2,{i}\nline3\",{i}" : $"{i},\"a\nb\"");

        var account = await _scene.LandAsInferredAsync();

        Assert.Equal((60_000L, 59_880L, 120L), (account.Read, account.Written, account.Rejected));
        Assert.Equal("1|line1\nline2,1\nline3|1", _scene.Rows()[0]);
        Assert.All(_scene.Rejects, r => Assert.EndsWith(",\"a\nb\"", r.Raw));
        Assert.Equal("59999", _scene.One("max(v::BIGINT)"));
    }

    [Fact]
    public async Task Trap_13_files_of_a_folder_are_joined_by_the_names_of_their_columns()
    {
        _scene.Deliver("a,b\n1,2\n", "f1.csv");
        _scene.Deliver("a,b,c\n3,4,5\n", "f2.csv");
        _scene.Deliver("b,a\n7,8\n", "f3.csv");

        await _scene.CleanseAsync();

        Assert.Equal(["1|2|∅", "3|4|5", "8|7|∅"], _scene.CleansedRows("a, b, c"));
    }

    [Fact]
    public async Task Trap_14_a_field_too_many_or_too_few_is_a_reject_also_beside_line_ends_in_quotes()
    {
        _scene.Deliver("a,b\n1,\"x\ny\"\n2,\"x\ny\",3\n4\n5,6\n");

        await _scene.LandAsync();

        Assert.Equal(["1|x\ny", "5|6"], _scene.Rows());
        Assert.Equal(
            [(4L, RejectReason.TooManyColumns, "2,\"x\ny\",3"), (6L, RejectReason.TooFewColumns, "4")],
            _scene.Rejects.Select(r => (r.Line, r.Code, r.Raw)));
    }

    public void Dispose() => _scene.Dispose();
}
