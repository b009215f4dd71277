namespace Granary.Tables.Tests.Stages;

/// <summary>What Parquet files say of themselves.</summary>
static class ParquetFormat
{
    public static void AssertFirstVersionWithZstd(string files)
    {
        Assert.Equal(["ZSTD"], StageScene.Query($"SELECT DISTINCT compression FROM parquet_metadata('{files}')"));
        Assert.Equal(["1"], StageScene.Query($"SELECT DISTINCT format_version FROM parquet_file_metadata('{files}')"));

        // Readers of the first version do not know the delta encodings of the second.
        Assert.DoesNotContain(
            "DELTA", string.Join(' ', StageScene.Query($"SELECT DISTINCT encodings FROM parquet_metadata('{files}')")),
            StringComparison.Ordinal);
    }
}
