using System.Collections.Concurrent;
using Granary.DuckDb;
using Granary.Model;
using Granary.Tables.Spark;
using Granary.Tables.Tests.Conformance;
using Granary.Testing.Spark;

[assembly: AssemblyFixture(typeof(Granary.Tables.Tests.Spark.OneSparkSession))]

namespace Granary.Tables.Tests.Spark;

/// <summary>
/// Runs everything that is tested on Spark when the first test asks for it: all vectors, and the corpus. Starting a session costs more than
/// most of them.
/// </summary>
public sealed class OneSparkSession
{
    const int TablesInBatch = 20;

    readonly Lazy<Task<Outcome>> _outcome = new(RunAsync);

    /// <returns>What is wrong with a vector; null when nothing is.</returns>
    public async Task<string?> ComplaintAsync(string file, string vector) =>
        (await _outcome.Value).Complaints.GetValueOrDefault($"{file} {vector}");

    /// <returns>Where the engines differ on the corpus.</returns>
    public async Task<IReadOnlyList<string>> CorpusDifferencesAsync() => (await _outcome.Value).CorpusDifferences;

    static async Task<Outcome> RunAsync()
    {
        _ = SharedSpark.Installation;
        await using var spark = new SharedSpark();
        var groups = Vector.Files.SelectMany(f => Vector.In(f).Select(v => (File: f, Vector: v)))
            .GroupBy(v => $"{v.File} {v.Vector.Group}", v => v, StringComparer.Ordinal).Select(g => g.ToList()).ToList();
        var complaints = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var tables = new ConcurrentBag<VectorTable>();
        IReadOnlyList<Corpus> corpora = [];
        IReadOnlyList<VectorBatch> batches = [];
        try
        {
            await Parallel.ForEachAsync(groups, async (group, _) =>
            {
                try
                {
                    tables.Add(await VectorTable.LandAsync(group));
                }
                catch (Exception e) when (e is ProblemException or DuckDbException or Xunit.Sdk.XunitException)
                {
                    Blame(group, e.Message);
                }
            });
            using var folder = new TemporaryFolder();
            corpora = await Corpus.MakeAsync();
            var alone = tables.Where(t => !t.IsPlain && t.Stages.Count > 0).ToList();
            batches = 
            [
                .. tables
                    .Where(t => t.IsPlain)
                    .OrderBy(t => t.Plan.Rules.Rules.Count)
                    .Chunk(TablesInBatch)
                    .Select(t => new VectorBatch(t)),
            ];

            // The longest are begun first.
            var results = await SparkSubmit.RunAsync(
                spark, folder.Path,
                [.. corpora.Select(c => new[] { c.Plan }), .. batches.Select(b => b.Stages()), .. alone.Select(t => t.Stages)]);
            foreach (var (batch, result) in batches.Zip(results.Skip(corpora.Count)))
            {
                foreach (var (table, part) in batch.Tables.Zip(batch.Part(result)))
                    Check(table, part);
            }

            foreach (var refused in tables.Where(t => t.Stages.Count == 0))
                Check(refused, []);
            foreach (var (table, result) in alone.Zip(results.Skip(corpora.Count + batches.Count)))
                Check(table, result);
            return new(complaints, [.. corpora.Zip(results).SelectMany(c => c.First.Differences(c.Second[0]))]);
        }
        finally
        {
            foreach (var table in tables)
                table.Dispose();
            foreach (var corpus in corpora)
                corpus.Dispose();
            foreach (var batch in batches)
                batch.Dispose();
        }

        void Check(VectorTable table, IReadOnlyList<SparkResult> results)
        {
            try
            {
                foreach (var (file, vector, complaint) in table.Complaints(results))
                    complaints.AddOrUpdate($"{file} {vector}", complaint, (_, before) => $"{before}\n{complaint}");
            }
            catch (Exception e) when (e is ProblemException or DuckDbException or IOException or Xunit.Sdk.XunitException)
            {
                Blame(table.Vectors, e.Message);
            }
        }

        void Blame(List<(string File, Vector Vector)> vectors, string message) =>
            vectors.ForEach(v => complaints.TryAdd($"{v.File} {v.Vector.Name}", message));
    }

    sealed record Outcome(IReadOnlyDictionary<string, string> Complaints, IReadOnlyList<string> CorpusDifferences);
}
