using Granary.Model;
using Granary.Tables.Ledger;

namespace Granary.Tables.Tests.Stages;

/// <summary>What a dataset file says of how its files are written, from the file to the landed table.</summary>
public sealed class SourceSettingTests : IDisposable
{
    readonly StageScene _scene = new();

    [Theory]
    [InlineData(""" "delimiter": "||" """, "a||b\n1||x|y\n", "1|x|y")]
    [InlineData(""" "delimiter": "§" """, "a§b\n1§\"x§y\"\n", "1|x§y")]
    [InlineData(""" "quote": "'" """, "a,b\n'1,0','it''s'\n", "1,0|it's")]
    [InlineData(""" "quote": null """, "a,b\n\"1,2\n", "\"1|2")]
    [InlineData(""" "quote": "þ", "delimiter": "\u0014" """, "þaþ\u0014þbþ\nþ1\u0014þ\u0014x\n", "1\u0014|x")]
    [InlineData(""" "escape": "\\" """, "a,b\n\"say \\\"x\\\"\",\"c:\\\\\"\n", "say \"x\"|c:\\")]
    [InlineData(""" "trailingDelimiter": true """, "a,b,\n1,2,\n", "1|2")]
    [InlineData(""" "skipLines": 2 """, "title \"x\n\na,b\n1,2\n", "1|2")]
    [InlineData(""" "headerRows": 2 """, "a,b\nx,\n1,2\n", "1|2")]
    [InlineData(""" "skipRows": 1 """, "a,b\n--,--\n1,2\n", "1|2")]
    [InlineData(""" "footerRows": 2 """, "a,b\n1,2\nTotal\nend,\"\n\n", "1|2")]
    [InlineData(""" "comment": "--" """, "-- one\na,b\n-- \"two\n1,2\n--3,4\n", "1|2")]
    [InlineData(""" "blankLines": "row" """, "\na\n1\n\n", "1,")]
    [InlineData(""" "encoding": "latin-1", "delimiter": ";" """, "a;b\n1;x\n", "1|x")]
    [InlineData(
        """ "fixedWidth": [{ "name": "a", "start": 1, "length": 3 }, { "name": "b", "start": 5, "length": 4 }] """,
        "001xab\"d\n002 cd\n",
        "001|ab\"d,002|cd")]
    [InlineData(""" "fixedWidth": [{ "name": "a", "start": 1, "length": 3 }], "header": true """, "abc\n001\nabc\n", "001")]
    public async Task Settings_reach_the_reader(string settings, string text, string expected)
    {
        _scene.Write("t/a.csv", text);

        var file = (await LandAsync(settings)).Sources[0];

        Assert.Equal(
            expected,
            string.Join(',', StageScene.Rows(_scene.Landed(), "* EXCLUDE (_source_file, _source_line, _run_id, processed_at_utc)")));
        Assert.True(file.IsBalanced);
        Assert.Equal(text.Contains("002", StringComparison.Ordinal) || text == "\na\n1\n\n" ? 2 : 1, file.Written);
    }

    [Fact]
    public async Task Everything_that_is_skipped_is_counted_and_lines_stay_those_of_the_file()
    {
        _scene.Write("t/a.csv", "made by \"x\n\n# c\nid,amount\n,EUR\n---,---\n\n1,2\n# c\n\n2,x\n3\nTotal,5\n\n");

        var account = await LandAsync(""" "skipLines": 2, "headerRows": 2, "skipRows": 1, "footerRows": 1, "comment": "#" """);

        Assert.Equal(
            (14L, 11L, 3L, 2L, 1L),
            (account.Sources[0].Records, account.Sources[0].Skipped, account.Read, account.Written, account.Rejected));
        Assert.Equal(["1|2|8", "2|x|11"], StageScene.Rows(_scene.Landed(), "id, \"amount EUR\", _source_line"));
        Assert.Equal((12L, "3"), (_scene.Rejects(_scene.Landed())[0].Line, _scene.Rejects(_scene.Landed())[0].Raw));
    }

    [Fact]
    public async Task Each_of_several_header_records_is_known_again()
    {
        _scene.Write("t/a.csv", "a,b\nx,y\n1,2\nx,y\na,b\n3,4\n");

        await LandAsync(""" "headerRows": 2 """);

        Assert.Equal([(4L, "GR3106"), (5L, "GR3106")], _scene.Rejects(_scene.Landed()).Select(r => (r.Line, r.Code)));
        Assert.Equal(["1|2", "3|4"], StageScene.Rows(_scene.Landed(), "\"a x\", \"b y\""));
    }

    [Fact]
    public async Task Lines_of_another_width_say_where_they_end()
    {
        _scene.Write("t/a.csv", "001abc  \n001\n001abcdef\n"u8.ToArray());
        const string Layout = """ "fixedWidth": [{ "name": "a", "start": 1, "length": 3 }, { "name": "b", "start": 4, "length": 3 }] """;

        await LandAsync(Layout);
        Assert.Equal(["001|abc"], StageScene.Rows(_scene.Landed(), "a, b"));
        Assert.Equal(
            [
                (2L, "GR3101", "it ends before character 4, where column 2 of 2 begins"),
                (3L, "GR3102", "it has text behind the last of its 2 columns"),
            ],
            _scene.Rejects(_scene.Landed()).Select(r => (r.Line, r.Code, r.Reason)));

        await LandAsync($"""{Layout}, "shortLines": "pad" """);
        Assert.Equal(["001|abc", "001|"], StageScene.Rows(_scene.Landed(), "a, b"));
    }

    [Fact]
    public async Task Limits_of_records_and_columns_are_settings()
    {
        _scene.Write("t/a.csv", $"a,b\n1,{new string('x', 100)}\n2,y\n");

        await LandAsync(""" "maxRecordBytes": 64 """);
        Assert.Equal(
            (2L, "GR3104", "the record is longer than the limit of 64 bytes"),
            Assert.Single(_scene.Rejects(_scene.Landed()).Select(r => (r.Line, r.Code, r.Reason))));

        var failure = await Assert.ThrowsAsync<ProblemException>(() => LandAsync(""" "maxColumns": 1 """));
        Assert.Equal(
            ("GR3040", "The header of t/a.csv has 2 columns; the limit is 1 (source.maxColumns)."),
            (failure.Problems[0].Code, failure.Problems[0].Message));
    }

    [Fact]
    public async Task A_row_that_is_rejected_later_is_shown_as_the_file_has_it()
    {
        _scene.Write("t/a.csv", "title\nid\nno\n1\n\nx\nsum\n");

        await _scene.CleanseAsync(StageScene.Dataset("""
            { "source": { "skipLines": 1, "headerRows": 2, "footerRows": 1, "blankLines": "row" },
              "columns": [{ "name": "id no", "type": "integer", "required": true }] }
            """));

        Assert.Equal([(5L, "GR3108", ""), (6L, "GR3107", "x")], _scene.Rejects(_scene.Cleansed()).Select(r => (r.Line, r.Code, r.Raw)));
    }

    Task<StageAccount> LandAsync(string settings) => _scene.LandAsync(StageScene.Dataset($$"""{ "source": {{{settings}}} }"""));

    public void Dispose() => _scene.Dispose();
}
