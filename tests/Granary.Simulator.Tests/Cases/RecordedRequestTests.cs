using System.Text.Json.Nodes;
using Granary.Simulator.Standalone;
using Granary.Testing.Cases;

namespace Granary.Simulator.Tests.Cases;

/// <summary>What the service answered, against what a line of standard input is answered with.</summary>
public sealed class RecordedRequestTests(ITestOutputHelper output)
{
    /// <summary>Problems that say "not yet", rather than "wrong".</summary>
    static readonly string[] NotSupported = ["GR2030"];

    readonly RequestLines _lines = new(new(TimeProvider.System));

    /// <remarks>Left out: one case about the call that makes a machine twice.</remarks>
    [Fact]
    public async Task Requests_without_services_are_answered_as_the_service_did() =>
        await AssertCasesAsync(RecordedCase.All().Where(c => c.Tier < 2 && !c.IsAboutRequest), RecordedMocks.WithAnswers, atLeast: 307);

    /// <remarks>In one case the recorded input is not the one of its recorded events.</remarks>
    [Fact]
    public async Task Requests_with_services_are_answered_as_the_service_did_when_mocks_answer_as_the_services_did() =>
        await AssertCasesAsync(RecordedCase.All().Where(c => c.Tier == 2 && c.Events is not null), RecordedMocks.WithAnswers, atLeast: 40);

    /// <remarks>In two cases the recorded input is not the one of their recorded events.</remarks>
    [Fact]
    public async Task Requests_with_services_are_answered_as_the_service_did_by_what_is_built() =>
        await AssertCasesAsync(RecordedCase.All().Where(c => c.Tier == 2 && c.Events is not null), RecordedMocks.WithServices, atLeast: 39);

    async Task AssertCasesAsync(IEnumerable<RecordedCase> cases, RecordedMocks mocks, int atLeast)
    {
        var (passed, failed, notSupported) = (new List<string>(), new List<string>(), new List<string>());
        foreach (var recorded in cases)
        {
            var answer = JsonNode.Parse(await AnswerAsync(recorded, mocks))!.AsObject();
            if (answer["problems"] is JsonArray problems && problems.Any(p => NotSupported.Contains(p!["code"]!.GetValue<string>())))
                notSupported.Add(recorded.Id);
            else if (Difference(recorded, answer) is { } why)
                failed.Add($"{recorded.Id}: {why}");
            else
                passed.Add(recorded.Kind);
        }

        var kinds = string.Join(", ", passed.CountBy(k => k).Select(k => $"{k.Key} {k.Value}"));
        var summary = $"{passed.Count} pass ({kinds}), {failed.Count} fail, {notSupported.Count} use what is not supported "
            + $"yet.\n{string.Join('\n', failed)}";
        output.WriteLine(summary);
        Assert.True(passed.Count >= atLeast, summary);
    }

    async Task<string> AnswerAsync(RecordedCase recorded, RecordedMocks mocks)
    {
        var request = new JsonObject
        {
            ["id"] = recorded.Id,
            ["definition"] = recorded.Written?.DeepClone() ?? recorded.Definition,
            ["type"] = recorded.IsExpress ? "EXPRESS" : null,
        };
        if (recorded.Kind == "validate")
            return RequestLines.Validate(request.ToJsonString());
        request["name"] = recorded.StateMachineName;
        request["clock"] = "virtual";
        request["input"] = recorded.Input?.DeepClone();
        if (recorded.InputText is { } text)
            request["inputText"] = text;
        if (recorded.Kind == "execution")
            request["mocks"] = mocks.For(recorded);
        return await _lines.RunAsync(request.ToJsonString(), CancellationToken.None);
    }

    static string? Difference(RecordedCase recorded, JsonObject answer) => recorded.Kind switch
    {
        "validate" => DifferenceOfValidity(recorded, answer),
        "create_ok" => Text(answer["status"]) == "INVALID" ? $"refused: {answer["cause"]}" : null,
        "create_error" => DifferenceOfRefusal(recorded, answer),
        _ => DifferenceOfRun(recorded, answer),
    };

    static string? DifferenceOfValidity(RecordedCase recorded, JsonObject answer)
    {
        var same = answer["valid"]!.GetValue<bool>() == (Text(recorded.Expected["status"]) == "VALID");
        var expected = recorded.Expected["diagnostics"]!.AsArray().Select(d => $"{d!["severity"]} {d["code"]} {d["location"]}");
        var actual = answer["problems"]!.AsArray().Select(p => $"{p!["severity"]} {p["awsCode"]} {p["path"]}");
        return same && expected.SequenceEqual(actual) ? null : $"expected {recorded.Expected.ToJsonString()}, not {answer.ToJsonString()}";
    }

    static string? DifferenceOfRefusal(RecordedCase recorded, JsonObject answer)
    {
        var expected = recorded.Expected;
        if (
            Text(answer["status"]) == "INVALID"
            && (
                !recorded.IsTextSure
                || (Text(answer["error"]) == Text(expected["error"]) && Expectation.Matches(expected["cause"], answer["cause"]))))
            return null;
        return $"expected {expected.ToJsonString()}, not {answer.ToJsonString()}";
    }

    static string? DifferenceOfRun(RecordedCase recorded, JsonObject answer)
    {
        var actual = new JsonObject();
        foreach (var member in new[] { "status", "output", "error", "cause" })
        {
            if (recorded.Expected.ContainsKey(member) || answer[member] is not null)
                actual[member] = answer[member]?.DeepClone();
        }

        if (!Expectation.Matches(recorded.Expected, actual))
            return $"expected {recorded.Expected.ToJsonString()}, not {actual.ToJsonString()}";
        if (recorded.EventTypes is not { } types)
            return null;
        var happened = answer["events"]!.AsArray().Select(e => Text(e!["type"])!).ToList();
        return (recorded.IsInAnyOrder ? types.Order().SequenceEqual(happened.Order()) : types.SequenceEqual(happened))
            ? null
            : $"expected events {string.Join(' ', types)}, not {string.Join(' ', happened)}";
    }

    static string? Text(JsonNode? node) => node?.ToString();
}
