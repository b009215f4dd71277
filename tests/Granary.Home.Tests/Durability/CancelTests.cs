using System.Diagnostics;
using System.Text.Json.Nodes;
using Granary.Home.Runs;
using Granary.Platform.Functions;
using Granary.Platform.Runs;
using Granary.Platform.Stacks;
using Granary.Reference;
using Granary.Tables.Stages;

namespace Granary.Home.Tests.Durability;

/// <summary>For tests that measure the whole process: nothing goes on beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}

/// <summary>A nest of executions, five deep, the innermost at work in three ways, is cancelled from outside.</summary>
[Collection(Alone.Name)]
public sealed class CancelTests(ITestOutputHelper output) : IDisposable
{
    const int Seed = 20261121;
    const int Deep = 5;

    readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Children_are_gone_and_places_are_free_within_two_seconds()
    {
        var random = new Random(Seed);
        var (slowest, deepest) = (TimeSpan.Zero, 0);
        using var home = Open();
        using var other = Open();
        for (var i = 0; i < (Series.IsLong ? 200 : 6); i++)
        {
            var run = LauncherOf(home).RunAsync(Request(), CancellationToken.None);
            var next = LauncherOf(other).RunAsync(Request(), CancellationToken.None);
            await Task.Delay(random.Next(300));
            var (going, waiting) = (
                other.Runs.All().Last(r => r.Status == RunStatus.Running), other.Runs.All().First(r => r.Status == RunStatus.Running));

            var clock = Stopwatch.StartNew();
            var cancelled = await LauncherOf(other).CancelAsync(going.RunId, CancellationToken.None);
            Assert.Equal((RunStatus.Aborted, RunOutcome.Cancelled), (cancelled.Status, cancelled.Outcome));
            Assert.Empty(Open(other, going.RunId));
            while (other.Runs.Get(waiting.RunId).BegunAt is null)
                await Task.Delay(5);
            slowest = clock.Elapsed > slowest ? clock.Elapsed : slowest;
            deepest = Math.Max(deepest, other.Executions.Of(going.RunId).Count);

            await LauncherOf(other).CancelAsync(waiting.RunId, CancellationToken.None);
            await Task.WhenAll(run, next);
        }

        output.WriteLine($"the slowest took {slowest.TotalMilliseconds:0} ms; up to {deepest} executions");
        Assert.True(slowest < TimeSpan.FromSeconds(2), $"{slowest}");
        Assert.Equal(Deep, deepest);
        AssertNothingIsLeft(home);
    }

    [Fact]
    public async Task Nothing_leaks_over_many_runs()
    {
        var random = new Random(Seed);
        using var home = Open();
        for (var i = 0; i < 5; i++)
            await CancelAtOnceAsync(home, random);
        var (handles, memory) = Measure();
        var runs = Series.IsLong ? 1000 : 20;
        for (var i = 0; i < runs; i++)
            await CancelAtOnceAsync(home, random);

        var (handlesAfter, memoryAfter) = Measure();
        output.WriteLine($"{runs} runs: {handles} handles before and {handlesAfter} after, {memory / 1024} KiB managed before and "
            + $"{memoryAfter / 1024} after");
        Assert.InRange(handlesAfter, 0, handles + 40);
        Assert.InRange(memoryAfter, 0, memory + (8 << 20));
        AssertNothingIsLeft(home);
    }

    public void Dispose() => _folder.Dispose();

    static async Task CancelAtOnceAsync(LocalHome home, Random random)
    {
        using var stop = new CancellationTokenSource();
        var run = LauncherOf(home).RunAsync(Request(), stop.Token);
        await Task.Delay(random.Next(60));
        await stop.CancelAsync();
        Assert.Equal(RunStatus.Aborted, (await run).Status);
    }

    static (int Handles, long Memory) Measure()
    {
        var memory = GC.GetTotalMemory(forceFullCollection: true);
        using var process = Process.GetCurrentProcess();
        return (Directory.Exists("/proc/self/fd") ? Directory.GetFileSystemEntries("/proc/self/fd").Length : process.HandleCount, memory);
    }

