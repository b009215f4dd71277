namespace Granary.Cli.Tests.Runs;

/// <summary><c>granary tasks</c>: somebody answers what a home's tasks wait for.</summary>
public sealed class TasksCommandTests : IDisposable
{
    readonly Scene _scene = new();

    [Fact]
    public async Task A_waiting_task_is_listed_taken_and_answered()
    {
        (await _scene.GranaryAsync("tasks", "list")).Exits(5);
        (await _scene.RunAsync(_scene.Input("1/orders.csv", "id\n1\n"))).Succeeds();
        (await _scene.GranaryAsync("tasks", "list")).Exits(0);
        foreach (
            var (token, activity) in new[]
            {
                ("AAAAAAAAAAAAAAAA", "NULL"),
                ("BBBBBBBBBBBBBBBB", "'arn:aws:states:us-east-1:1:activity:approve'"),
            })
        {
            HomeDatabase.Execute(_scene.Home,
                $$$"""
                INSERT INTO task_token (token, execution_arn, event_id, state_name, activity, input, status, created_at)
                VALUES ('{{{token}}}', 'arn:e:{{{token[0]}}}', 1, 'Ask', {{{activity}}}, '{"n":1}', 'WAITING', '2026-11-21T12:00:00.000Z')
                """);
        }

        var listed = (await _scene.GranaryAsync("tasks", "list", "--json")).Exits(0).Objects;
        var taken = (await _scene.GranaryAsync("tasks", "take", "approve", "--worker", "me", "--json")).Exits(0).Object;
        (await _scene.GranaryAsync("tasks", "take", "approve")).Exits(5);
        (await _scene.GranaryAsync("tasks", "heartbeat", "BBBBBBBBBBBB")).Exits(0);
        (await _scene.GranaryAsync("tasks", "succeed", "BBBBBBBBBBBBBBBB", "--output", _scene.Input("out.json", """{"ok": true}"""))).Exits(
            0);
        (await _scene.GranaryAsync("tasks", "fail", "AAAAAAAAAAAAAAAA", "--error", "No", "--cause", "because")).Exits(0);

        Assert.Equal(
            ["token", "executionArn", "state", "activityArn", "input", "status", "worker", "createdAt", "takenAt", "heartbeatAt"],
            listed[0].Select(m => m.Key));
        Assert.Equal(
            ("BBBBBBBBBBBBBBBB", "TAKEN", "me"), (taken["token"]!.ToString(), taken["status"]!.ToString(), taken["worker"]!.ToString()));
        Assert.Contains("GR4113", (await _scene.GranaryAsync("tasks", "fail", "AAAAAAAAAAAAAAAA", "--error", "No")).Exits(2).Errors);
        Assert.Empty((await _scene.GranaryAsync("tasks", "list", "--json")).Exits(0).Objects);
    }

    public void Dispose() => _scene.Dispose();
}
