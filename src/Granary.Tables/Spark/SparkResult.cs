using System.Text.Json;
using Granary.Model;

namespace Granary.Tables.Spark;

/// <summary>What the runner says of a stage that it has run.</summary>
/// <param name="Error">Why it could not; null when it could.</param>
/// <param name="Collected">The rows of each collect step that was done, by its name; a row's values by their columns.</param>
public sealed record SparkResult(
    string Table,
    string Stage,
    double Seconds,
    string? Error,
    IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyDictionary<string, JsonElement>>> Collected)
{
    /// <exception cref="InvalidDataException">It is not a result.</exception>
    public static SparkResult Parse(string json) =>
        JsonSerializer.Deserialize(json, SparkJson.Readable.SparkResult) ?? throw new InvalidDataException("The result is empty.");

    /// <summary>Reads one of the results of a job.</summary>
    /// <exception cref="InvalidDataException">It is not a result.</exception>
    public static SparkResult Read(JsonElement json) =>
        json.Deserialize(SparkJson.Readable.SparkResult) ?? throw new InvalidDataException("The result is empty.");

    /// <returns>Numbers of rows by source file, of a collect step that gives <c>file</c> and <c>rows</c>; empty when it was left
    /// out.</returns>
    public IReadOnlyDictionary<string, long> ByFile(string name) => Collected.TryGetValue(name, out var rows)
        ? rows.ToDictionary(r => r["file"].GetString() ?? "", r => r["rows"].GetInt64(), StringComparer.Ordinal)
        : new Dictionary<string, long>(StringComparer.Ordinal);

    /// <exception cref="ProblemException">The stage failed.</exception>
    public void RequireSuccess()
    {
        if (Error is not null)
            throw new ProblemException(
                new Problem("GR3200", ProblemKind.Data,
                    $"Spark could not run the stage {Stage} of {Table}: {Error}", "Nothing was published."));
    }
}
