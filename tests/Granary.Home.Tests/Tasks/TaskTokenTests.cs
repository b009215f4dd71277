using System.Text.Json.Nodes;
using Granary.Home.Tasks;
using Granary.States.Tasks;

namespace Granary.Home.Tests.Tasks;

/// <summary>Tasks that wait for somebody: what comes back to them, and what is said to whoever sends it.</summary>
public sealed class TaskTokenTests : IDisposable
{
    const string Activity = "arn:aws:states:us-east-1:111111111111:activity:approve";
    const string Send = """{"QueueUrl":"https://sqs.us-east-1.amazonaws.com/1/q","MessageBody":{"token":"T1"}}""";

    readonly TestHome _scene = new();

    TaskTokens Tokens => new(_scene.Home);

    [Fact]
    public async Task Another_process_sends_a_token_back()
    {
        var task = RunAsync(Waiting("T1"));
        using (var other = LocalHome.Open(_scene.Path, _scene.Clock))
        {
            Assert.Equal("A", Assert.Single(new TaskTokens(other).Waiting()).StateName);
            Assert.Null(new TaskTokens(other).TrySendHeartbeat("T1"));
            Assert.Null(new TaskTokens(other).TrySucceed("T1", """{"ok":[1,"ü"]}"""));
        }

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"ok":[1,"ü"]}"""), await task));
        Assert.Empty(Tokens.Waiting());
    }

    [Fact]
    public async Task A_failure_comes_back_as_it_was_sent()
    {
        var task = RunAsync(Waiting("T1"));

        Assert.Null(Tokens.TryFail("T1", "No", "because"));

        var failure = await Assert.ThrowsAsync<TaskFailedException>(() => task);
        Assert.Equal(("No", "because"), (failure.Error, failure.Cause));
    }

    [Fact]
    public async Task A_task_of_the_home_sends_a_token_back()
    {
        var task = RunAsync(Waiting("T1"));

        await RunAsync(ServiceScene.Call("aws-sdk:sfn:sendTaskSuccess", """{"TaskToken":"T1","Output":"7"}""", id: 20));

        Assert.Equal("7", (await task)!.ToJsonString());
    }

    [Fact]
    public async Task A_token_is_taken_once_and_only_while_somebody_waits()
    {
        using var end = new CancellationTokenSource();
        var first = RunAsync(Waiting("T1"));
        var second = RunAsync(Waiting("T2", id: 2), end.Token);

        Assert.Equal("Invalid Token: 'Invalid token'", Tokens.TrySucceed("none", "1"));
        Assert.Equal("Invalid Output: 'Invalid output'", Tokens.TrySucceed("T1", "{"));
        Assert.Null(Tokens.TrySucceed("T1", "1"));
        Assert.Equal("Task Timed Out: 'Provided task does not exist anymore'", Tokens.TrySucceed("T1", "1"));
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal("Task Timed Out: 'Provided task does not exist anymore'", Tokens.TrySendHeartbeat("T2"));
        await first;
    }

    [Fact]
    public async Task What_was_sent_back_while_no_process_ran_is_there_for_the_next_one()
    {
        Tokens.Expect(Waiting("T1"), activity: null);
        Assert.Null(Tokens.TrySucceed("T1", "5"));

        Assert.Equal("5", (await RunAsync(Waiting("T1")))!.ToJsonString());
    }

    [Fact]
    public async Task The_token_of_a_try_replaces_the_one_that_its_dead_process_had()
    {
        Tokens.Expect(Waiting("T1"), activity: null);

        var task = RunAsync(Waiting("T2"));

        Assert.Equal("Task Timed Out: 'Provided task does not exist anymore'", Tokens.TrySucceed("T1", "1"));
        Assert.Null(Tokens.TrySucceed("T2", "2"));
        Assert.Equal("2", (await task)!.ToJsonString());
    }

    [Fact]
    public async Task A_worker_takes_the_oldest_task_of_its_activity()
    {
        var first = RunAsync(Work("T1", 1));
        var second = RunAsync(Work("T2", 2));

        Assert.Null(Tokens.Take("other", "w"));
        var taken = Tokens.Take("approve", "w");
        Assert.Equal(("T1", """{"n":1}""", "w"), (taken!.Token, taken.Input, Tokens.Waiting()[0].Worker));
        Assert.Equal("T2", Tokens.Take(Activity, null)!.Token);
        Assert.Null(Tokens.Take("approve", "w"));
        Tokens.TrySucceed("T1", "1");
        Tokens.TrySucceed("T2", "2");
        Assert.Equal(["1", "2"], (await Task.WhenAll(first, second)).Select(o => o!.ToJsonString()));
    }

    [Fact]
    public async Task The_request_that_hands_a_token_on_is_sent_once()
    {
        Tokens.Expect(Waiting("T1"), activity: null);
        Tokens.TrySucceed("T1", "1");

        await RunAsync(Waiting("T1"));
        await RunAsync(Waiting("T1"));

        Assert.Equal(1, _scene.Home.Database.Query("SELECT count(*) FROM message", r => r.GetInt32(0))[0]);
    }

    [Fact]
    public void A_token_of_an_execution_that_has_ended_belongs_to_no_task()
    {
        _scene.Home.Database.Execute(
            "INSERT INTO execution (arn, run_id, name, machine, status, started_at, definition_sha256) VALUES (?1, 'r', '1', 'm', "
                + "'FAILED', '2026-11-21T12:00:00.000Z', '')",
            Waiting("T1").ExecutionArn);
        Tokens.Expect(Waiting("T1"), activity: null);

        Assert.Equal("Task Does Not Exist: 'Provided task does not exist'", Tokens.TrySucceed("T1", "1"));
    }

    public void Dispose() => _scene.Dispose();

    static TaskCall Waiting(string token, long id = 1) => ServiceScene.Call("sqs:sendMessage.waitForTaskToken", Send, id, token);

    static TaskCall Work(string token, long id) => ServiceScene.Call(Activity, $$"""{"n":{{id}}}""", id, token);

    Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken = default) =>
        new LocalIntegrations(_scene.Home, _scene.Home.Database.Transaction, new Dictionary<string, ITaskRunner>()).RunAsync(
            call, cancellationToken);
}
