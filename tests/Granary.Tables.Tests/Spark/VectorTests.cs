using Granary.Tables.Tests.Conformance;
using Granary.Testing.Spark;

namespace Granary.Tables.Tests.Spark;

/// <summary>Every vector, cleansed and finished by Spark.</summary>
public sealed class VectorTests(OneSparkSession session)
{
    public static TheoryData<string, string> Names => [.. Vector.Files.SelectMany(f => Vector.In(f).Select(v => (f, v.Name)))];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_vector_comes_out_as_it_says(string file, string vector)
    {
        _ = SharedSpark.Installation;

        Assert.Null(await session.ComplaintAsync(file, vector));
    }
}
