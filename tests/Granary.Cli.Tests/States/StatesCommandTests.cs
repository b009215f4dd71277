using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Granary.Cli.Tests.States;

/// <summary><c>granary states</c>: machines by themselves, without a project or a home.</summary>
public sealed class StatesCommandTests(ITestOutputHelper output) : IDisposable
{
    const string Machine = """
        {"StartAt": "Load", "States": {
          "Load": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "load", "Payload.$": "$"},
            "OutputPath": "$.Payload", "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 3600}], "Next": "Hold"},
          "Hold": {"Type": "Wait", "Seconds": 86400, "End": true}}}
        """;

    readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_machine_runs_on_mocks_in_virtual_time()
    {
        _folder.Write("load.asl.json", Machine);
        _folder.Write("in.json", """{"a": 1}""");
        _folder.Write("mocks.json", """{"functions": {"load": [{"error": "Busy"}, {"echo": true}]}}""");

        var result = (
            await GranaryAsync(
                "states", "run", "load.asl.json", "--input", "in.json", "--mocks", "mocks.json", "--clock", "virtual", "--json"))
            .Exits(0)
            .Object;

        Assert.Equal(["status", "output", "error", "cause", "startDate", "stopDate", "events"], result.Select(m => m.Key));
        Assert.Equal(("SUCCEEDED", """{"a":1}"""), (result["status"]!.ToString(), result["output"]!.ToJsonString()));
        Assert.Equal(
            TimeSpan.FromHours(25),
            DateTimeOffset.Parse(result["stopDate"]!.ToString()) - DateTimeOffset.Parse(result["startDate"]!.ToString()));
        Assert.Equal(
            ["load.asl.json", "in.json", "mocks.json"],
            Directory
                .EnumerateFileSystemEntries(_folder.Path)
                .Select(Path.GetFileName)
                .OrderByDescending(n => n == "load.asl.json")
                .ThenBy(n => n));
    }

    [Fact]
    public async Task The_exit_code_says_how_a_run_ended()
    {
        _folder.Write("fail.asl.json", """{"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "No", "Cause": "because"}}}""");
        _folder.Write(
            "slow.asl.json",
            """{"TimeoutSeconds": 5, "StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 9, "End": true}}}"""
        );
        _folder.Write("bad.asl.json", """{"StartAt": "X", "States": {"F": {"Type": "Succeed"}}}""");

        Assert.Contains("No: because", (await GranaryAsync("states", "run", "fail.asl.json")).Exits(1).Errors);
        (await GranaryAsync("states", "run", "slow.asl.json", "--clock", "virtual")).Exits(124);
        Assert.Contains("--> bad.asl.json:1:", (await GranaryAsync("states", "run", "bad.asl.json")).Exits(2).Errors);
        (await GranaryAsync("states", "run", "none.asl.json")).Exits(5);
        Assert.Contains("GR5013", (await GranaryAsync("states", "run")).Exits(2).Errors);
        Assert.Contains(
            "granary states graph --help", (await GranaryAsync("states", "graph", "fail.asl.json", "--format", "dot")).Exits(2).Errors);
    }

    [Fact]
    public async Task A_thousand_requests_are_answered_in_order()
    {
        var definition = JsonNode.Parse(Machine)!.ToJsonString();
        var lines = Enumerable.Range(0, 1000).Select(i => i == 500
            ? "nonsense"
            : $$$"""{"id":{{{i}}},"definition":{{{definition}}},"input":{{{i}}},"mocks":{"functions":{"load":[{"echo":true}]}}"""
                + ""","type":null,"name":null,"clock":"virtual"}""");
        var watch = Stopwatch.StartNew();

        var answers = (await InProcess.RunAsync(_folder.Path, lines, "states", "run", "--stdin")).Exits(0).Objects;

        output.WriteLine($"1,000 requests in {watch.ElapsedMilliseconds} ms.");
        Assert.Equal(1000, answers.Count);
        Assert.Equal("INVALID", answers[500]["status"]!.ToString());
        Assert.All(
            answers.Index().Where(a => a.Index != 500),
            a => Assert.Equal((a.Index, "SUCCEEDED", a.Index), ((int)a.Item["id"]!, (string)a.Item["status"]!, (int)a.Item["output"]!)));
    }

