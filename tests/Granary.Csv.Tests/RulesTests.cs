namespace Granary.Csv.Tests;

public sealed class RulesTests : IDisposable
{
    readonly CsvScene _scene = new();

    [Fact]
    public void Lines_end_with_LF_CRLF_or_CR_mixed_as_they_come_and_the_last_one_with_the_file() =>
        Assert.Equal(["1: a|b", "2: c|d", "3: e|f", "4: g|h"], _scene.Read("a,b\nc,d\r\ne,f\rg,h"));

    [Fact]
    public void Line_ends_inside_quotes_belong_to_the_value_and_count_as_lines() =>
        Assert.Equal(["1: a|x\\r\\ny\\n\\rz", "5: b|"], _scene.Read("a,\"x\r\ny\n\rz\"\nb,\n"));

    [Fact]
    public void A_quote_opens_a_field_only_as_its_first_character() =>
        Assert.Equal(["1: 5\" pipe|a\"b\"", "2:  \"x|y"], _scene.Read("5\" pipe,a\"b\"\n \"x,y\n"));

    [Fact]
    public void A_doubled_quote_is_a_quote() =>
        Assert.Equal(["1: \"|a\"b||\"\""], _scene.Read("\"\"\"\",\"a\"\"b\",\"\",\"\"\"\"\"\"\n"));

    [Fact]
    public void An_escape_makes_a_quote_or_itself_text_and_is_text_before_anything_else()
    {
        const string Text = """
            "a\"b","c\\","\x",d\
            "a""b"
            """;

        Assert.Equal(["1: a\"b|c\\|\\x|d\\", "2: BrokenQuote"], _scene.Read(Text, CsvScene.NoHeader with { Escape = '\\' }));
    }

    [Fact]
    public void A_quote_that_is_never_closed_costs_one_line() =>
        Assert.Equal(["1: a|b", "2: BrokenQuote", "3: e|f", "4: g|h"], _scene.Read("a,b\nc,\"d\ne,f\ng,h\n"));

    [Fact]
    public void Text_behind_a_closing_quote_costs_one_line() =>
        Assert.Equal(["1: BrokenQuote", "2: y|z"], _scene.Read("w,\"x\"x\ny,z\n"));

    [Fact]
    public void A_quoted_field_that_is_longer_than_a_record_may_be_costs_one_line()
    {
        var text = $"a,\"b\n{string.Join('\n', Enumerable.Repeat("c,d", 40))}\n\"\n";

        var records = _scene.Read(text, CsvScene.NoHeader with { MaxRecordBytes = 100 });

        Assert.Equal(42, records.Count);
        Assert.Equal(["1: BrokenQuote", "2: c|d"], records[..2]);
    }

    [Fact]
    public void A_record_that_is_too_long_ends_with_its_line() =>
        Assert.Equal(
            ["1: TooLong", "2: a|b"], _scene.Read($"{new string('x', 65)},\"\na,b\n", CsvScene.NoHeader with { MaxRecordBytes = 64 }));

    [Fact]
    public void Invalid_UTF_8_is_the_problem_of_its_record_alone() =>
        Assert.Equal(["1: a|é", "2: Undecodable", "3: c|d"], _scene.Read([.. "a,é\nb,"u8, 0xE9, .. "\nc,d\n"u8]));

    [Fact]
    public void NUL_is_text() =>
        Assert.Equal(["1: a\0b|c"], _scene.Read("a\0b,c\n"));

    [Fact]
    public void Without_a_quote_quotes_are_text() =>
        Assert.Equal(["1: \"a|b\""], _scene.Read("\"a,b\"\n", CsvScene.NoHeader with { Quote = null }));

    [Fact]
    public void A_delimiter_may_have_several_characters() =>
        Assert.Equal(["1: a|b,|c", "2: d||"], _scene.Read("a||\"b,\"||c\nd||||\n", CsvScene.NoHeader with { Delimiter = "||" }));

    [Fact]
    public void Preamble_blank_lines_comments_header_and_footer_are_skipped_and_counted()
    {
        const string Text = "made by \"x\n2026\n\n# \"comment\nid,name\n1,a\n\n#,\"\n2,b\nTOTAL,2\n\n";
        var format = new CsvFormat { SkipLines = 2, Comment = "#", FooterLines = 1 };

        using var file = _scene.Open(Text, format);

        Assert.Equal(["6: 1|a", "9: 2|b"], CsvScene.Read(file));
        Assert.Equal([new("id", 1), new("name", 2)], file.Header);
        Assert.Equal(5, file.HeaderLine);
        Assert.Equal(new() { Records = 11, Preamble = 2, Blank = 3, Comment = 2, Header = 1, Footer = 1 }, file.Counts);
        Assert.Equal(2, file.Counts.Data);
    }

