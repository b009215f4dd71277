using System.Text;
using Granary.Csv;
using Granary.Model;
using Granary.Tables.Rejects;

namespace Granary.Tables.Tests.Traps;

/// <summary>
/// Ways in which readers lose rows without a sign. The numbers are those of the list of traps that the reader was built against.
/// </summary>
public sealed class LostRowTests : IDisposable
{
    readonly TrapScene _scene = new();

    [Fact]
    public async Task Trap_1_a_stray_quote_in_the_header_line_stops_the_work_and_costs_no_row()
    {
        _scene.Deliver("a,\"b,c\n1,2,3\n4,5,6\n");

        var failure = await Assert.ThrowsAsync<ProblemException>(() => _scene.LandAsync());
        var account = await _scene.LandAsInferredAsync();

        Assert.Equal("GR3010", failure.Problems[0].Code);
        Assert.Equal((2L, 2L), (account.Read, account.Written));
    }

    [Fact]
    public async Task Trap_2_an_unterminated_quote_costs_its_own_line()
    {
        _scene.Deliver("id,name,v", 50_000, i => i == 100 ? $"{i},\"n{i},{i}" : $"{i},\"n{i}\",{i}");

        var account = await _scene.LandAsync();

        Assert.Equal((50_000L, 49_999L, 1L), (account.Read, account.Written, account.Rejected));
        Assert.Equal(
            (102L, RejectReason.BrokenQuote, "100,\"n100,100"), Assert.Single(_scene.Rejects.Select(r => (r.Line, r.Code, r.Raw))));
        Assert.Equal("49999|1249974900", _scene.One("max(id::BIGINT) || '|' || sum(v::BIGINT)"));
    }

