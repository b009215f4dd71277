using Granary.Model.Datasets;

namespace Granary.Model.Tests.Datasets;

public sealed class DatasetTests
{
    readonly List<Problem> _problems = [];

    [Fact]
    public void Without_a_word_is_the_default()
    {
        var dataset = Parse("{}")!;

        Assert.Equivalent(Dataset.Default("acres"), dataset, strict: true);
        Assert.Equal(["acres.*", "acres/"], dataset.Source.Files);
        Assert.Equal(
            (null, true, "\"", null, null),
            (dataset.Source.Delimiter, dataset.Source.Header, dataset.Source.Quote, dataset.Source.Encoding, dataset.Source.Columns));
        Assert.Equal((OnEmpty.Fail, DriftMode.Evolve), (dataset.OnEmpty, dataset.Drift));
        Assert.Null(dataset.Final);
    }

    [Fact]
    public void Has_the_values_of_the_file()
    {
        var dataset = Parse("""
            {
              "$schema": "../../../schemas/dataset.schema.json",
              "source": { "files": ["*.txt", "more/"], "delimiter": "\t", "header": "no", "quote": null, "encoding": "windows-1252",
              "columns": ["Day", "Acres (ha)", "Place"] },
              "columns": [
                { "name": "day", "type": "date", "format": "MM/dd/yyyy", "required": true },
                { "name": "Acres (ha)", "type": "decimal(20,10)", "format": ["#,##0.00"], "nullTokens": ["(D)", ""] }
              ],
              "key": ["Day", "place"],
              "onEmpty": "allow",
              "drift": "quarantine",
              "final": { "partitionBy": ["PLACE"] }
            }
            """)!;

        Assert.Empty(_problems);
        Assert.Equal("acres", dataset.Table);
        Assert.Equivalent(
            new DatasetSource
            {
                Files = ["*.txt", "more/"],
                Delimiter = "\t",
                Header = false,
                Quote = null,
                Encoding = "windows-1252",
                Columns = ["Day", "Acres (ha)", "Place"],
            },
            dataset.Source,
            strict: true);
        Assert.Equivalent(
            new DatasetColumn[]
            {
                new() { Name = "day", Type = new ColumnType.Date(), Formats = ["MM/dd/yyyy"], Required = true },
                new() { Name = "Acres (ha)", Type = new ColumnType.Decimal(20, 10), Formats = ["#,##0.00"], NullTokens = ["(D)", ""] },
            },
            dataset.Columns, strict: true);
        Assert.Equal(["Day", "place"], dataset.Key);
        Assert.Equal((OnEmpty.Allow, DriftMode.Quarantine), (dataset.OnEmpty, dataset.Drift));
        Assert.Equal(["PLACE"], dataset.Final!.PartitionBy);
    }

    [Theory]
    [InlineData("sql/acres.sql", "sql/acres.sql")]
    [InlineData("ACRES.SQL", "ACRES.SQL")]
    [InlineData("SELECT * FROM acres", null)]
    [InlineData("SELECT * FROM x.sql", null)]
    public void Tells_a_query_from_a_file(string sql, string? file)
    {
        var final = Parse($$"""{ "final": { "sql": "{{sql}}" } }""")!.Final!;

        Assert.Equal((sql, file), (final.Sql, final.SqlFile));
    }

    [Fact]
    public void Has_no_quote_when_the_quote_is_empty()
    {
        Assert.Null(Parse("""{ "source": { "quote": "" } }""")!.Source.Quote);
    }

    [Fact]
    public void Needs_a_name_that_is_good_for_a_table()
    {
        Assert.Null(Dataset.Parse("{}", "datasets/Crop Acres.json", "Crop Acres", _problems));

        Assert.Equal("GR1316 datasets/Crop Acres.json:1:1", $"{_problems[0].Code} {_problems[0].Where}");
    }

