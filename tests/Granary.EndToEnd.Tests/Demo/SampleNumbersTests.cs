using System.Text.Json.Nodes;

namespace Granary.EndToEnd.Tests.Demo;

/// <summary>The numbers of the sample data, as its publisher's files have them. Source: samples/usda/README.md.</summary>
public sealed class SampleNumbersTests(SampleHome sample) : IClassFixture<SampleHome>
{
    [Theory]
    [InlineData("crop_insurance_acres", 2968)]
    [InlineData("cause_of_loss", 1000)]
    public void Every_row_of_the_files_is_in_the_final_table(string table, long rows)
    {
        foreach (var stage in new[] { "landing", "cleansed", "final" })
            Assert.Equal(new StageRows(rows, rows), sample.Run.Rows(stage, table));
        Assert.Equal(rows, (long)sample.Run.Table(table)["rows"]!);
    }

    [Fact]
    public async Task Acres_have_their_withheld_values_as_null_and_their_sum()
    {
        var row = Assert.Single(await QueryAsync(
            "SELECT count(*) AS n, count(*) FILTER (value IS NULL) AS withheld, sum(value)::BIGINT AS acres FROM crop_insurance_acres"));

        Assert.Equal("""{"n":"2968","withheld":"161","acres":"283823051"}""", row.ToJsonString());
    }

    [Fact]
    public async Task Codes_keep_their_leading_zeros()
    {
        var row = Assert.Single(
            await QueryAsync("SELECT min(state_ansi) AS first, min(length(state_ansi)) AS shortest FROM crop_insurance_acres"));

        Assert.Equal("""{"first":"01","shortest":"2"}""", row.ToJsonString());
    }

    [Fact]
    public async Task The_key_of_the_acres_is_enforced_with_its_two_empty_county_codes()
    {
        var row = Assert.Single(
            await QueryAsync(
                """
                SELECT count(DISTINCT (state_ansi, ag_district_code, county_ansi)) AS keys,
                count(*) FILTER (county_ansi IS NULL) AS without_county
                FROM crop_insurance_acres
                """
            ));
        var dataset = JsonNode.Parse(
            File.ReadAllText(Path.Combine(Needed.Repository, "projects", "fpac", "datasets", "crop_insurance_acres.json"))
        )!;

        Assert.Equal("""{"keys":"2968","without_county":"2"}""", row.ToJsonString());
        Assert.Equal(3, dataset["key"]!.AsArray().Count);
    }

    [Fact]
    public async Task Losses_have_thirty_named_columns_of_unpadded_text_and_an_exact_sum()
    {
        var columns = sample.Run.ColumnsOf("cause_of_loss");
        var texts = columns.Where(c => c.EndsWith(" string", StringComparison.Ordinal)).Select(c => c.Split(' ')[0]);
        var padded = string.Join(" + ", texts.Select(c => $"count(*) FILTER ({c} <> trim({c}))"));
        var row = Assert.Single(await QueryAsync($"SELECT sum(indemnity_amount) AS indemnity, {padded} AS padded FROM cause_of_loss"));

        Assert.Equal(30, columns.Count);
        Assert.Contains("indemnity_amount decimal(20,10)", columns);
        Assert.Equal(57_886_827.89m, decimal.Parse((string)row["indemnity"]!));
        Assert.Equal("0", (string)row["padded"]!);
    }

    [Fact]
    public async Task Rows_carry_where_they_come_from()
    {
        var row = Assert.Single(await QueryAsync("""
            SELECT min(_source_file) AS file, min(_source_line) AS first, max(_source_line) AS last, min(_run_id) AS job,
            count(processed_at_utc) AS moments
            FROM crop_insurance_acres
            """));

        Assert.Equal("crop_insurance_acres/crop_insurance_acres.csv", (string)row["file"]!);
        Assert.Equal(("2", "2969", "2968"), ((string)row["first"]!, (string)row["last"]!, (string)row["moments"]!));
        Assert.Equal(sample.Run.JobId, (string)row["job"]!);
    }

    async Task<IReadOnlyList<JsonObject>> QueryAsync(string sql) =>
        (await BuiltProgram.RunAsync(Needed.Repository, sample.Home, "query", sql, "--json")).Exits(0).Objects;
}

/// <summary>A home in which the sample data has been run once.</summary>
public sealed class SampleHome : IAsyncLifetime
{
    readonly TemporaryFolder _folder = new();

    public string Home => Path.Combine(_folder.Path, "home");

    public RunReport Run { get; set; } = null!;

    public async ValueTask InitializeAsync() =>
        Run = new RunReport(
            await BuiltProgram.RunAsync(Needed.Repository, Home, "run", "fpac", "--env", "local", "--input", "samples/usda", "--json")
        ).Succeeds();

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
