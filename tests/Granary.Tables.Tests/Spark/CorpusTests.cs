using Granary.Testing.Spark;

namespace Granary.Tables.Tests.Spark;

/// <summary>Both engines read the same values from texts that nobody chose.</summary>
public sealed class CorpusTests(OneSparkSession session)
{
    [Fact]
    public async Task Spark_takes_and_refuses_what_is_taken_and_refused_here()
    {
        _ = SharedSpark.Installation;
        var differences = await session.CorpusDifferencesAsync();

        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }
}
