using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Granary.DuckDb;
using Granary.Model;
using Granary.Tables.Final;
using Granary.Tables.Ledger;
using Granary.Tables.Stages;
using Granary.Tables.Tests.Stages;

namespace Granary.Tables.Tests.Conformance;

/// <summary>Runs every vector through landing, cleansing and the final stage as they are.</summary>
public sealed class VectorTests
{
    const string NoValue = "∅";

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
                return [.. Failures(vectors[0], () => scene.Cleanse(dataset))];
            var cleansed = scene.Cleanse(dataset);
            var final = scene.Finish(dataset);
            using var database = DuckDbDatabase.Open();
            using var connection = database.Connect();
            var rows = Rows(connection, scene, final, vectors[0].Columns).ToLookup(r => r.File, r => r.Row, StringComparer.Ordinal);
            var rejects = Rejects(connection, "landing", scene.Landed()).Concat(Rejects(connection, "cleansed", scene.Cleansed())).ToLookup(r => r.File, r => r.Row, StringComparer.Ordinal);
            var types = string.Join(", ", final.Columns.Select(c => $"{c.Name} {c.Type}"));
            return vectors.SelectMany((v, i) => Differences(v, Seen(types, rows, rejects, landed, cleansed, Name(i)))).ToList();
        }
        catch (Exception e) when (e is ProblemException or DuckDbException or Xunit.Sdk.XunitException)
        {
            return [$"{vectors[0].Name}: {e.Message}"];
        }
    }

    static string Name(int vector) => $"t/{vector:D4}.csv";

    static string[] Seen(
        string types, ILookup<string, string> rows, ILookup<string, string> rejects, StageAccount landed, StageAccount cleansed, string file)
    {
        var (first, second) = (landed.Files.Single(f => f.Path == file), cleansed.Files.Single(f => f.Path == file));

        // What a query of the dataset's own makes is of no file; such a vector has its table to itself.
        var own = rows[file].Concat(rows[""]).Order(StringComparer.Ordinal);
        return
        [
            types, string.Join("\n", own), string.Join("\n", rejects[file].Order(StringComparer.Ordinal)),
            new VectorLedger(first.Records, first.Skipped, first.Written, second.Written, second.Duplicate).ToString(),
            string.Join("\n", cleansed.Notes.Select(n => n.Replace(file, "{file}", StringComparison.Ordinal)).Order(StringComparer.Ordinal)),
        ];
    }

    static IEnumerable<string> Failures(Vector vector, Action cleanse)
    {
        var problems = Assert.Throws<ProblemException>(cleanse).Problems;
        var seen = string.Join(", ", problems.Select(p => p.Code));
        var notes = string.Join("\n", problems.Select(p => p.Message.Replace(Name(0), "{file}", StringComparison.Ordinal)));
        if (seen != string.Join(", ", vector.Fails))
            yield return $"{vector.Name}: wanted to fail with [{string.Join(", ", vector.Fails)}], failed with [{seen}]";
        if (vector.Notes is { } wanted && notes != string.Join("\n", wanted))
            yield return $"{vector.Name}: wanted [{string.Join("\n", wanted)}], seen [{notes}]";
    }

    static IEnumerable<string> Differences(Vector vector, string[] seen)
    {
        string[] wanted =
        [
            string.Join(", ", vector.Columns.Select(c => $"{c.Name} {c.Type}")),
            string.Join("\n", vector.Rows.Select(r => Wanted(r!.AsArray(), vector.Columns)).Order(StringComparer.Ordinal)),
            string.Join("\n", vector.Rejects.Select(r => $"{r!["stage"]}|{r["line"]}|{r["column"]}|{r["code"]}").Order(StringComparer.Ordinal)),
            vector.Ledger.ToString(),
            vector.Notes is null ? seen[^1] : string.Join("\n", vector.Notes.Order(StringComparer.Ordinal)),
        ];
        return wanted.Zip(seen).Where(p => p.First != p.Second).Select(p => $"{vector.Name}: wanted [{p.First}], seen [{p.Second}]");
    }

    static string Wanted(JsonArray row, IReadOnlyList<(string Name, string Type)> columns) =>
        string.Join('|', row.Select((value, i) => value is null ? NoValue : columns[i].Type == "double" ? Bits(double.Parse((string)value!, CultureInfo.InvariantCulture)) : (string)value!));

    static List<(string File, string Row)> Rows(DuckDbConnection connection, StageScene scene, FinalTable final, IReadOnlyList<(string Name, string Type)> columns)
    {
        var files = Path.Combine(scene.Final().Folder, "**", "*.parquet");
        var partitioned = final.PartitionKeys.Count > 0 ? "true" : "false";
        using var result = connection.Query(Sql.Trusted(
            $"SELECT _source_file, {string.Join(", ", columns.Select(c => $"\"{c.Name}\""))} FROM read_parquet('{files}', hive_partitioning = {partitioned}) ORDER BY ALL"));
        var rows = new List<(string, string)>();
        while (result.ReadRow())
        {
            rows.Add((result.GetText(0) ?? "", string.Join('|', columns.Select((c, i) =>
                result.IsNull(i + 1) ? NoValue : result[i + 1] is double d ? Bits(d) : Text(result.GetText(i + 1)!, c.Type)))));
        }

        return rows;
    }

    /// <summary>DuckDB leaves out the zero before the point of a decimal that has no digits there.</summary>
    static string Text(string value, string type) =>
        !type.StartsWith("decimal", StringComparison.Ordinal) ? value : value.StartsWith('.') ? $"0{value}" : value.StartsWith("-.", StringComparison.Ordinal) ? $"-0{value[1..]}" : value;

    /// <summary>Engines write doubles in many ways; each text is of one value, and zero has two.</summary>
    static string Bits(double value) => double.IsNaN(value) ? "NaN" : $"{value.ToString("R", CultureInfo.InvariantCulture)} {BitConverter.DoubleToInt64Bits(value):X16}";

    static List<(string File, string Row)> Rejects(DuckDbConnection connection, string stage, TableVersion version)
    {
        var rows = new List<(string, string)>();
        if (!Directory.Exists(version.RejectsFolder))
            return rows;
        using var result = connection.Query(Sql.Trusted($"SELECT file, line, \"column\", code FROM read_parquet('{version.RejectsFolder}/*.parquet')"));
        while (result.ReadRow())
            rows.Add((result.GetText(0)!, $"{stage}|{result.GetText(1)}|{result.GetText(2)}|{result.GetText(3)}"));
        return rows;
    }
}
