using System.IO.Compression;
using System.Text;
using Granary.Csv;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Inference;

namespace Granary.Tables.Tests.Inference;

/// <summary>What is proposed for a file, and how sure it is.</summary>
public sealed class DatasetInferenceTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("a,b\n1,2\n3,4\n5,6\n", ",", CsvSureness.Certain)]
    [InlineData("a;b;c\n1,5;2,5;x\n2,5;3,5;y\n3,5;4,5;z\n", ";", CsvSureness.Certain)]
    [InlineData("a\tb\n1, 2\t3\n4\t5, 6\n", "\t", CsvSureness.Certain)]
    [InlineData("a||b||c\n1||x|y||3\n4||||6\n", "||", CsvSureness.Certain)]
    [InlineData("a^b^c\n1,0^2^3\n4,0^5^6\n", "^", CsvSureness.Certain)]
    [InlineData("a~|~b\n1~|~2\n3~|~4\n", "~|~", CsvSureness.Certain)]
    [InlineData("a,b,c\n1,2,3\n4,5\n7,8,9,10\n", ",", CsvSureness.Guess)]
    [InlineData("a\nsome prose, with commas\nother prose\nmore, and, more\nprose\nprose\nprose\n", ";", CsvSureness.Guess)]
    public void Delimiter(string text, string expected, CsvSureness sure)
    {
        var finding = Find(text, "source.delimiter")!;

        Assert.Equal((expected, sure), (finding.Value, finding.Sure));
    }

    [Theory]
    [InlineData("a,b\n\"1,0\",2\n\"3\",4\n", "\"", CsvSureness.Certain)]
    [InlineData("a,b\n1,2\n3,4\n", "\"", CsvSureness.Guess)]
    [InlineData("a,b\n'1,0','x'\n'3,0','y'\n", "'", CsvSureness.Certain)]
    [InlineData("a,b\n1,'tis\n2,'twas\n", "\"", CsvSureness.Guess)]
    [InlineData("a,b\n1,\"inch\n2,\"foot\n3,\"yard\n", "none", CsvSureness.Likely)]
    [InlineData("þaþ\u0014þbþ\nþ1\nþ\u0014þ2þ\nþ3þ\u0014þ4þ\n", "þ", CsvSureness.Certain)]
    public void Quote(string text, string expected, CsvSureness sure)
    {
        var finding = Find(text, "source.quote")!;

        Assert.Equal((expected, sure), (finding.Value, finding.Sure));
    }

    [Theory]
    [InlineData("a,b\n\"x \\\"y\\\", z\",1\n\"\\\"q\\\"\",2\n", "\\")]
    [InlineData("a,b\n\"x \"\"y\"\", z\",1\n\"c:\\\",2\n", null)]
    public void Escape(string text, string? expected) => Assert.Equal(expected, Find(text, "source.escape")?.Value);

    [Theory]
    [InlineData("id,name\n1,a\n2,b\n", "true", CsvSureness.Certain)]
    [InlineData("name,town\nann,york\nbob,bath\n", "true", CsvSureness.Likely)]
    [InlineData("1,a\n2,b\n3,c\n", "false", CsvSureness.Likely)]
    [InlineData("2024-01-01,a\n2024-01-02,b\n", "false", CsvSureness.Likely)]
    [InlineData("x,y\nx,z\nw,y\n", "false", CsvSureness.Likely)]
    [InlineData("id,name\n1,a\nid,name\n2,b\n", "true", CsvSureness.Certain)]
    public void Header(string text, string expected, CsvSureness sure)
    {
        var finding = Find(text, "source.header")!;

        Assert.Equal((expected, sure), (finding.Value, finding.Sure));
    }

    [Theory]
    [InlineData("# made by x\n# 2026\nid,name\n1,a\n2,b\n", "comment=#")]
    [InlineData("#id,name\n1,a\n2,b\n", "")]
    [InlineData("# a,b\nid,name\n1,a\n2,b\n", "")]
    [InlineData("Sales\n\nid,name,v\n1,a,1\n2,b,2\n", "skipLines=2")]
    [InlineData("id,name,v\n1,a\n2,b\n", "")]
    [InlineData("v\n1,5\n2,5\n", "")]
    [InlineData("id,name\n---,----\n1,a\n2,b\n", "skipRows=1")]
    [InlineData("id,name,v\n1,a,1\n2,b,2\nTotal,3\n", "footerRows=1")]
    [InlineData("id,name,v\n1,a,1\n2,b,2\nTotal,x,3\n", "")]
    [InlineData("id,name,v\n1,a,1\n2,b,2\n3,c\n", "")]
    [InlineData("id,name,\n1,a,\n2,b,\n", "trailingDelimiter=true")]
    [InlineData("id,name\n1,a,\n2,b,\n", "trailingDelimiter=true")]
    [InlineData("id,name,empty\n1,a,\n2,b,\n", "")]
    public void Lines_that_are_no_data(string text, string expected)
    {
        string[] hiding = ["source.comment", "source.skipLines", "source.skipRows", "source.footerRows", "source.trailingDelimiter"];

        var findings = Propose(text).Findings.Where(f => hiding.Contains(f.Key));

        Assert.Equal(expected, string.Join(' ', findings.Select(f => $"{f.Key["source.".Length..]}={f.Value}")));
    }

    [Theory]
    [InlineData("plain", "utf-8", CsvSureness.Certain)]
    [InlineData("Zoë", "utf-8", CsvSureness.Certain)]
    [InlineData("Zoë", "utf-16le", CsvSureness.Likely)]
    [InlineData("Zoë", "utf-16be", CsvSureness.Likely)]
    [InlineData("Zoë", "windows-1252", CsvSureness.Likely)]
    public void Encoding_of_a_file_without_a_mark(string word, string expected, CsvSureness sure)
    {
        var text = $"id,name\n1,{word}\n2,{word}\n";
        var bytes = expected switch
        {
            "utf-16le" => Encoding.Unicode.GetBytes(text),
            "utf-16be" => Encoding.BigEndianUnicode.GetBytes(text),
            "windows-1252" => Encoding.Latin1.GetBytes(text),
            _ => Encoding.UTF8.GetBytes(text),
        };

        var finding = Propose(bytes).Findings.Single(f => f.Key == "source.encoding");

        Assert.Equal((expected, sure), (finding.Value, finding.Sure));
    }

    [Theory]
    [InlineData("1\n22\n", "bigint")]
    [InlineData("1\n2.50\n", "decimal(18,2)")]
    [InlineData("01\n2\n", "string")]
    [InlineData("true\nFALSE\n", "boolean")]
    [InlineData("2026-01-31\n\n2026-02-28\n", "date")]
    [InlineData("31.01.2026\n28.02.2026\n", "date (dd.MM.yyyy)")]
    [InlineData("01/31/2026\n02/28/2026\n", "date (MM/dd/yyyy)")]
    [InlineData("01/02/2026\n02/03/2026\n", "string")]
    [InlineData("1/2/26\n", "string")]
    [InlineData("\n", "string")]
    public void Types(string values, string expected)
    {
        var text = "k,v\n" + string.Concat(values.Split('\n').SkipLast(1).Select((v, i) => $"{i},{v}\n"));

        Assert.Equal(expected, Find(text, "columns.v")!.Value);
    }

    [Theory]
    [InlineData("Order No,order_no,Order No,,processed at UTC\n1,2,3,4,5\n")]
    [InlineData("a b,a_b\n1,x\n2,y\n")]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("a,\"b\n")]
    public void Is_a_dataset_file_without_mistakes_whatever_the_header(string text)
    {
        var problems = new List<Problem>();

        Dataset.Parse(Propose(text).Text, "t.json", "t", problems);

        Assert.Empty(problems);
    }

    [Fact]
    public void Counts_the_rows_and_those_that_landing_would_reject()
    {
        var proposal = Propose("id,name\n1,a\n2\n3,\"x\"y\nid,name\n4,d\n");

        Assert.Equal((5L, 3L), (proposal.Rows, proposal.Rejected));
    }

    [Theory]
    [InlineData("Sales 2024.csv", "sales_2024", "Sales 2024.csv")]
    [InlineData("ORDERS.CSV", "orders", null)]
    [InlineData("-x.csv", "x", "-x.csv")]
    public void Names_the_table_for_the_file(string name, string table, string? pattern)
    {
        var proposal = new DatasetInference(_folder.Path).Propose(_folder.Write(name, "a\n1\n"), CancellationToken.None);
        var dataset = Dataset.Parse(proposal.Text, "t.json", proposal.Table, [])!;

        Assert.Equal(table, proposal.Table);
        Assert.Equal(pattern is null ? [$"{table}.*", $"{table}/"] : [pattern], dataset.Source.Files);
    }

    [Fact]
    public void Of_an_archive_the_largest_member_is_looked_at()
    {
        var path = Path.Combine(_folder.Path, "a.zip");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            foreach (
                var (name, text) in new[]
                {
                    ("small.csv", "a,b\n1,2\n"),
                    ("large.csv", "a;b\n1;2\n3;4\n"),
                    ("README.md", new string('x', 1000)),
                })
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        var proposal = new DatasetInference(_folder.Path).Propose(path, CancellationToken.None);

        Assert.Equal(";", proposal.Findings.Single(f => f.Key == "source.delimiter").Value);
        Assert.Contains("2 files", proposal.Findings[0].Evidence);
    }

    DatasetFinding? Find(string text, string key) => Propose(text).Findings.SingleOrDefault(f => f.Key == key);

    DatasetProposal Propose(string text) => Propose(Encoding.UTF8.GetBytes(text));

    DatasetProposal Propose(byte[] bytes) =>
        new DatasetInference(_folder.Path).Propose(_folder.Write("t.csv", bytes), CancellationToken.None);

    public void Dispose() => _folder.Dispose();
}
