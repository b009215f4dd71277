[assembly: AssemblyFixture(typeof(Granary.EndToEnd.Tests.Spark.SparkHere))]

namespace Granary.EndToEnd.Tests.Spark;

/// <summary>The Spark that tests run on, and the program that it calls for each file, built once.</summary>
public sealed class SparkHere
{
    static readonly Lazy<Task> Built = new(BuildAsync);

    /// <summary>Skips the test where there is no Spark.</summary>
    public static async Task RequireAsync()
    {
        Environment.SetEnvironmentVariable("SPARK_HOME", Needed.Shared("spark"));
        await Built.Value;
    }

    static async Task BuildAsync() =>
        (await BuiltProgram.RunAsync(Needed.Repository, home: null, "run", "--help", "--engine", "spark")).Exits(0);
}
