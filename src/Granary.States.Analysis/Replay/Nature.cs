using System.Text.Json;
using System.Text.RegularExpressions;
using Granary.States.Values;

namespace Granary.States.Analysis.Replay;

/// <summary>
/// Compares values, and passes over what differs from run to run by its nature: times, ids, tokens, names of executions, numbers of events.
/// </summary>
static partial class Nature
{
    /// <summary>What a replay puts in place of names that a history does not tell.</summary>
    public const string Unrecorded = "granary-replay";

    /// <returns>The first place where they differ, as a JSON path with both values (null where nothing is); null when there is
    /// none.</returns>
    public static (string Path, Data? Expected, Data? Actual)? Difference(Data? expected, Data? actual, string path = "$")
    {
        switch (expected, actual)
        {
            case (null, null):
                return null;
            case (DataObject e, DataObject a):
                foreach (var name in e.Members.ToArray().Concat(a.Members.ToArray()).Select(m => m.Key).Distinct())
                {
                    if (Difference(e.Find(name), a.Find(name), $"{path}.{name}") is { } inner)
                        return inner;
                }

                return null;
            case (DataArray e, DataArray a):
                for (var i = 0; i < Math.Max(e.Count, a.Count); i++)
                {
                    if (Difference(i < e.Count ? e[i] : null, i < a.Count ? a[i] : null, $"{path}[{i}]") is { } inner)
                        return inner;
                }

                return null;
            case (DataText e, DataText a) when IsSame(e.Value, a.Value):
                return null;
            default:
                return expected is not null && expected.Equals(actual) ? null : (path, expected, actual);
        }
    }

    /// <summary>A text that holds JSON as that JSON, any other as itself.</summary>
    public static Data? Read(string? text)
    {
        if (text is null)
            return null;
        try
        {
            return Data.Parse(text);
        }
        catch (JsonException)
        {
            return text;
        }
    }

    static bool IsSame(string expected, string actual)
    {
        if (expected == actual)
            return true;
        var (e, a) = (Masked(expected), Masked(actual));
        return e == a
            || (
                a.Contains(Unrecorded, StringComparison.Ordinal)
                && Regex.IsMatch(
                    e, $"^{Regex.Escape(a).Replace(Unrecorded, ".+", StringComparison.Ordinal)}$",
                    RegexOptions.Singleline | RegexOptions.NonBacktracking));
    }

    static string Masked(string text) =>
        Changing()
            .Replace(
                text,
                m =>
                    m.Groups["id"].Success ? "<id>"
                    : m.Groups["time"].Success ? "<time>"
                    : m.Groups["number"].Success ? "event id #<n>"
                    : "<token>");

    [GeneratedRegex(
        @"(?<id>[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})"
        + @"|(?<time>\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)|event id #(?<number>\d+)"
        + @"|(?<token>[A-Za-z0-9+/]{80,}={0,2})",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Changing();
}
