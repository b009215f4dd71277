using System.Globalization;
using System.Text.Json;
using Granary.Model;

namespace Granary.States.Analysis.Replay;

/// <summary>An event of a history, of whichever shape it was written in.</summary>
/// <param name="Details">The member that tells about it; undefined when it has none.</param>
sealed record PastEvent(long Id, long Previous, DateTimeOffset Time, string Type, JsonElement Details)
{
    /// <returns>Null when it is not there.</returns>
    public string? Text(string name) =>
        Details.ValueKind == JsonValueKind.Object && Details.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.String => value.GetString(),
                _ => value.GetRawText(),
            }
            : null;

    /// <summary>Reads <c>{"events": […]}</c>, a list of events, or an event a line.</summary>
    /// <remarks>Of lines that belong to several executions, those of the first are taken: a machine is replayed by itself.</remarks>
    /// <returns>In the order of their ids.</returns>
    /// <exception cref="ProblemException">GR2090: not a history.</exception>
    public static IReadOnlyList<PastEvent> ReadAll(string text, string file)
    {
        try
        {
            var found = Elements(text).ToList();
            var execution = found.Select(e => ExecutionOf(e)).FirstOrDefault();
            List<PastEvent> events = [.. found.Where(e => ExecutionOf(e) == execution).Select(Read).OrderBy(e => e.Id)];
            if (events.Count == 0 || events[0].Type != "ExecutionStarted")
                throw NoHistory(file, "it does not begin with ExecutionStarted");
            return events;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw NoHistory(file, e.Message, e);
        }
    }

    static ProblemException NoHistory(string file, string why, Exception? cause = null) =>
        new(
            new Problem(
                "GR2090", ProblemKind.Usage, $"{file} is no history of an execution: {why.TrimEnd('.')}.",
                "Take what aws stepfunctions get-execution-history, granary events --json or granary states run --json wrote.",
                new(file, 1, 1)),
            cause);

    static IEnumerable<JsonElement> Elements(string text)
    {
        var options = new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = 1000 };
        var bytes = System.Text.Encoding.UTF8.GetBytes(text.TrimStart('\uFEFF'));
        var roots = Roots(bytes, options);
        return roots.SelectMany(r => r.ValueKind switch
        {
            JsonValueKind.Array => r.EnumerateArray(),
            _ => r.TryGetProperty("events", out var events) ? events.EnumerateArray() : Enumerable.Repeat(r, 1),
        });
    }

    static List<JsonElement> Roots(byte[] bytes, JsonReaderOptions options)
    {
        var reader = new Utf8JsonReader(bytes, options);
        var roots = new List<JsonElement>();
        while (reader.Read())
            roots.Add(JsonElement.ParseValue(ref reader));
        return roots;
    }

    static string? ExecutionOf(JsonElement element) => element.TryGetProperty("executionArn", out var arn) ? arn.GetString() : null;

    static PastEvent Read(JsonElement element) => new(
        Get(element, "id").GetInt64(),
        element.TryGetProperty("previousEventId", out var previous) ? previous.GetInt64() : 0,
        element.TryGetProperty("timestamp", out var time) ? TimeOf(time) : DateTimeOffset.UnixEpoch,
        Get(element, "type").GetString()!,
        element.EnumerateObject().FirstOrDefault(m => m.Name.EndsWith("EventDetails", StringComparison.Ordinal)).Value);

    static JsonElement Get(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value : throw new KeyNotFoundException($"an event has no '{name}'");

    /// <summary>ISO 8601, or seconds since 1970.</summary>
    static DateTimeOffset TimeOf(JsonElement time) =>
        time.ValueKind == JsonValueKind.Number ? DateTimeOffset.UnixEpoch.AddSeconds(time.GetDouble())
        : DateTimeOffset.TryParse(time.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed) ? parsed
        : DateTimeOffset.UnixEpoch;
}
