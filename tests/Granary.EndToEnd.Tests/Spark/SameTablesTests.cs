using System.Text;
using Granary.Testing.Spark;

namespace Granary.EndToEnd.Tests.Spark;

/// <summary>A run on Spark makes the tables, the ledger and the rejects that a run on DuckDB makes, row by row.</summary>
public sealed class SameTablesTests(SharedSpark spark) : IClassFixture<SharedSpark>
{
    [Fact]
    public async Task The_sample_project()
    {
        using var home = new TemporaryFolder();
        string[] homes = [Path.Combine(home.Path, "here"), Path.Combine(home.Path, "spark")];
        string[] run = ["run", "fpac", "--env", "local", "--input", "samples/usda", "--json"];

        var here = new RunReport(await BuiltProgram.RunAsync(Needed.Repository, homes[0], run)).Succeeds();
        var onSpark = new RunReport(
            await BuiltProgram.RunAsync(Needed.Repository, homes[1], await spark.HomeAsync(), [.. run, "--engine", "spark"]))
            .Succeeds();

        foreach (var table in (string[])["cause_of_loss", "crop_insurance_acres"])
        {
            Assert.Equal(here.ColumnsOf(table), onSpark.ColumnsOf(table));
            Assert.Equal(here.NotesOf(table), onSpark.NotesOf(table));
            foreach (var stage in (string[])["landing", "cleansed", "final"])
                Assert.Equal(
                    here.Files(stage, table).Select(f => f.ToJsonString()), onSpark.Files(stage, table).Select(f => f.ToJsonString()));
            string[] query =
            [
                "query", $"SELECT * EXCLUDE (_run_id, processed_at_utc) FROM {table} ORDER BY _source_file, _source_line", "--json",
            ];
            var rows = (await BuiltProgram.RunAsync(Needed.Repository, homes[0], query)).Exits(0).Output;
            Assert.NotEmpty(rows);
            Assert.Equal(rows, (await BuiltProgram.RunAsync(Needed.Repository, homes[1], query)).Exits(0).Output);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(homes[1], "tmp")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(homes[1], "logs")));
    }

    [Fact]
    public async Task Bad_rows_of_many_kinds_in_files_of_many_forms_with_repeated_keys_partitions_and_SQL()
    {
        using var both = new BothEngines(await spark.HomeAsync());
        Orders(both);
        Kinds(both);
        Inferred(both);
        both.Dataset(
            "regions",
            """{ "final": { "sql": "SELECT r.region, count(*) AS orders, sum(o.amount) AS amount """
                + """FROM cleansed AS r JOIN orders AS o ON o.region = r.region GROUP BY r.region" } }""");
        both.Input("regions.csv", "region,label\nnorth,N\nsouth,S\n");
        both.Dataset("nothing", """{ "onEmpty": "allow", "columns": [{ "name": "id", "type": "bigint" }] }""");
        both.Input("nothing.csv", "id,x\n");

        var (here, _) = await both.RunAsync();

        here.Ends("SUCCEEDED", "SucceededWithRejects", 0);
        foreach (var table in (string[])["orders", "kinds", "inferred", "regions", "nothing"])
            await both.AssertSameAsync(table);
        Assert.Equal(
            ["GR3101", "GR3102", "GR3103", "GR3105", "GR3106", "GR3107", "GR3108"],
            (await both.OnSpark.RejectsAsync("orders")).Select(r => r.Code).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(2, here.Rows("cleansed", "orders").Duplicate);
        ParquetFiles.AssertReadableEverywhere(both.Here.Home);
        ParquetFiles.AssertReadableEverywhere(both.OnSpark.Home);
        await SparkReader.AssertReadsAsync(spark, both.Here);
        await SparkReader.AssertReadsAsync(spark, both.OnSpark);
    }

    [Fact]
    public async Task Columns_that_are_not_those_of_the_published_version()
    {
        using var both = new BothEngines(await spark.HomeAsync());
        both.Dataset("kept", """{ "drift": "quarantine" }""");
        both.Input("kept/a.csv", "id,v\n1,2\n");
        both.Input("taken.csv", "id,v\n1,2\n");
        foreach (var scene in (Scene[])[both.Here, both.OnSpark])
            (await scene.RunAsync(scene.InputFolder)).Succeeds();
        both.Input("kept/a.csv", "v,id\n5,3\nx,4\n");
        both.Input("kept/b.csv", "id,v,w\n8,8,8\n9,9,9\n");
        both.Input("taken.csv", "id,w,v\n1,3,x\n");
        both.Input("a-b.csv", "id,at\n1,12:30\n");
        both.Dataset("a-b", """{ "columns": [{ "name": "at", "type": "time" }] }""");

        var (here, _) = await both.RunAsync();

        here.Ends("SUCCEEDED", "SucceededWithRejects", 0);
        Assert.Equal("Drift: the column \"w\" is new.\nDrift: the column \"v\" is string and was bigint.", here.NotesOf("taken"));
        await both.AssertSameAsync("kept");
        await both.AssertSameAsync("taken");
        await both.AssertSameAsync("a-b");

        // What was loaded on Spark is known to the next run.
        foreach (var scene in (Scene[])[both.Here, both.OnSpark])
        {
            scene.Dataset("a-b", """{ "load": "append", "columns": [{ "name": "at", "type": "time" }] }""");
            Assert.Equal(1, (await scene.RunAsync(scene.InputFolder)).Rows("cleansed", "a-b").Duplicate);
        }

        // What was written on Spark is what the next run compares with.
        both.Dataset("taken", """{ "drift": "freeze" }""");
        both.Input("taken.csv", "id,v\n1,2\n");
        var refused = (await both.OnSpark.RunAsync(both.OnSpark.InputFolder)).Fails();
        Assert.Contains("the column \"w\" is missing", refused.Cause);
    }

    [Fact]
    public async Task What_cannot_be_landed_is_told_in_the_same_words()
    {
        using var both = new BothEngines(await spark.HomeAsync());
        both.Input("header.csv", "id,\"na\"me\n1,2\n");
        both.Dataset("missing", """{ "columns": [{ "name": "identity", "type": "bigint" }] }""");
        both.Input("missing.csv", "id,amount\n1,2\n");
        both.Input("empty.csv", "id,amount\n");
        both.Input("twice.csv", "id,id\n1,2\n");
        both.Input("cut.csv.gz", Packed.Gzip("id,name\n1,a\n2,b\n")[..^3]);
        both.Input("good.csv", "id\n1\n");

        var (_, onSpark) = await both.RunAsync();

        onSpark.Fails();
        Assert.Equal("GR3004", onSpark.Error);
        foreach (
            var words in (string[])
                [
                    "cut.csv.gz", "empty/empty.csv has no rows", "The header of header/header.csv cannot be read",
                    "declares the column \"identity\"", "has the column \"id\" 2 times",
                ])
            Assert.Contains(words, onSpark.Cause);
        Assert.Equal("good", (string)Assert.Single(onSpark.Stages)["table"]!);
    }

    static void Orders(BothEngines both)
    {
        both.Dataset("orders", """
            {
              "source": { "encoding": "utf-8" },
              "columns": [
                { "name": "Order No", "type": "integer", "required": true },
                { "name": "Sold on", "type": "date", "format": ["MM/dd/yyyy", "yyyy-MM-dd"] },
                { "name": "Amount", "type": "decimal(12,2)", "format": "#,##0.00", "nullTokens": ["N/A"] }
              ],
              "key": ["Order No"],
              "final": { "partitionBy": ["region"] }
            }
            """);
        both.Input("orders/a.csv",
        [
            .. """
                Order No,Sold on,Amount,region
                1,01/31/2024,"1,234.50",north
                2,2024-02-01,N/A,south
                3,2024-02-30,1.00,south
                4,2024-02-01,1.005,south
                ,2024-02-01,1.00,south
                x1,2024-02-01,1.00,south
                5,2024-02-01
                6,2024-02-01,1.00,south,more
                Order No,Sold on,Amount,region
                7,"2024-02-01,1.00,south
                8,"2024-02-01" x,1.00,south

                9, 2024-02-03 , 3.00 ,
                10,,,a/b c=d
                11,12/31/1999,-2.25,x'%"
                13,12/31/1999,1.00,Größe 🎈%C3

                """u8,
                .. "12,2024-02-01,1.00,"u8,
                0xE9,
                (byte)'\n',
            ]);
        both.Input(
            "orders/b.csv.gz",
            Packed.Gzip(
                "region,Amount,Order No,Note,Sold on\nnorth,2.00,1,again,2024-03-01\nnorth,3.00,20,\"two\nlines\",2024-03-02\nshort\n"));
        both.Input(
            "orders/c.zip",
            Packed.Zip(
                ("n.csv", "Order No,region\n30,south\n31,north\nx\n"), ("README.md", "no"),
                ("s.csv", "order_no;Note\n30;later\n32;\"a;b\"\n")));
        both.Input("orders/d.csv", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("Order No,Note\r\n40,é 🎈\r\n41\r\n")]);
        both.Input("orders/e.tsv", "Order No\tNote\n50\ttab,\n51\t\n");
    }

    static void Kinds(BothEngines both)
    {
        both.Dataset("kinds", """
            {
              "columns": [
                { "name": "s", "type": "string" }, { "name": "i", "type": "integer" }, { "name": "l", "type": "bigint" },
                { "name": "d4", "type": "decimal(4,2)" }, { "name": "d9", "type": "decimal(9,3)" }, { "name": "d18",
                "type": "decimal(18,4)" },
                { "name": "d38", "type": "decimal(38,10)" }, { "name": "f", "type": "double", "nonFinite": "keep" },
                { "name": "b", "type": "boolean", "trueWords": ["ja"], "falseWords": ["nein"] }, { "name": "day", "type": "date" },
                { "name": "at", "type": "timestamp", "timeZone": "Europe/Berlin" }, { "name": "clock", "type": "time" },
                { "name": "money", "type": "decimal(10,2)", "thousandsSeparator": ".", "decimalSeparator": ",", "currency": "€",
                "negatives": "trailingMinus" }
              ]
            }
            """);
        both.Input("kinds.csv", """
            s,i,l,d4,d9,d18,d38,f,b,day,at,clock,money
            text,2147483647,WIDEST,1.5e-7,ja,0001-01-01,2018-07-01 14:30:15.123456,23:59:59.999999,"1.234,50 € -"
            ,-2147483648,9223372036854775807,-0.01,0,0.0001,-0.0000000001,NaN,nein,9999-12-31,1890-01-01 00:00:00,00:00,0
            ,,,,,,,Infinity,,1582-10-10,2018-01-01T00:00:00Z,12:30,
            x,2147483648,,,,,,,,,,,
            x,,9223372036854775808,,,,,,,,,,
            x,,,100,,,,,,,,,
            x,,,,,,1e3,,,,,,
            x,,,,,,,1.5f,,,,,
            x,,,,,,,,yes,,,,
            x,,,,,,,,,2024-02-30,,,
            x,,,,,,,,,,2018-03-25 02:30,,
            x,,,,,,,,,,,24:00,
            x,,,,,,,,,,,,"1,234.50"

            """.Replace(
                "WIDEST", "-9223372036854775808,99.99,-123456.789,12345678901234.5678,1234567890123456789012345678.0123456789",
                StringComparison.Ordinal));
    }

    static void Inferred(BothEngines both)
    {
        both.Input("inferred/a.csv", "n,m,d,t,b,z,only_a,Odd Name!\n1,1.5,2024-01-31,2024-01-31 "
            + "10:00:00,true,007,x,1e5\n-20,2,2024-02-01,2024-02-01T11:00:00Z,FALSE,8,,2.5\n");
        both.Input("inferred/b.csv", "t,d,n,m,b,z,odd_name\n2024-01-31 10:00:00.5,,123456789012345678,.125,,9,-1\n");
    }
}