    static IReadOnlyList<string> Open(LocalHome home, string runId) =>
        [.. home.Executions.Of(runId).Where(e => e.Status == RunStatus.Running).Select(e => e.Arn),
            .. home.Database.Query("SELECT id FROM job_run WHERE run_id = ?1 AND state = 'RUNNING'", r => r.GetString(0), runId)];

    static void AssertNothingIsLeft(LocalHome home)
    {
        Assert.Empty(home.Runs.Open());
        Assert.All(home.Runs.All(), r => Assert.Empty(Open(home, r.RunId)));
        Assert.Equal(0, home.Database.Query("SELECT count(*) FROM task_token WHERE status IN ('WAITING', 'TAKEN')", r => r.GetInt32(0))[0]);
        Assert.Equal(0, home.Database.Query("SELECT count(*) FROM execution e WHERE NOT EXISTS (SELECT 1 FROM event v WHERE "
            + "v.execution_arn = e.arn AND v.text LIKE '%\"ExecutionAborted\"%')", r => r.GetInt32(0))[0]);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(home.Path, "tmp")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(home.Path, "locks")));
    }

    LocalHome Open() => LocalHome.Open(Path.Combine(_folder.Path, "home"), TimeProvider.System);

    static RunLauncher LauncherOf(LocalHome home) =>
        new(
            home, new Dictionary<string, Func<FunctionContext, IFunction>>(StringComparer.Ordinal) { ["Sleep"] = _ => new Sleep() },
            new Dictionary<string, ITableJob>(StringComparer.Ordinal), new Nobody());

    static RunRequest Request() =>
        new(
            "nest", "test",
            new Stack(
                "nest", "test", "us-east-1",
                [
                    new BucketResource("landing", "us-east-1"),
                    new FunctionResource(
                        "sleep", "arn:aws:lambda:us-east-1:111111111111:function:sleep", "Sleep", new("role"), "dotnet", "h", 900, 128, [],
                        new Dictionary<string, string>(StringComparer.Ordinal)),
                    .. Enumerable.Range(1, Deep).Select(Nest),
                ])
            {
                Entry = new(new("Nest1"), Concurrency: new("landing/nest", 1)),
            },
            Delivery: null, []);

    static StateMachineResource Nest(int level) =>
        new($"Nest{level}", Arn(level), new("arn:aws:iam::111111111111:role/states"), level < Deep ? Outer(level) : Inner);

    static string Arn(int level) => $"arn:aws:states:us-east-1:111111111111:stateMachine:Nest{level}";

    static string Outer(int level) => new JsonObject
    {
        ["StartAt"] = "Go",
        ["States"] = new JsonObject
        {
            ["Go"] = new JsonObject
            {
                ["Type"] = "Task",
                ["Resource"] = "arn:aws:states:::states:startExecution.sync:2",
                ["Parameters"] = new JsonObject { ["StateMachineArn"] = Arn(level + 1), ["Input"] = new JsonObject() },
                ["End"] = true,
            },
        },
    }.ToJsonString();

    const string Inner = """
        {"StartAt": "All", "States": {"All": {"Type": "Parallel", "End": true, "Branches": [
          {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 600, "End": true}}},
          {"StartAt": "Call", "States": {"Call": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
          "Parameters": {"FunctionName": "sleep"}, "End": true}}},
          {"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
          "End": true,
            "Parameters": {"QueueUrl": "https://sqs.us-east-1.amazonaws.com/111111111111/q", "MessageBody.$": "$$.Task.Token"}}}}]}}}
        """;

    sealed class Sleep : IFunction
    {
        public async Task<Stream> HandleAsync(Stream input, CancellationToken cancellationToken)
        {
            await Task.Delay(TimeSpan.FromMinutes(10), cancellationToken);
            return new MemoryStream("{}"u8.ToArray());
        }
    }
}
