namespace Granary.EndToEnd.Tests.Spark;

/// <summary>The Spark that tests run on.</summary>
static class SparkHere
{
    /// <summary>Skips the test where there is no Spark.</summary>
    public static void Require() => Environment.SetEnvironmentVariable("SPARK_HOME", Needed.Shared("spark"));
}
