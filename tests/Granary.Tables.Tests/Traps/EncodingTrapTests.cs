using System.Text;
using Granary.Tables.Rejects;

namespace Granary.Tables.Tests.Traps;

/// <summary>Ways in which readers change or lose bytes.</summary>
public sealed class EncodingTrapTests : IDisposable
{
    readonly TrapScene _scene = new();

    [Fact]
    public async Task Trap_19_Windows_1252_is_read_with_the_signs_that_Latin_1_lacks()
    {
        _scene.Deliver([.. "id,name\n1,caf"u8, 0xE9, .. " \n2,"u8, 0x80, 0x93, 0x94, (byte)'\n']);

        Assert.Equal(2, (await _scene.LandAsync()).Rejected);
        var account = await _scene.LandAsInferredAsync();

        Assert.Equal((2L, 0L), (account.Written, account.Rejected));
        Assert.Equal(["1|café ", "2|€“”"], _scene.Rows());
        Assert.Equal("windows-1252", _scene.Infer().Findings.Single(f => f.Key == "source.encoding").Value);
    }

    [Fact]
    public async Task Trap_20_a_reject_has_the_bytes_of_its_record_and_the_line_on_which_it_begins()
    {
        _scene.Deliver([.. "id,name\n1,\"a\nb\"\n2,caf"u8, 0xE9, .. "?\n3,\"x\ny"u8, 0xFF, .. "\"\n4,\"open\n5,ok\n"u8]);

        await _scene.LandAsync();

        Assert.Equal(
            [
                (4L, RejectReason.Undecodable, @"2,caf\xE9?"), (5L, RejectReason.Undecodable, "3,\"x\ny\\xFF\""),
                (7L, RejectReason.BrokenQuote, "4,\"open"),
            ],
            _scene.Rejects.Select(r => (r.Line, r.Code, r.Raw)));
        Assert.Equal(["1|a\nb", "5|ok"], _scene.Rows());
    }

    [Fact]
    public async Task Trap_21_NUL_is_kept_or_refused_as_the_dataset_file_says_and_line_ends_in_quotes_are_kept()
    {
        _scene.Deliver("id,name\n1,n\0100\n2,\"a\r\nb\"\n3,\n4,\"\"\n");

        await _scene.LandAsync();
        Assert.Equal(["1|6E00313030", "2|610D0A62", "3|", "4|"], _scene.Rows("id, hex(name)"));

        var account = await _scene.LandAsync("""{ "source": { "nul": "reject" } }""");
        Assert.Equal((3L, 1L), (account.Written, account.Rejected));
        Assert.Equal((2L, RejectReason.HasNul, "1,n\0100"), (_scene.Rejects[0].Line, _scene.Rejects[0].Code, _scene.Rejects[0].Raw));
    }

    [Fact]
    public async Task Trap_22_line_ends_may_be_mixed()
    {
        var text = new StringBuilder("id,name\r\n");
        for (var i = 0; i < 5000; i++)
            text.Append($"{i},n{i}").Append((i % 4) switch { 0 => "\n", 1 => "\r\n", 2 => "\r\r\n", _ => "\r" });
        _scene.Deliver(text.ToString());

        var account = await _scene.LandAsync();

        Assert.Equal((5000L, 0L, 1L + 1250L), (account.Written, account.Rejected, account.Skipped));
        Assert.Equal("n4999", _scene.One("max(name) FILTER (id = '4999')"));
    }

    public void Dispose() => _scene.Dispose();
}