    [Theory]
    [InlineData("""{ "source": { "delimiter": "" } }""", "GR1311 1:28")]
    [InlineData("""{ "source": { "delimiter": "a\nb" } }""", "GR1311 1:28")]
    [InlineData("""{ "source": { "delimiter": "\\t" } }""", "GR1311 1:28")]
    [InlineData("""{ "source": { "delimiter": "\"" } }""", "GR1311 1:28")]
    [InlineData("""{ "source": { "delimiter": "'", "quote": "'" } }""", "GR1311 1:28")]
    [InlineData("""{ "source": { "quote": "''" } }""", "GR1311 1:24")]
    [InlineData("""{ "source": { "quote": "\n" } }""", "GR1311 1:24")]
    [InlineData("""{ "source": { "quote": 1 } }""", "GR1303 1:24")]
    [InlineData("""{ "source": { "encoding": "utf8" } }""", "GR1305 1:27")]
    [InlineData("""{ "source": { "files": [] } }""", "GR1304 1:24")]
    [InlineData("""{ "source": { "files": "a.csv" } }""", "GR1303 1:24")]
    [InlineData("""{ "source": { "files": ["/etc/passwd"] } }""", "GR1315 1:25")]
    [InlineData("""{ "source": { "files": ["a/../../b"] } }""", "GR1315 1:25")]
    [InlineData("""{ "source": { "files": ["a\\b"] } }""", "GR1315 1:25")]
    [InlineData("""{ "source": { "header": false } }""", "GR1314 1:25")]
    [InlineData("""{ "source": { "columns": [] } }""", "GR1304 1:26")]
    [InlineData("""{ "source": { "columns": ["a", "a"] } }""", "GR1313 1:32")]
    [InlineData("""{ "source": { "columns": ["a", ""] } }""", "GR1304 1:32")]
    [InlineData("""{ "source": { "columns": ["Processed at UTC"] } }""", "GR1317 1:27")]
    [InlineData("""{ "columns": [{ "name": "a", "type": "text" }] }""", "GR1306 1:38")]
    [InlineData("""{ "columns": [{ "name": "a", "type": "decimal(50,2)" }] }""", "GR1307 1:38")]
    [InlineData("""{ "columns": [{ "name": "a" }] }""", "GR1302 1:15")]
    [InlineData("""{ "columns": [{ "name": "a", "type": "string", "format": "x" }] }""", "GR1308 1:58")]
    [InlineData("""{ "columns": [{ "name": "a", "type": "date", "format": ["yyyy-MM-dd", "yyyy-MM-DD"] }] }""", "GR1309 1:80")]
    [InlineData("""{ "columns": [{ "name": "a", "type": "date", "format": "MM/dd" }] }""", "GR1310 1:56")]
    [InlineData("""{ "columns": [{ "name": "a b", "type": "date" }, { "name": "A_B", "type": "date" }] }""", "GR1313 1:60")]
    [InlineData("""{ "source": { "columns": ["a", "b"] }, "columns": [{ "name": "c", "type": "date" }] }""", "GR1312 1:62")]
    [InlineData("""{ "source": { "columns": ["a", "b"] }, "key": ["A", "c"] }""", "GR1312 1:53")]
    [InlineData("""{ "source": { "header": false }, "columns": [{ "name": "a", "type": "date" }], "key": ["b"] }""", "GR1312 1:88")]
    [InlineData("""{ "source": { "columns": ["a", "b"] }, "final": { "partitionBy": ["c"] } }""", "GR1312 1:67")]
    [InlineData("""{ "key": ["a", "A"] }""", "GR1313 1:16")]
    [InlineData("""{ "key": "a" }""", "GR1303 1:10")]
    [InlineData("""{ "onEmpty": "Allow" }""", "GR1305 1:14")]
    [InlineData("""{ "final": { "sql": "../x.sql" } }""", "GR1315 1:21")]
    [InlineData("""{ "final": { "sql": "C:\\x.sql" } }""", "GR1315 1:21")]
    [InlineData("""{ "keys": ["a"] }""", "GR1301 1:3")]
    public void Says_what_is_wrong_and_where(string text, string expected)
    {
        Assert.Null(Parse(text));

        var problem = Assert.Single(_problems);
        Assert.Equal(expected, $"{problem.Code} {problem.Where!.Line}:{problem.Where.Column}");
    }

    [Theory]
    [InlineData("""{ "source": { "columns": ["A b", "a_b"] }, "key": ["a_b_2", "A b"] }""")]
    [InlineData("""{ "source": { "columns": ["a"] }, "final": { "sql": "SELECT 1 AS c", "partitionBy": ["c"] } }""")]
    [InlineData("""{ "columns": [{ "name": "a", "type": "date" }], "key": ["another"] }""")]
    [InlineData("""{ "source": { "delimiter": "||", "quote": "|" , "header": true } }""", false)]
    [InlineData("""{ "source": { "delimiter": " " } }""")]
    [InlineData("""{ "key": [], "columns": [], "final": {} }""")]
    public void Takes_what_may_well_be_right(string text, bool isGood = true)
    {
        Assert.Equal(isGood, Parse(text) is not null);
    }

    [Fact]
    public void Reports_everything_that_is_wrong_with_a_file()
    {
        Parse("""
            {
              "source": {
                "files": ["sales_*.csv", "../other.csv"],
                "delimeter": ";",
                "header": "perhaps",
                "quote": "<>",
                "encoding": "utf-16",
                "columns": ["Sold on", "Amount", "County", "Amount"]
              },
              "columns": [
                { "name": "sold_on", "type": "date", "format": ["MM/dd/YYYY", "%d.%m"] },
                { "name": "Amount", "type": "decimal(10,12)" },
                { "name": "Contry", "type": "varchar", "format": "#,##0" },
                { "name": "AMOUNT", "type": "integer", "format": "#,##0.00", "required": "always" },
                "County"
              ],
              "key": ["sold on", "State"],
              "onEmpty": "ignore",
              "final": { "sql": "/sql/sales.sql", "partitionBy": "county" }
            }
            """);

        Snapshot.Matches(string.Join("\n\n", _problems) + "\n", "dataset-with-many-mistakes");
    }

    Dataset? Parse(string text) => Dataset.Parse(text, "projects/x/datasets/acres.json", "acres", _problems);
}
