using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Granary.Tables.Cleansing;
using Granary.Tables.Plans;
using Granary.Tables.Spark;
using Granary.Tables.Tests.Stages;

namespace Granary.Tables.Tests.Spark;

/// <summary>
/// A part of some thirty thousand made texts for columns of all types and notations. Each row has a text for one column alone, so that
/// every text is told of by itself.
/// </summary>
sealed class Corpus : IDisposable
{
    const int Seed = 1;
    const int TextsForEach = 400;

    /// <summary>With more, the code that Spark generates for a table is too long for a method, and is not used.</summary>
    const int ColumnsInTable = 6;

    /// <summary>How many of the columns a short series has.</summary>
    const int Sample = 18;

    static readonly SparkRun Run = new("job-1", StageScene.Now);

    static readonly string[] Zones =
    [
        "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo", "Africa/Casablanca", "Asia/Tehran",
        "Africa/Monrovia", "Europe/Dublin", "Antarctica/Troll", "America/Nuuk",
    ];

    readonly StageScene _scene = new();
    readonly CleansingPlan _plan;

    Corpus(CleansingPlan plan, StageScene scene) => (_plan, _scene) = (plan, scene);

    public SparkPlan Plan
    {
        get
        {
            var plan = CleansedOnSpark.Plan(
                "t", _plan, SparkSubmit.Url(_scene.Landed().Folder), SparkSubmit.Url(_scene.Path("spark")),
                SparkSubmit.Url(_scene.Path("input")), Run);

            // Here Spark compiles what it runs, as it does for large tables.
            return plan with
            {
                Settings = new Dictionary<string, string>(plan.Settings)
                {
                    ["spark.sql.codegen.wholeStage"] = "true",
                    ["spark.sql.codegen.factoryMode"] = "FALLBACK",
                },
            };
        }
    }

    /// <summary>In several tables, because a row costs as much as its table has columns.</summary>
    public static async Task<IReadOnlyList<Corpus>> MakeAsync()
    {
        // All are made, so that each column has the same texts whatever others are chosen.
        var columns = Columns(new(Seed))
            .Select(c => (c.Column, Texts: (IReadOnlyList<string>)[.. Enumerable.Range(0, TextsForEach).Select(_ => c.Text())]))
            .ToList();
        var corpora = new List<Corpus>();
        foreach (var chosen in Series.From(0, columns.Count - 1, Sample).Select(i => columns[i]).Chunk(ColumnsInTable))
            corpora.Add(await MakeAsync(chosen));
        return corpora;
    }

    static async Task<Corpus> MakeAsync(IReadOnlyList<(string Column, IReadOnlyList<string> Texts)> columns)
    {
        var dataset = StageScene.Dataset(new JsonObject
        {
            ["source"] = new JsonObject { ["delimiter"] = "," },
            ["columns"] = new JsonArray([.. columns.Select((c, i) =>
            {
                var column = JsonNode.Parse(c.Column)!.AsObject();
                column["name"] = $"c{i}";
                return column;
            })]),
        }.ToJsonString());
        var scene = new StageScene();
        scene.Write("t/t.csv", Csv(columns));
        await scene.CleanseAsync(dataset);
        return new(CleansingPlan.Of(dataset, LandedTable.Read(scene.Landed(), scene.Run.TemporaryFolder, CancellationToken.None)), scene);
    }

    /// <returns>The first rows in which the two engines differ: rows kept, and rejects with their reasons.</returns>
    public List<string> Differences(SparkResult result)
    {
        result.RequireSuccess();
        var spark = _scene.Path("spark");
        return [.. Between("*.parquet", "*"), .. Between("_rejects/*.parquet", "* EXCLUDE (raw)")];

        IEnumerable<string> Between(string files, string what)
        {
            var (ours, theirs) = (Texts($"{_scene.Cleansed().Folder}/{files}"), Texts($"{spark}/{files}"));
            return StageScene.Query($"(SELECT 'DuckDB alone', * FROM ({ours} EXCEPT ALL {theirs}) LIMIT 20) UNION ALL (SELECT 'Spark "
                + $"alone', * FROM ({theirs} EXCEPT ALL {ours}) LIMIT 20)");

            // What is NULL is left out: each row has a text in one of many columns.
            string Texts(string path) => $"SELECT concat_ws('|', *COLUMNS({what})) FROM read_parquet('{path}', hive_partitioning = false)";
        }
    }

    public void Dispose() => _scene.Dispose();

    static string Csv(IReadOnlyList<(string Column, IReadOnlyList<string> Texts)> columns)
    {
        var csv = new StringBuilder(string.Join(',', columns.Select((_, i) => $"c{i}"))).Append('\n');
        for (var i = 0; i < columns.Count; i++)
        {
            foreach (var text in columns[i].Texts)
                csv.Append(',', i)
                    .Append('"')
                    .Append(text.Replace("\"", "\"\"", StringComparison.Ordinal))
                    .Append('"')
                    .Append(',', columns.Count - 1 - i)
                    .Append('\n');
        }

        return csv.ToString();
    }