    [Fact]
    public void Several_header_records_make_one_name_of_their_parts_and_records_behind_them_may_be_left_out()
    {
        const string Text = "id,Income,,x\n\n,2019,2020\n# made up\nno,USD,USD,%\n----,---,---,-\n1,2,3,4\n";

        using var file = _scene.Open(Text, new() { HeaderRecords = 3, SkipRecords = 1, Comment = "#" });

        Assert.Equal(["id no", "Income 2019 USD", "2020 USD", "x %"], file.Header.Select(h => h.Name));
        Assert.Equal(["7: 1|2|3|4"], CsvScene.Read(file));
        Assert.Equal(new() { Records = 7, Header = 3, BehindHeader = 1, Blank = 1, Comment = 1 }, file.Counts);
    }

    [Fact]
    public void A_blank_line_is_a_record_where_the_format_says_so_but_not_before_the_header()
    {
        using var file = _scene.Open("\nname\na\n\nb\r\n\r\n", new() { KeepsBlankLines = true });

        Assert.Equal(["3: a", "4: ", "5: b", "6: "], CsvScene.Read(file));
        Assert.Equal(new() { Records = 6, Header = 1, Blank = 1 }, file.Counts);
    }

    [Fact]
    public void A_delimiter_at_the_end_of_every_record_begins_no_field_where_the_format_says_so()
    {
        using var file = _scene.Open("a,b,\n1,2,\n3,4\n5,,\n6,\"\"\n,\n", new() { HasTrailingDelimiters = true });

        Assert.Equal(["a", "b"], file.Header.Select(h => h.Name));
        Assert.Equal(["2: 1|2", "3: 3|4", "4: 5|", "5: 6|", "6: "], CsvScene.Read(file));
    }

    [Fact]
    public void A_record_with_a_NUL_has_a_problem_where_the_format_says_so() =>
        Assert.Equal(["1: a|b", "2: HasNul", "3: c|d"], _scene.Read("a,b\nx\0,y\nc,d\n", CsvScene.NoHeader with { RefusesNul = true }));

    [Theory]
    [InlineData('\u00fe', "\u0014", null)]
    [InlineData('\u201c', "\u00fd", null)]
    [InlineData('\u00fe', ",", '\\')]
    public void A_quote_may_be_any_character(char quote, string delimiter, char? escape)
    {
        var (q, d, e) = (quote, delimiter, escape ?? quote);
        var text = $"{q}a{d}b{q}{d}{q}c{e}{q}\n{q}{d}\u00fc\nx{q}{d}y{d}\u00fc\n{q}open{d}\nz{d}{q}{q}{d}1\n";

        Assert.Equal(
            [$"1: a{d}b|c{q}\\n|\u00fc", $"3: x{q}|y|\u00fc", "4: BrokenQuote", "5: z||1"],
            _scene.Read(text, CsvScene.NoHeader with { Quote = quote, Delimiter = delimiter, Escape = escape }));
    }

    [Fact]
    public void Fields_of_fixed_widths_are_cut_by_characters()
    {
        var layout = new CsvFixedWidth { Fields = [new(1, 4), new(5, 6), new(12, 3)] };
        const string Text = "0001M\u00fcller,1.5\n0002\"a,b\"\n\n0003short  12\n0004longer 123 \n0005longer 1234\n";

        Assert.Equal(
            ["1: 0001|M\u00fcller|1.5", "2: 0002|\"a,b\"", "4: 0003|short |12", "5: 0004|longer|123", "6: 0005|longer|123|4"],
            _scene.Read(Text, CsvScene.NoHeader with { FixedWidth = layout }));
        Assert.Equal(
            "2: 0002|\"a,b\"|", _scene.Read(Text, CsvScene.NoHeader with { FixedWidth = layout with { PadsShortLines = true } })[1]);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("\uFEFF", 0)]
    [InlineData("\n", 1)]
    [InlineData("a,b", 1)]
    [InlineData("a,b\r\n", 1)]
    public void A_file_may_hold_nothing_or_a_header_alone(string text, int records)
    {
        using var file = _scene.Open(text, new());

        Assert.Equal(records, file.Counts.Records);
        Assert.Equal(0, file.Counts.Data);
        Assert.Empty(file.Ranges);
    }

    [Fact]
    public void A_header_with_a_broken_quote_says_so_and_loses_no_record()
    {
        using var file = _scene.Open("a,\"b\n1,2\n", new());

        Assert.Equal(CsvProblem.BrokenQuote, file.HeaderProblem);
        Assert.Empty(file.Header);
        Assert.Equal(["2: 1|2"], CsvScene.Read(file));
    }

    [Fact]
    public void A_field_knows_whether_it_was_quoted()
    {
        using var file = _scene.Open("\"\",,\"a\",a\n", CsvScene.NoHeader);
        using var reader = file.OpenReader();
        reader.Start(file.Ranges[0]);

        Assert.True(reader.TryRead(out var record));
        Assert.Equal([true, false, true, false], record.Fields.ToArray().Select(f => f.IsQuoted));
    }

    public void Dispose() => _scene.Dispose();
}