    [Fact]
    public async Task Trap_3_a_large_and_heavily_quoted_file_is_exact_at_every_boundary()
    {
        const int Rows = 300_000;
        var text = new StringBuilder("\"id\",\"site\",\"note\",\"method\",\"poc\",\"value\",\"units\",\"lines\",\"empty\",\"last\"\n");
        var (ids, length) = (0L, 0L);
        for (var i = 0; i < Rows; i++)
        {
            var note = $"say \"{i % 97}\", twice \"\"";
            var lines = i % 3 == 0 ? $"first {i}\r\nsecond,\n{new string('x', i % 61)}" : "";
            text.Append($"\"{i}\",\"Site, No. "
                + $"{i % 1013}\",\"{note.Replace("\"", "\"\"", StringComparison.Ordinal)}\","
                + $"\"FRM;{i % 7}\",\"{i % 5}\",\"{i % 1000}.{i % 10}\",\"µg/m³\",\"{lines}\",\"\",\"end{i}\"\n");
            ids += i;
            length += note.Length + lines.Length;
        }

        _scene.Deliver(text.ToString());

        var account = await _scene.LandAsync();

        Assert.Equal((Rows, Rows, 0L, 1L), (account.Read, account.Written, account.Rejected, account.Skipped));
        Assert.Equal(
            $"{Rows}|{ids}|{length}",
            _scene.One("count(DISTINCT last) || '|' || sum(id::BIGINT) || '|' || sum(length(note) + length(lines))"));
        Assert.Equal("0", _scene.One("count(*) FILTER (last <> 'end' || id OR units <> 'µg/m³' OR \"empty\" <> '')"));
        Assert.Equal($"2|{Rows + 1 + (2 * (Rows / 3))}", _scene.One("min(_source_line) || '|' || max(_source_line)"));
    }

    [Fact]
    public async Task Trap_4_an_unterminated_quote_at_the_end_of_the_file_is_a_reject()
    {
        _scene.Deliver("id,name\n1,a\n2,\"b");

        var account = await _scene.LandAsync();

        Assert.Equal((2L, 1L, 1L), (account.Read, account.Written, account.Rejected));
        Assert.Equal((3L, "2,\"b"), (_scene.Rejects[0].Line, _scene.Rejects[0].Raw));
    }

    [Fact]
    public async Task Trap_5_a_truncated_gzip_file_is_refused_wherever_it_is_cut_and_zeros_behind_it_do_no_harm()
    {
        var bytes = Packed.Gzip("id,val\n" + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{i},{(long)i * 7919 % 1_000_003}\n")));
        foreach (var length in Enumerable.Range(1, 12).Select(i => bytes.Length * i / 13).Append(bytes.Length - 1).Append(bytes.Length - 8))
        {
            _scene.Deliver(bytes[..length], "a.csv.gz");
            Assert.Equal("GR3004", (await Assert.ThrowsAsync<ProblemException>(() => _scene.LandAsync())).Problems[0].Code);
        }

        _scene.Deliver([.. bytes, .. new byte[64]], "a.csv.gz");
        Assert.Equal(50_000, (await _scene.LandAsync()).Written);
    }

    [Fact]
    public async Task Trap_6_rows_before_a_change_of_width_stay_and_those_behind_it_are_rejects()
    {
        _scene.Deliver("a,b", 30_000, i => i < 1000 ? $"{i},x" : $"{i},x,y");

        var account = await _scene.LandAsInferredAsync();

        Assert.Equal((30_000L, 1000L, 29_000L), (account.Read, account.Written, account.Rejected));
    }

    [Fact]
    public async Task Trap_6_lines_before_the_header_are_skipped_only_where_the_dataset_file_says_so()
    {
        const string Text = "Report generated 2024-01-01\nSource: FSA\n\nid,name,v\n1,a,1\n2,b,2\nTOTAL,2\n";
        _scene.Deliver(Text);

        var blind = await _scene.LandAsync();
        Assert.Equal((7L, 2L, 5L), (blind.Records, blind.Skipped, blind.Written + blind.Rejected));

        var told = await _scene.LandAsInferredAsync();
        Assert.Equal((7L, 5L, 2L, 0L), (told.Records, told.Skipped, told.Written, told.Rejected));
        Assert.Equal(["1|a|1", "2|b|2"], _scene.Rows());
    }

    [Fact]
    public async Task Trap_7_a_row_that_begins_like_a_comment_is_a_row()
    {
        _scene.Deliver("id,name\n1,a\n#2,b\n3,c\n" + string.Concat(Enumerable.Range(4, 1996).Select(i => $"{i},z\n")));

        Assert.Equal(1999, (await _scene.LandAsync()).Written);
        Assert.Equal(1999, (await _scene.LandAsInferredAsync()).Written);
        Assert.Equal("b", _scene.One("max(name) FILTER (id = '#2')"));
    }

    [Fact]
    public async Task Trap_8_without_a_header_the_first_record_is_a_row()
    {
        _scene.Deliver(string.Concat(Enumerable.Range(0, 1000).Select(i => $"x{i % 7},y{i}\n")));

        var finding = _scene.Infer().Findings.Single(f => f.Key == "source.header");
        var account = await _scene.LandAsInferredAsync();

        Assert.Equal(("false", CsvSureness.Likely), (finding.Value, finding.Sure));
        Assert.Equal((1000L, 1000L), (account.Records, account.Written));
        Assert.Equal("x0|y0", _scene.Rows()[0]);
    }

    [Fact]
    public async Task Trap_9_the_count_of_rows_does_not_depend_on_the_columns_that_are_read()
    {
        var text = Encoding.Latin1.GetBytes(
            "id,name\n" + string.Concat(Enumerable.Range(0, 30_000).Select(i => i % 5000 == 4999 ? $"{i},Doña\n" : $"{i},n\n")));
        _scene.Deliver(text);

        var account = await _scene.LandAsync();

        Assert.Equal((29_994L, 6L), (account.Written, account.Rejected));
        Assert.Equal("29994|29994|29994", _scene.One("count(*) || '|' || count(id) || '|' || count(name)"));
    }

    [Fact]
    public async Task Trap_10_rejects_have_no_limit_and_each_row_has_one()
    {
        _scene.Deliver([
            .. Encoding.Latin1.GetBytes(
                "a,b\n" + string.Concat(Enumerable.Range(0, 120_000).Select(i => i % 2 == 0 ? $"{i},é,é,\"x\"y\n" : $"{i}\n"))),
        ]);

        var first = await _scene.LandAsync();
        var again = await _scene.LandAsync();

        Assert.Equal((120_000L, 120_000L), (first.Rejected, again.Rejected));
        Assert.Equal(120_000, _scene.Rejects.Select(r => r.Line).Distinct().Count());
    }

    [Theory]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", false)]
    public async Task Trap_11_UTF_16_is_read_in_both_orders_and_UTF_32_is_refused(string name, bool hasMark)
    {
        const string Text = "id,name\n1,Zoë\n2,\"小\n1\"\n";
        var encoding = Encoding.GetEncoding(name);
        _scene.Deliver([.. hasMark ? encoding.Preamble : [], .. encoding.GetBytes(Text)]);

        var account = await _scene.LandAsync(
            hasMark ? "{}" : $$"""{ "source": { "encoding": "{{(name == "utf-16" ? "utf-16le" : "utf-16be")}}" } }""");

        Assert.Equal((2L, 0L), (account.Written, account.Rejected));
        Assert.Equal(["1|Zoë", "2|小\n1"], _scene.Rows());
        _scene.Deliver([.. Encoding.UTF32.Preamble, .. Encoding.UTF32.GetBytes(Text)]);
        Assert.Equal("GR3004", (await Assert.ThrowsAsync<ProblemException>(() => _scene.LandAsync())).Problems[0].Code);
    }

    public void Dispose() => _scene.Dispose();
}
