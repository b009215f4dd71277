using System.Globalization;
using Granary.Emulator;
using Granary.Model;
using Granary.Model.Json;

namespace Granary.Simulator.Mocks;

/// <summary>Reads one answer of a mock.</summary>
static class AnswerReader
{
    static readonly string[] Keys = ["return", "echo", "error", "cause", "delaySeconds"];
    static readonly string[] TokenKeys = ["success", "failure", "delaySeconds"];

    /// <param name="owner">Whose answer it is, for messages.</param>
    /// <returns>Null when it cannot be used; that has been reported.</returns>
    public static MockAnswer? Read(JsonSource source, string owner, ICollection<Problem> problems)
    {
        if (Object(source, owner, Keys, problems) is not { } answer)
            return null;
        var kinds = answer.Members.Where(m => m.Key is "return" or "echo" or "error").ToList();
        if (kinds.Count > 1)
            problems.Add(
                new(
                    "GR4101", ProblemKind.Usage,
                    $"An answer of '{owner}' has both '{kinds[0].Key}' and '{kinds[1].Key}'.", "Keep one of the two.",
                    kinds[1].Where));
        var delay = Delay(answer, owner, problems);
        if (answer.Find("error") is { } error)
            return new MockAnswer.Fail(Text(error.Value, owner, problems) ?? "", Cause(answer.Find("cause")), delay);
        return answer.Find("echo")?.Value is JsonBooleanSource { Value: true }
            ? new MockAnswer.Echo(delay)
            : new MockAnswer.Return(JsonSourceNode.From(answer.Find("return")?.Value), delay);
    }

    /// <summary>Reads what somebody sends back for a token.</summary>
    /// <param name="state">Whose token.</param>
    public static MockAnswer? ReadToken(JsonSource source, string state, ICollection<Problem> problems)
    {
        if (Object(source, state, TokenKeys, problems) is not { } answer)
            return null;
        var delay = Delay(answer, state, problems);
        if (answer.Find("success") is not null && answer.Find("failure") is { } second)
            problems.Add(new("GR4101", ProblemKind.Usage,
                $"An answer of '{state}' has both 'success' and 'failure'.", "Keep one of the two.", second.Where));
        if (answer.Find("success") is { } success)
            return new MockAnswer.Return(JsonSourceNode.From(success.Value), delay);
        if (answer.Find("failure") is { Value: JsonObjectSource failure })
            return new MockAnswer.Fail(
                failure.Find("error") is { } e ? Text(e.Value, state, problems) ?? "" : "",
                Cause(failure.Find("cause")),
                delay);
        problems.Add(
            new(
                "GR4101", ProblemKind.Usage,
                $"The token of '{state}' has neither a 'success' nor a 'failure' with error and cause.",
                """Write {"success": …} or {"failure": {"error": "…", "cause": "…"}}.""",
                source.Where));
        return null;
    }

    static JsonObjectSource? Object(JsonSource source, string owner, string[] keys, ICollection<Problem> problems)
    {
        if (source is not JsonObjectSource answer)
        {
            problems.Add(
                new(
                    "GR4101", ProblemKind.Usage,
                    $"An answer of '{owner}' must be an object, not {source.Kind}.", $"It may have {string.Join(", ", keys)}.",
                    source.Where));
            return null;
        }

        foreach (var unknown in answer.Members.Where(m => !keys.Contains(m.Key)))
            problems.Add(
                new(
                    "GR4101", ProblemKind.Usage, $"An answer of '{owner}' has no '{unknown.Key}'.",
                    Spelling.Hint(unknown.Key, keys) ?? $"It may have {string.Join(", ", keys)}.", unknown.Where));
        return answer;
    }

    static TimeSpan Delay(JsonObjectSource answer, string owner, ICollection<Problem> problems)
    {
        if (answer.Find("delaySeconds") is not { } member)
            return TimeSpan.Zero;
        if (
            member.Value is JsonNumberSource n
            && double.TryParse(n.Text, CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= 0 and <= 3_000_000)
            return TimeSpan.FromSeconds(seconds);
        problems.Add(new("GR4101", ProblemKind.Usage,
            $"'delaySeconds' of '{owner}' must be a number from 0 to 3000000.", null, member.Value.Where));
        return TimeSpan.Zero;
    }

    static string? Text(JsonSource source, string owner, ICollection<Problem> problems)
    {
        if (source is JsonTextSource text)
            return text.Value;
        problems.Add(new("GR4101", ProblemKind.Usage, $"'error' of '{owner}' must be text, not {source.Kind}.", null, source.Where));
        return null;
    }

    /// <summary>A cause is text; functions give JSON as text, which may stand here as it is.</summary>
    static string? Cause(JsonMember? member) => member?.Value switch
    {
        null or JsonNullSource => null,
        JsonTextSource text => text.Value,
        var other => JsonSourceNode.From(other)!.ToJsonString(JsonSourceNode.Plain),
    };
}