    [Fact]
    public async Task A_machine_is_validated_by_file_and_by_line()
    {
        _folder.Write("bad.asl.json", """{"StartAt": "X", "States": {"F": {"Type": "Succeed"}}}""");

        var byFile = (await GranaryAsync("states", "validate", "bad.asl.json", "--json")).Exits(2).Object;
        var byLine = (
            await InProcess.RunAsync(
                _folder.Path,
                [$$"""{"id":"m","definition":{{JsonNode.Parse(Machine)!.ToJsonString()}},"type":"STANDARD"}"""],
                "states",
                "validate",
                "--stdin"))
            .Exits(0)
            .Object;

        Assert.Equal(["id", "valid", "problems"], byFile.Select(m => m.Key));
        Assert.Equal((false, 1), ((bool)byFile["valid"]!, (int)byFile["problems"]![0]!["line"]!));
        Assert.Equal("""{"id":"m","valid":true,"problems":[]}""", byLine.ToJsonString());
    }

    [Fact]
    public async Task Advice_is_a_warning_and_strictly_taken_an_error()
    {
        _folder.Write(
            "load.asl.json", Machine.Replace("\"FunctionName\": \"load\"", "\"FunctionName\": \"${Load}\"", StringComparison.Ordinal));

        var advised = (await GranaryAsync("states", "validate", "load.asl.json", "--json")).Exits(0).Object;
        Assert.Equal(
            (true, "GR2085", "ADVICE", "WARNING"),
            ((bool)advised["valid"]!, Problem(advised, "code"), Problem(advised, "awsCode"), Problem(advised, "severity")));
        Assert.Equal(
            "ERROR", Problem((await GranaryAsync("states", "validate", "load.asl.json", "--strict", "--json")).Exits(2).Object, "severity")
        );
        Assert.Contains("0 errors, 1 warning.", (await GranaryAsync("check", "load.asl.json")).Exits(0).Errors);
        Assert.Contains("error[GR2085]", (await GranaryAsync("check", "load.asl.json", "--strict")).Exits(2).Errors);

        static string Problem(JsonObject answer, string member) => answer["problems"]![0]![member]!.ToString();
    }

    [Fact]
    public async Task A_run_is_replayed()
    {
        _folder.Write("load.asl.json", Machine);
        _folder.Write(
            "other.asl.json",
            Machine.Replace("86400", "60", StringComparison.Ordinal).Replace("\"$.Payload\"", "\"$\"", StringComparison.Ordinal));
        _folder.Write("mocks.json", """{"functions": {"load": [{"error": "Busy"}, {"echo": true}]}}""");
        _folder.Write(
            "h.json",
            (await GranaryAsync("states", "run", "load.asl.json", "--mocks", "mocks.json", "--clock", "virtual", "--json")).Exits(0).Output
        );

        Assert.Equal(
            """{"equal":true,"events":12,"difference":null}""",
            (await GranaryAsync("states", "replay", "h.json", "load.asl.json", "--json")).Exits(0).Object.ToJsonString());
        var difference = (await GranaryAsync("states", "replay", "h.json", "other.asl.json", "--json")).Exits(1).Object["difference"]!;
        Assert.Equal(
            ("Load", "value", "output", "$.ExecutedVersion", "$LATEST"),
            (
                $"{difference["state"]}", $"{difference["what"]}", $"{difference["member"]}", $"{difference["path"]}",
                $"{difference["actual"]}"));
        Assert.Contains("GR2090", (await GranaryAsync("states", "replay", "mocks.json", "load.asl.json")).Exits(2).Errors);
    }

    [Fact]
    public async Task States_and_catchers_are_covered()
    {
        _folder.Write("load.asl.json", Machine);

        Assert.Contains("2 of 2 states, 0 of 0 catchers.", (await GranaryAsync("states", "cover", "load.asl.json")).Exits(0).Errors);
        Assert.Equal(
            ["states", "notEntered", "unreachable", "catchers", "notTaken", "runs"],
            (await GranaryAsync("states", "cover", "load.asl.json", "--json")).Exits(0).Object.Select(m => m.Key));
    }

    [Fact]
    public async Task A_machine_is_drawn()
    {
        _folder.Write("load.asl.json", Machine);

        var chart = (await GranaryAsync("states", "graph", "load.asl.json")).Exits(0).Output;

        Assert.StartsWith("flowchart TD\n", chart);
        Assert.Contains("s1 --> s2", chart);
        Assert.StartsWith("<svg ", (await GranaryAsync("states", "graph", "load.asl.json", "--svg")).Exits(0).Output);
        Assert.StartsWith("<svg ", (await GranaryAsync("states", "graph", "load.asl.json", "--format", "svg")).Exits(0).Output);
    }

    public void Dispose() => _folder.Dispose();

    Task<CommandResult> GranaryAsync(params IEnumerable<string> arguments) => InProcess.RunAsync(_folder.Path, home: null, arguments);
}
