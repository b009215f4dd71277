using Granary.DuckDb;

namespace Granary.EndToEnd.Tests.Spark;

/// <summary>What the Parquet files of a home say of themselves.</summary>
static class ParquetFiles
{
    // Spark's writer names BIT_PACKED for the levels of columns that have none.
    static readonly string[] KnownEncodings = ["BIT_PACKED", "PLAIN", "PLAIN_DICTIONARY", "RLE", "RLE_DICTIONARY"];

    /// <summary>
    /// The tables of every stage: the first version of the format, ZSTD, and no encoding or type that an old reader does not know.
    /// </summary>
    public static void AssertReadableEverywhere(string home)
    {
        var files = $"{home}/buckets/**/*.parquet";
        Assert.Equal(["1"], Query($"SELECT DISTINCT format_version FROM parquet_file_metadata('{files}')"));
        Assert.Equal(["ZSTD"], Query($"SELECT DISTINCT compression FROM parquet_metadata('{files}')"));
        Assert.DoesNotContain("INT96", Query($"SELECT DISTINCT type FROM parquet_schema('{files}') WHERE type IS NOT NULL"));
        Assert.Empty(
            Query($"SELECT DISTINCT unnest(string_split(encodings, ', ')) FROM parquet_metadata('{files}')").Except(KnownEncodings));
        foreach (var stage in (string[])["landing", "cleansed", "final"])
            Assert.NotEmpty(Directory.EnumerateFiles($"{home}/buckets/sales-{stage}", "*.parquet", SearchOption.AllDirectories));
    }

    static List<string> Query(string sql)
    {
        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        using var result = connection.Query(Sql.Trusted(sql));
        var values = new List<string>();
        while (result.ReadRow())
            values.Add(result.GetText(0) ?? "");
        return values;
    }
}