    static IEnumerable<(string Column, Func<string> Text)> Columns(TextMaker maker)
    {
        foreach (var type in new[] { "integer", "bigint", "decimal(5,2)", "decimal(18,0)", "decimal(38,10)", "decimal(38,38)", "double" })
        {
            yield return ($$"""{"type":"{{type}}"}""", () => maker.Number([], "", "."));
            yield return ($$"""{"type":"{{type}}","format":"#,##0"}""", () => maker.Number([], ",", "."));
            yield return (
                $$"""{"type":"{{type}}","currency":["US","USD","€","e"],"negatives":["parentheses","trailingMinus"],"percent":"points"}""",
                () => maker.Number(["US", "USD", "€", "e"], "", "."));
            var comma = type.StartsWith('d') ? "\"decimalSeparator\":\",\"," : "";
            yield return (
                $$"""{"type":"{{type}}",{{comma}}"thousandsSeparator":".","currency":"kr"}""",
                () => maker.Number(["kr"], ".", ","));
            yield return (
                $$"""{"type":"{{type}}","thousandsSeparator":" ","negatives":"trailingMinus"}""",
                () => maker.Number([], " ", "."));
            yield return (
                $$"""{"type":"{{type}}","thousandsSeparator":"'","negatives":"parentheses","currency":"CHF"}""",
                () => maker.Number(["CHF"], "'", "."));
        }

        yield return (
            """{"type":"decimal(9,4)","percent":"fraction","thousandsSeparator":",","negatives":["parentheses","trailingMinus"]}""",
            () => maker.Number([], ",", "."));
        yield return (
            """{"type":"double","percent":"fraction","decimalSeparator":",","currency":"$"}""",
            () => maker.Number(["$"], "", ","));
        yield return ("""{"type":"double","nonFinite":"keep"}""", () => maker.Number([], "", "."));
        yield return (
            """{"type":"double","nonFinite":"keep","thousandsSeparator":"_","negatives":"parentheses"}""",
            () => maker.Number([], "_", "."));
        yield return (
            """{"type":"boolean"}""",
            () => maker.Word(["true", "t", "yes", "y", "1", "false", "f", "no", "n", "0", "on", "01", "1.0"]));
        yield return (
            """{"type":"boolean","trueWords":["ok","Straße","ÄÖ"],"falseWords":["nein","k"]}""",
            () => maker.Word(["ok", "o\u212A", "\u212A", "Straße", "STRASSE", "äö", "ÄÖ", "nein", "true"]));
        yield return (
            """{"type":"string","nullTokens":["N/A","-","null"]}""",
            () => maker.Word(["N/A", "-", "null", "NULL", "x", "a\\b'c", "%d", "${x}"]));
        yield return ("""{"type":"date"}""", () => maker.Moment("%Y-%m-%d"));
        yield return ("""{"type":"timestamp"}""", () => maker.Moment("%Y-%m-%dT%H:%M:%S.%f%z"));
        yield return ("""{"type":"timestamp"}""", () => maker.Moment("%Y-%m-%d %H:%M%z"));
        yield return ("""{"type":"time"}""", () => maker.Moment("%H:%M:%S.%f"));
        foreach (var format in new[] { "%m/%d/%Y", "%d.%m.%y", "%Y%m%d", "%d-%b-%Y", "%A, %d %B %Y", "%Y/%j", "%y%j", "%a %d.%m.%Y (%%)" })
            yield return ($$"""{"type":"date","format":"{{format}}"}""", () => maker.Moment(format));
        yield return ("""{"type":"date","format":["MM/dd/yyyy","dd/MM/yyyy","d MMM yy"]}""", () => maker.Moment("%m/%d/%Y"));
        foreach (
            var format in new[]
            {
                "%Y%m%d%H%M%S",
                "%d/%m/%Y %I:%M %p",
                "%Y-%m-%dT%H:%M:%S%z",
                "%m/%d/%y %H:%M:%S.%f",
                "%Y-%m-%d %H",
                "%b %d %Y %I%M%p%z",
            })
            yield return ($$"""{"type":"timestamp","format":"{{format}}"}""", () => maker.Moment(format));
        foreach (var format in new[] { "%H%M", "%I:%M:%S %p", "%H.%M.%S,%f", "%Hh", "%I%p" })
            yield return ($$"""{"type":"time","format":"{{format}}"}""", () => maker.Moment(format));
        foreach (var zone in Zones)
        {
            var times = Times(zone);
            var ambiguous = (zone.Length % 3) switch { 0 => "reject", 1 => "earlier", _ => "later" };
            var n = 0;
            yield return (
                $$"""{"type":"timestamp","timeZone":"{{zone}}","ambiguousTimes":"{{ambiguous}}"}""",
                () => maker.Near(times[n++ % times.Count]));
        }
    }

    /// <summary>Changes of a zone's clocks as the local times before them, and some times far from any.</summary>
    static List<DateTime> Times(string id)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(id);
        var times = new List<DateTime>();
        for (var at = new DateTime(1880, 1, 1, 0, 0, 0, DateTimeKind.Utc); at.Year < 2140; at = at.AddDays(1))
        {
            if (zone.GetUtcOffset(at) != zone.GetUtcOffset(at.AddDays(1)))
                times.Add(at.AddHours(12) + zone.GetUtcOffset(at));
        }

        times.AddRange(
            new[]
            {
                "0001-01-02T03:00",
                "1582-10-10",
                "1799-12-31",
                "1800-01-01",
                "1850-05-05",
                "2200-03-30",
                "2399-10-31",
                "4000-02-29",
                "9999-12-30T20:00",
            }.Select(d => DateTime.Parse(d, CultureInfo.InvariantCulture)));
        return times;
    }
}
