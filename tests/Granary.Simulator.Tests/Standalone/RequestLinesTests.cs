using System.Diagnostics;
using System.Text.Json.Nodes;
using Granary.Simulator.Standalone;

namespace Granary.Simulator.Tests.Standalone;

public sealed class RequestLinesTests
{
    const string Machine = """{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}""";

    [Fact]
    public async Task A_result_has_the_members_that_the_command_promises()
    {
        var answer = await MachineScene.AnswerAsync(
            $$"""{"id":{"n":1},"definition":{{Machine}},"input":{"x":1.50},"mocks":null,"type":null,"name":null,"clock":null}""");

        Assert.Equal(["id", "status", "output", "error", "cause", "startDate", "stopDate", "events"], answer.Select(m => m.Key));
        Assert.Equal("""{"n":1}""", answer["id"].Json());
        Assert.Equal("""{"x":1.50}""", answer["output"].Json());
        Assert.Equal(["ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded"], answer.EventTypes());
    }

    [Fact]
    public async Task A_wait_of_a_day_takes_no_time_and_is_recorded_as_if_it_had()
    {
        await MachineScene.RunAsync("""{"A":{"Type":"Succeed"}}""");
        var watch = Stopwatch.StartNew();

        var answer = await MachineScene.RunAsync("""{"A":{"Type":"Wait","Seconds":86400,"End":true}}""");

        Assert.InRange(watch.ElapsedMilliseconds, 0, 2_000);
        Assert.Equal(
            TimeSpan.FromDays(1),
            DateTimeOffset.Parse(answer["stopDate"]!.ToString()) - DateTimeOffset.Parse(answer["startDate"]!.ToString()));
        var times = answer["events"]!.AsArray().Select(e => DateTimeOffset.Parse(e!["timestamp"]!.ToString())).ToList();
        Assert.Equal(TimeSpan.FromDays(1), times[2] - times[1]);
    }

    [Theory]
    [InlineData("", "null")]
    [InlineData("nonsense", "null")]
    [InlineData("[1]", "null")]
    [InlineData("""{"id":7}""", "7")]
    [InlineData("""{"id":7,"definition":null}""", "7")]
    [InlineData("""{"id":7,"definition":{},"type":"FAST"}""", "7")]
    [InlineData("""{"id":7,"definition":{},"type":5}""", "7")]
    [InlineData("""{"id":7,"definition":{},"clock":"slow"}""", "7")]
    [InlineData("""{"id":7,"definition":{}""", "null")]
    public async Task A_line_that_is_no_request_is_answered_too(string line, string id)
    {
        var answer = await MachineScene.AnswerAsync(line);
        var validity = JsonNode.Parse(RequestLines.Validate(line));

        Assert.Equal((id, "INVALID", "InvalidRequest"), (answer["id"].Json(), answer["status"]!.ToString(), answer["error"]!.ToString()));
        Assert.Equal("GR4104", answer["problems"]![0]!["code"]!.ToString());
        if (!line.Contains("clock", StringComparison.Ordinal))
            Assert.False(validity!["valid"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_machine_in_JSONata_is_valid_and_is_not_started()
    {
        const string Line = """
            {"id":1,"definition":{"StartAt":"A","QueryLanguage":"JSONata","States":{"A":{"Type":"Pass","Output":"{% 1 %}","End":true}}}}
            """;

        var answer = await MachineScene.AnswerAsync(Line);
        var validity = JsonNode.Parse(RequestLines.Validate(Line))!;

        Assert.Equal(("START_FAILED", "NotSupported"), (answer["status"]!.ToString(), answer["error"]!.ToString()));
        Assert.True(validity["valid"]!.GetValue<bool>());
        Assert.Equal(
            ("GR2030", "WARNING"), (validity["problems"]![0]!["code"]!.ToString(), validity["problems"]![0]!["severity"]!.ToString()));
    }

    [Theory]
    [InlineData("\"not a machine\"", "INVALID_JSON_DESCRIPTION")]
    [InlineData("5", "INVALID_JSON_DESCRIPTION")]
    [InlineData("""{"States":{"A":{"Type":"Pass","End":true}}}""", "SCHEMA_VALIDATION_FAILED")]
    public async Task A_refused_definition_is_told_as_the_service_does(string definition, string awsCode)
    {
        var answer = await MachineScene.AnswerAsync($$"""{"id":"x","definition":{{definition}}}""");

        Assert.Equal(["id", "status", "error", "cause", "problems"], answer.Select(m => m.Key));
        Assert.Equal(("INVALID", "InvalidDefinition"), (answer["status"]!.ToString(), answer["error"]!.ToString()));
        Assert.StartsWith($"Invalid State Machine Definition: '{awsCode}: ", answer["cause"]!.ToString());
        Assert.Equal(
            ["code", "awsCode", "message", "path", "line", "column", "severity"], answer["problems"]![0]!.AsObject().Select(m => m.Key));
        Assert.Equal(awsCode, answer["problems"]![0]!["awsCode"]!.ToString());
    }

    [Fact]
    public async Task A_refused_input_starts_nothing()
    {
        var answer = await MachineScene.AnswerAsync($$"""{"id":"x","definition":{{Machine}},"inputText":"{'a'"}""");

        Assert.Equal(["id", "status", "error", "cause"], answer.Select(m => m.Key));
        Assert.Equal(("START_FAILED", "InvalidExecutionInput"), (answer["status"]!.ToString(), answer["error"]!.ToString()));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789012345678901")]
    public async Task A_machine_cannot_have_any_name(string name)
    {
        var answer = await MachineScene.AnswerAsync($$"""{"definition":{{Machine}},"name":"{{name}}"}""");

        Assert.Equal(("INVALID", "InvalidName"), (answer["status"]!.ToString(), answer["error"]!.ToString()));
    }

    [Fact]
    public async Task Values_may_be_nested_deeply()
    {
        var deep = new string('[', 500) + new string(']', 500);

        var answer = await new RequestLines(new(TimeProvider.System)).RunAsync(
            $$"""{"definition":{{Machine}},"input":{{deep}}}""",
            CancellationToken.None);

        Assert.Contains($"\"output\":{deep}", answer);
    }
}
