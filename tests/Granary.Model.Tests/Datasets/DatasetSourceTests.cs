using Granary.Model.Datasets;

namespace Granary.Model.Tests.Datasets;

/// <summary>How the files of a dataset are written, as its file says it.</summary>
public sealed class DatasetSourceTests
{
    readonly List<Problem> _problems = [];

    [Fact]
    public void Has_the_settings_of_the_file()
    {
        var source = Parse("""
            "delimiter": "|", "trailingDelimiter": true, "headerRows": 2, "skipLines": 3, "skipRows": "1", "footerRows": 4,
            "comment": "--", "blankLines": "row",
            "nul": "reject", "quote": "þ", "escape": "\\", "encoding": "latin-1", "maxRecordBytes": 4000, "maxColumns": 12
            """);

        Assert.Equivalent(
            new DatasetSource
            {
                Files = ["t.*", "t/"],
                Delimiter = "|",
                TrailingDelimiter = true,
                HeaderRows = 2,
                SkipLines = 3,
                SkipRows = 1,
                FooterRows = 4,
                Comment = "--",
                KeepsBlankLines = true,
                RejectsNul = true,
                Quote = "þ",
                Escape = "\\",
                Encoding = "latin-1",
                MaxRecordBytes = 4000,
                MaxColumns = 12,
            },
            source, strict: true);
    }

    [Fact]
    public void Of_fixed_widths_has_the_names_of_its_places_and_a_header_only_if_it_says_so()
    {
        const string Layout =
            """ "fixedWidth": [{ "name": "id", "start": 1, "length": 5 }, { "name": "name", "start": 8, "length": 20 }] """;

        var source = Parse(Layout)!;

        Assert.Equal([new("id", 1, 5), new FixedColumn("name", 8, 20)], source.FixedWidth!.Columns);
        Assert.Equal((false, false, null), (source.FixedWidth.PadsShortLines, source.Header, source.Quote));
        Assert.Equal(["id", "name"], source.Columns!);
        Assert.True(Parse($""" {Layout}, "header": true """)!.Header);
        Assert.True(Parse($""" {Layout}, "shortLines": "pad" """)!.FixedWidth!.PadsShortLines);
    }

    [Theory]
    [InlineData(""" "delimiter": "0123456789abcdefg" """, "GR1311 1:28")]
    [InlineData(""" "delimiter": "\ud83d" """, "GR1311 1:28")]
    [InlineData(""" "escape": "\\\\" """, "GR1311 1:25")]
    [InlineData(""" "escape": "é" """, "GR1311 1:25")]
    [InlineData(""" "escape": ";", "delimiter": ";" """, "GR1311 1:43")]
    [InlineData(""" "escape": "\\", "quote": null """, "GR3042 1:25")]
    [InlineData(""" "quote": "\ud83d" """, "GR1311 1:24")]
    [InlineData(""" "comment": "a\nb" """, "GR1311 1:26")]
    [InlineData(""" "headerRows": 0 """, "GR3041 1:29")]
    [InlineData(""" "headerRows": 101 """, "GR3041 1:29")]
    [InlineData(""" "headerRows": 2, "header": false, "columns": ["a"] """, "GR3042 1:29")]
    [InlineData(""" "skipLines": -1 """, "GR3041 1:28")]
    [InlineData(""" "skipRows": 1.5 """, "GR1303 1:27")]
    [InlineData(""" "footerRows": "two" """, "GR1303 1:29")]
    [InlineData(""" "blankLines": "keep" """, "GR1305 1:29")]
    [InlineData(""" "nul": "remove" """, "GR1305 1:22")]
    [InlineData(""" "trailingDelimiter": "always" """, "GR1303 1:36")]
    [InlineData(""" "maxRecordBytes": 63 """, "GR3041 1:33")]
    [InlineData(""" "maxRecordBytes": 268435457 """, "GR3041 1:33")]
    [InlineData(""" "maxColumns": 65537 """, "GR3041 1:29")]
    [InlineData(""" "shortLines": "pad" """, "GR3042 1:29")]
    [InlineData(""" "fixedWidth": [] """, "GR1304 1:29")]
    [InlineData(""" "fixedWidth": [{ "name": "a", "start": 0, "length": 1 }] """, "GR3041 1:54")]
    [InlineData(""" "fixedWidth": [{ "name": "a", "start": 1 }] """, "GR1302 1:30")]
    [InlineData(""" "fixedWidth": [{ "name": "a", "start": 1, "length": 5 }, { "name": "b", "start": 5, "length": 1 }] """, "GR3043 1:72")]
    [InlineData(""" "fixedWidth": [{ "name": "a", "start": 1, "length": 5 }, { "name": "a", "start": 9, "length": 1 }] """, "GR1313 1:82")]
    [InlineData(""" "fixedWidth": [{ "name": "a", "start": 1, "length": 5 }], "delimiter": "," """, "GR3042 1:86")]
    [InlineData(""" "fixedWidth": [{ "name": "a", "start": 1, "length": 5 }], "quote": null """, "GR3042 1:82")]
    [InlineData(""" "fixedWidth": [{ "name": "a", "start": 1, "length": 5 }], "columns": ["a"] """, "GR3042 1:84")]
    public void Says_what_is_wrong_and_where(string keys, string expected)
    {
        Assert.Null(Parse(keys));

        var problem = Assert.Single(_problems);
        Assert.Equal(expected, $"{problem.Code} {problem.Where!.Line}:{problem.Where.Column}");
    }

    [Fact]
    public void Knows_the_columns_of_a_layout_of_fixed_widths()
    {
        const string File = """{ "source": { "fixedWidth": [{ "name": "a", "start": 1, "length": 5 }] }, "key": ["b"] }""";

        Assert.Null(Dataset.Parse(File, "t.json", "t", _problems));

        Assert.Equal("GR1312 1:83", $"{_problems[0].Code} {_problems[0].Where!.Line}:{_problems[0].Where!.Column}");
    }

    /// <param name="keys">Those below <c>source</c>.</param>
    DatasetSource? Parse(string keys) => Dataset.Parse($$"""{ "source": {{{keys}}} }""", "t.json", "t", _problems)?.Source;
}
