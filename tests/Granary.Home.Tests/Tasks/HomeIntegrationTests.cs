using System.Text.Json.Nodes;
using Granary.Emulator;
using Granary.Emulator.Glue;
using Granary.Home.Tasks;
using Granary.Model;
using Granary.Platform.Stacks;
using Granary.States.Tasks;

namespace Granary.Home.Tests.Tasks;

/// <summary>What a home adds to the services: effects that happen once, limits of jobs, functions that may be chosen.</summary>
public sealed class HomeIntegrationTests : IDisposable
{
    const string Send = """{"QueueUrl":"https://sqs.us-east-1.amazonaws.com/1/q","MessageBody":"m"}""";

    readonly TestHome _scene = new();

    [Fact]
    public async Task A_message_is_sent_once_though_its_task_runs_twice()
    {
        var first = await RunAsync(ServiceScene.Call("sqs:sendMessage", Send, id: 3));
        _scene.Reopen();
        var again = await RunAsync(ServiceScene.Call("sqs:sendMessage", Send, id: 3));
        await RunAsync(ServiceScene.Call("sqs:sendMessage", Send, id: 9));

        Assert.Equal(first!["MessageId"]!.ToString(), again!["MessageId"]!.ToString());
        Assert.Equal(2, Count("SELECT count(*) FROM message WHERE service = 'sqs' AND target = 'q' AND body = 'm'"));
    }

    [Fact]
    public async Task An_effect_that_failed_leaves_nothing_behind()
    {
        var effects = new Effects(_scene.Home.Database, _scene.Home.Database.Transaction);
        var call = ServiceScene.Call("sqs:sendMessage", Send);
        await RunAsync(ServiceScene.Call("sqs:sendMessage", Send, id: 2));

        Assert.Throws<InvalidOperationException>(() => effects.Once(call, () =>
        {
            _scene.Home.Database.Execute("DELETE FROM message");
            throw new InvalidOperationException();
        }));

        Assert.Equal(1, Count("SELECT count(*) FROM message"));
        Assert.Equal("1", effects.Once(call, () => 1)!.ToJsonString());
        Assert.Equal("1", effects.Once(call, () => 2)!.ToJsonString());
    }

    [Fact]
    public async Task Events_that_were_refused_in_part_are_put_once()
    {
        const string entries = """{"Entries":[{"Source":"s","DetailType":"d","Detail":{}},{"Source":"s"}]}""";

        foreach (var _ in new[] { 1, 2 })
            Assert.Equal(
                "EventBridge.FailedEntry",
                (await Assert.ThrowsAsync<TaskFailedException>(() => RunAsync(ServiceScene.Call("events:putEvents", entries)))).Error);

        Assert.Equal(1, Count("SELECT count(*) FROM message WHERE service = 'events' AND target = 'default'"));
    }

    [Fact]
    public async Task A_job_runs_no_more_often_at_once_than_it_says()
    {
        _scene.Apply(Job("J", mostAtOnce: 1), Job("K", mostAtOnce: 2));
        var jobs = new HeldRunner();
        var integrations = Integrations(jobs);
        var first = integrations.RunAsync(Start("J", 1), CancellationToken.None);

        var refused = await Assert.ThrowsAsync<TaskFailedException>(() => integrations.RunAsync(Start("J", 2), CancellationToken.None));
        var others = new[]
        {
            integrations.RunAsync(Start("K", 3), CancellationToken.None),
            integrations.RunAsync(Start("K", 4), CancellationToken.None),
        };
        var again = integrations.RunAsync(Start("J", 1), CancellationToken.None); // after its process died
        jobs.Release();
        await Task.WhenAll([first, again, .. others]);
        await integrations.RunAsync(Start("J", 5), CancellationToken.None);

        Assert.Equal("Glue.ConcurrentRunsExceededException", refused.Error);
        Assert.StartsWith(
            "Concurrent runs exceeded for J (Service: AWSGlue; Status Code: 400; Error Code: ConcurrentRunsExceededException; Request ID: ",
            refused.Cause);
        Assert.Equal(0, Count("SELECT count(*) FROM job_slot"));
    }

    [Fact]
    public async Task A_job_that_is_only_started_goes_on_by_itself()
    {
        _scene.Apply(Job("J", mostAtOnce: 1));
        var jobs = new HeldRunner();
        var integrations = Integrations(jobs);

        var started = await integrations.RunAsync(ServiceScene.Call("glue:startJobRun", """{"JobName":"J"}"""), CancellationToken.None);
        Assert.False(integrations.WaitAsync().IsCompleted);
        jobs.Release();
        await integrations.WaitAsync();

        Assert.StartsWith("jr_", started!["JobRunId"]!.ToString());
        Assert.Equal(0, Count("SELECT count(*) FROM job_slot"));
    }

