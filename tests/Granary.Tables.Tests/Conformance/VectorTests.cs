using System.Collections.Concurrent;
using Granary.DuckDb;
using Granary.Model;
using Granary.Tables.Tests.Stages;

namespace Granary.Tables.Tests.Conformance;

/// <summary>Runs every vector through landing, cleansing and the final stage as they are.</summary>
public sealed class VectorTests
{
    public static TheoryData<string> Files => [.. Vector.Files];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_vector_comes_out_as_it_says(string file)
    {
        var complaints = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(Vector.In(file).GroupBy(v => v.Group, StringComparer.Ordinal), async (group, _) =>
        {
            foreach (var complaint in await RunAsync([.. group]))
                complaints.Add(complaint);
        });

        Assert.True(complaints.IsEmpty, string.Join("\n", complaints.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void There_are_many_each_with_a_name_of_its_own()
    {
        var vectors = Vector.Files.SelectMany(f => Vector.In(f).Select(v => $"{f} {v.Name}")).ToList();

        Assert.True(vectors.Count >= 400, $"There are {vectors.Count} vectors.");
        Assert.Equal(vectors.Count, vectors.Distinct(StringComparer.Ordinal).Count());
    }

    /// <summary>Each vector is a file of its own in one table.</summary>
    /// <returns>What is not as it should be, with the vector's name.</returns>
    static async Task<IEnumerable<string>> RunAsync(IReadOnlyList<Vector> vectors)
    {
        using var scene = new StageScene();
        for (var i = 0; i < vectors.Count; i++)
            scene.Write(Name(i), vectors[i].Input);
        try
        {
            foreach (var (table, (json, input)) in vectors[0].Tables)
            {
                scene.Write($"{table}/{table}.csv", input);
                await scene.CleanseAsync(StageScene.Dataset(json.ToJsonString(), table));
            }

            var dataset = StageScene.Dataset(vectors[0].Dataset.ToJsonString());
            var landed = await scene.LandAsync(dataset);
            if (vectors[0].Fails.Count > 0)
                return [.. VectorOutcome.Failures(vectors[0], Name(0), () => scene.Cleanse(dataset))];
            var cleansed = scene.Cleanse(dataset);
            var final = scene.Finish(dataset);
            var seen = new VectorOutcome(
                final, landed, cleansed, scene.Final(), [("landing", scene.Landed()), ("cleansed", scene.Cleansed())], vectors[0].Columns);
            return vectors.SelectMany((v, i) => seen.Differences(v, Name(i))).ToList();
        }
        catch (Exception e) when (e is ProblemException or DuckDbException or Xunit.Sdk.XunitException)
        {
            return [$"{vectors[0].Name}: {e.Message}"];
        }
    }

    static string Name(int vector) => $"t/{vector:D4}.csv";
}