    [Theory]
    [InlineData("Own", null, true)]
    [InlineData("arn:aws:lambda:us-east-1:111111111111:function:Own", null, true)]
    [InlineData("Others", null, false)]
    [InlineData("Own", "", false)]
    [InlineData("Fixed", "", true)]
    [InlineData("Own", "Own", true)]
    public void A_function_that_the_input_chose_must_be_allowed(string function, string? allowed, bool isAllowed)
    {
        var machine = new StateMachineResource("m", "arn:aws:states:us-east-1:111111111111:stateMachine:m", new("arn:r"),
            """
                {"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke",
                 "Parameters":{"FunctionName.$":"$.f"},"Next":"B"},"B":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke",
                 "Parameters":{"FunctionName":"Fixed"},"End":true}}}
                """)
        {
            AllowedFunctions = allowed is null ? null : allowed.Length == 0 ? [] : [new(allowed)],
        };
        _scene.Apply(TestHome.Stack(Function("Others")) with { Project = "others" });
        _scene.Apply(machine, Function("Own"), Function("Fixed"));

        void Check() => new FunctionAllowList(_scene.Home).Check(
            ServiceScene.Call("lambda:invoke", "{}"), Platform.Arn.NameIn(function, "function"));

        if (isAllowed)
            Check();
        else
            Assert.Contains("was chosen at run time", Assert.Throws<TaskFailedException>(Check).Cause);
    }

    [Fact]
    public void A_stack_with_what_a_home_cannot_do_is_not_applied()
    {
        var machine = new StateMachineResource("m", "arn:m", new("arn:r"),
            """{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:states:::athena:startQueryExecution.sync","End":true}}}""");

        var refused = Assert.Throws<ProblemException>(() =>
            _scene.Apply(machine, new BucketResource("b", "us-east-1")));

        Assert.Equal("GR4111", refused.Problems[0].Code);
        Assert.Null(_scene.Home.Resources.Find<StateMachineResource>("m"));
    }

    [Fact]
    public void Everything_that_is_said_to_be_built_is_built()
    {
        var services = new AnsweringServices(HomeServices.Of(_scene.Home), _scene.Clock);
        string[] others =
        [
            "lambda:invoke", "states:startExecution", "glue:startJobRun", "aws-sdk:glue:startJobRun", "aws-sdk:glue:getJobRun",
            "aws-sdk:glue:startCrawler", "aws-sdk:glue:getCrawler", "aws-sdk:sfn:startExecution", "aws-sdk:lambda:invoke",
        ];

        Assert.Equal(ServiceActions.All.Order(StringComparer.Ordinal), services.Names.Concat(others).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_home_tells_of_its_jobs_and_crawlers()
    {
        _scene.Apply(Job("J", 1), new CrawlerResource("C", new("arn:r"), new("db"), ["s3://b/t/"], ["**.x"]));
        _scene.Home.Database.Execute(
            "INSERT INTO job_run (id, run_id, job, state, started_at) VALUES ('jr_1', 'r', 'J', 'RUNNING', '2026-11-21T12:00:00.000Z')");
        _scene.Home.Database.Execute(
            "INSERT INTO crawl (crawler, run_id, state, started_at, ended_at, error) VALUES ('C', 'r', 'FAILED', "
                + "'2026-11-21T12:00:00.000Z', '2026-11-21T12:01:00.000Z', 'why')"
        );

        var job = await RunAsync(ServiceScene.Call("aws-sdk:glue:getJobRun", """{"JobName":"J","RunId":"jr_1"}"""));
        var crawler = await RunAsync(ServiceScene.Call("aws-sdk:glue:getCrawler", """{"Name":"C"}"""));
        var none = await Assert.ThrowsAsync<TaskFailedException>(() =>
            RunAsync(ServiceScene.Call("aws-sdk:glue:getCrawler", """{"Name":"D"}""")));

        Assert.Equal(
            ("RUNNING", "2026-11-21T12:00:00.000Z"), (job!["JobRun"]!["JobRunState"]!.ToString(), job["JobRun"]!["StartedOn"]!.ToString()));
        Assert.Equal(
            ("READY", "FAILED", "why"),
            (
                crawler!["Crawler"]!["State"]!.ToString(), crawler["Crawler"]!["LastCrawl"]!["Status"]!.ToString(),
                crawler["Crawler"]!["LastCrawl"]!["ErrorMessage"]!.ToString()));
        Assert.Equal("Glue.EntityNotFoundException", none.Error);
    }

    public void Dispose() => _scene.Dispose();

    Task<JsonNode?> RunAsync(TaskCall call) => Integrations().RunAsync(call, CancellationToken.None);

    LocalIntegrations Integrations(IJobRunner? jobs = null) =>
        new(_scene.Home, _scene.Home.Database.Transaction, new Dictionary<string, ITaskRunner>(), jobs);

    int Count(string sql) => _scene.Home.Database.Query(sql, r => r.GetInt32(0))[0];

    static TaskCall Start(string job, long id) => ServiceScene.Call("glue:startJobRun.sync", $$"""{"JobName":"{{job}}"}""", id);

    static JobResource Job(string name, int mostAtOnce) =>
        new(name, new("arn:r"), "s3://a/glue/x.py", "5.0", "G.1X", 2, 60, 0, mostAtOnce, [], new Dictionary<string, string>());

    static FunctionResource Function(string name) =>
        new(
            name, $"arn:aws:lambda:us-east-1:111111111111:function:{name}", "Step", new("arn:r"), "dotnet10", "h", 30, 256, [],
            new Dictionary<string, string>());

    sealed class HeldRunner : IJobRunner
    {
        readonly TaskCompletionSource _gate = new();

        public void Release() => _gate.TrySetResult();

        public JobRunFacts Start(JobStart start) =>
            new(start.Id, start.Job, start.Arguments, "RUNNING", null, DateTimeOffset.UnixEpoch, null);

        public async Task<JobRunFacts> RunAsync(JobStart start, JobRunFacts run, CancellationToken cancellationToken)
        {
            await _gate.Task;
            return run with { State = "SUCCEEDED", Ended = DateTimeOffset.UnixEpoch };
        }
    }
}
