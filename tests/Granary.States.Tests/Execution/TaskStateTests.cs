using System.Text.Json.Nodes;
using Granary.States.Clocks;
using Granary.States.Execution;
using Granary.States.Tasks;

namespace Granary.States.Tests.Execution;

public sealed class TaskStateTests
{
    [Fact]
    public void A_job_is_recorded_when_it_is_scheduled_started_submitted_and_done()
    {
        var machine = new Machine
        {
            Task = async (call, _) =>
            {
                await call.ReportSubmittedAsync(new JsonObject { ["JobRunId"] = "jr_1" });
                return new JsonObject { ["JobRunState"] = "SUCCEEDED" };
            },
        };

        var result = machine.Run(Task("""
            "Resource": "arn:aws:states:::glue:startJobRun.sync", "Parameters": {"JobName.$": "$.job"}, "ResultPath": "$.glue",
            "TimeoutSeconds": 60
            """), new JsonObject { ["job"] = "Landing" });

        Assert.Equal("""{"job":"Landing","glue":{"JobRunState":"SUCCEEDED"}}""", result.Output!.ToJsonString());
        Assert.Equal(
            """{"timestamp":"2026-01-02T03:04:05.000Z","type":"TaskScheduled","id":3,"previousEventId":2,"taskScheduled"""
                + """EventDetails":{"resourceType":"glue","resource":"startJobRun.sync","region":"us-east"""
                + """-1","parameters":"{\"JobName\":\"Landing\"}","timeoutInSeconds":60}}""",
            machine.Events[2].ToJson());
        Assert.Equal(
            """{"timestamp":"2026-01-02T03:04:05.000Z","type":"TaskSubmitted","id":5,"previousEventId":4,"taskSubmitted"""
                + """EventDetails":{"resourceType":"glue","resource":"startJobRun"""
                + """.sync","output":"{\"JobRunId\":\"jr_1\"}","outputDetails":{"truncated":false}}}""",
            machine.Events[4].ToJson());
        Assert.Equal([0, 0, 2, 3, 4, 5, 6, 7], machine.Events.Select(e => e.PreviousEventId));
        Assert.Equal(3, machine.Calls[0].ScheduledEventId);
        Assert.Equal(
            ("glue", "startJobRun", TaskPattern.Sync),
            (machine.Calls[0].Resource.Service, machine.Calls[0].Resource.Operation, machine.Calls[0].Resource.Pattern));
    }

    [Fact]
    public void A_failed_task_is_tried_again_after_growing_pauses()
    {
        var machine = new Machine { Task = (_, _) => throw new TaskFailedException("Busy", "later") };
        var before = machine.Clock.GetUtcNow();

        var result = machine.Run(Task("""
            "Resource": "arn:aws:lambda:us-east-1:111111111111:function:f", "Parameters": {"try.$": "$$.State.RetryCount"},
            "Retry": [{"ErrorEquals": ["Other"]}, {"ErrorEquals": ["Busy"], "IntervalSeconds": 3, "BackoffRate": 2, "MaxDelaySeconds": 10}]
            """));

        Assert.Equal("Busy", result.Error);
        Assert.Equal([0, 1, 2, 3], machine.Calls.Select(c => c.Parameters!["try"]!.GetValue<int>()));
        Assert.Equal(TimeSpan.FromSeconds(3 + 6 + 10), machine.Clock.GetUtcNow() - before);
    }

    [Theory]
    [InlineData("States.HeartbeatTimeout", true)]
    [InlineData("States.Timeout", true)]
    [InlineData("States.TaskFailed", false)]
    public void A_heartbeat_that_does_not_come_is_a_timeout_and_can_be_caught_by_its_own_name_too(string caught, bool isCaught)
    {
        var machine = Sleeper(TimeSpan.FromMinutes(1));

        var result = machine.Run(Task($$"""
            "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "Parameters": {"QueueUrl": "q",
            "MessageBody.$": "$$.Task.Token"}, "HeartbeatSeconds": 5,
            "Retry": [{"ErrorEquals": ["{{caught}}"], "MaxAttempts": 1}]
            """));

        Assert.Equal("States.Timeout", result.Error);
        Assert.Equal(isCaught ? 2 : 1, machine.Calls.Count);
    }

    [Fact]
    public void A_task_that_takes_too_long_times_out_and_can_be_caught()
    {
        var machine = Sleeper(TimeSpan.FromMinutes(1));

        var result = machine.Run(Task("""
            "Resource": "arn:aws:lambda:us-east-1:111111111111:function:slow", "TimeoutSecondsPath": "$.limit",
            "Catch": [{"ErrorEquals": ["States.TaskFailed"], "Next": "Wrong"}, {"ErrorEquals": ["States.Timeout"],
            "ResultPath": "$.error", "Next": "Late"}]
            """, """, "Late": {"Type": "Pass", "End": true}, "Wrong": {"Type": "Fail"} """), new JsonObject { ["limit"] = 5 });

        Assert.Equal(ExecutionStatus.Succeeded, result.Status);
        Assert.Equal("States.Timeout", result.Output!["error"]!["Error"]!.GetValue<string>());
        Assert.Equal(
            ["LambdaFunctionScheduled", "LambdaFunctionStarted", "LambdaFunctionTimedOut", "TaskStateExited"],
            machine.EventTypes.Skip(2).Take(4));
    }

    [Fact]
    public void A_heartbeat_keeps_a_task_alive_until_it_stops()
    {
        var clock = new VirtualClock(Machine.Start);
        var machine = new Machine
        {
            Clock = clock,
            Task = async (call, cancellationToken) =>
            {
                for (var i = 0; i < 3; i++)
                {
                    await System.Threading.Tasks.Task.Delay(TimeSpan.FromSeconds(4), clock, cancellationToken);
                    call.ReportHeartbeat();
                }

                await System.Threading.Tasks.Task.Delay(TimeSpan.FromSeconds(60), clock, cancellationToken);
                return null;
            },
        };
        var before = clock.GetUtcNow();

        var result = machine.Run(Task("""
            "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "Parameters": {"QueueUrl": "q",
            "MessageBody.$": "$$.Task.Token"}, "HeartbeatSeconds": 5
            """));

        Assert.Equal("States.Timeout", result.Error);
        Assert.Equal(TimeSpan.FromSeconds(17), clock.GetUtcNow() - before);
        Assert.Equal(machine.Calls[0].Token, machine.Calls[0].Parameters!["MessageBody"]!.GetValue<string>());
    }

    [Fact]
    public void A_result_that_is_too_large_fails_the_task()
    {
        var machine = new Machine { Task = (_, _) => System.Threading.Tasks.Task.FromResult<JsonNode?>(new string('ü', 150_000)) };

        var result = machine.Run(Task("\"Resource\": \"arn:aws:states:::lambda:invoke\""));

        Assert.Equal("States.DataLimitExceeded", result.Error);
    }

    [Fact]
    public void A_fault_of_the_runner_is_a_failed_task()
    {
        var machine = new Machine { Task = (_, _) => throw new InvalidOperationException("no such table") };

        var result = machine.Run(Task("\"Resource\": \"arn:aws:states:::lambda:invoke\""));

        Assert.Equal("States.TaskFailed", result.Error);
        Assert.Contains("no such table", result.Cause);
    }

    [Fact]
    public void A_runtime_error_is_caught_by_nobody()
    {
        var machine = new Machine();

        var result = machine.Run(Task("""
            "Resource": "arn:aws:lambda:us-east-1:111111111111:function:f", "Parameters": {"a.$": "$.missing"},
            "Retry": [{"ErrorEquals": ["States.ALL"]}], "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Late"}]
            """, """, "Late": {"Type": "Pass", "End": true} """));

        Assert.Equal("States.Runtime", result.Error);
        Assert.Equal(
            "An error occurred while executing the state 'T' (entered at the event id #2). The JSONPath '$.missing' specified for the "
                + "field 'a.$' could not be found in the input '{}'",
            result.Cause);
    }

    [Fact]
    public void Cancelling_ends_the_execution_as_aborted()
    {
        using var cancellation = new CancellationTokenSource();
        var machine = new Machine
        {
            Task = (_, cancellationToken) =>
            {
                cancellation.Cancel();
                return System.Threading.Tasks.Task.FromCanceled<JsonNode?>(cancellationToken);
            },
        };

        var definition = Granary
            .States.Reading.DefinitionReader.Read(Task("\"Resource\": \"arn:aws:states:::lambda:invoke\""), "x")
            .GetDefinition();
        var result = machine.Run(definition, new JsonObject(), cancellation.Token);

        Assert.Equal(ExecutionStatus.Aborted, result.Status);
        Assert.Equal("ExecutionAborted", machine.EventTypes.Last());
    }

    [Fact]
    public void A_machine_that_takes_too_long_times_out()
    {
        var machine = new Machine();

        var result = machine.Run(
            """{"StartAt": "W", "TimeoutSeconds": 5, "States": {"W": {"Type": "Wait", "Seconds": 60, "End": true}}}"""
        );

        Assert.Equal(ExecutionStatus.TimedOut, result.Status);
        Assert.Equal(["ExecutionStarted", "WaitStateEntered", "ExecutionTimedOut"], machine.EventTypes);
    }

    static Machine Sleeper(TimeSpan time)
    {
        var clock = new VirtualClock(Machine.Start);
        return new()
        {
            Clock = clock,
            Task = async (_, cancellationToken) =>
            {
                await System.Threading.Tasks.Task.Delay(time, clock, cancellationToken);
                return null;
            },
        };
    }

    static string Task(string members, string others = "") =>
        $$$"""{"StartAt": "T", "States": {"T": {"Type": "Task", {{{members}}}, "End": true}{{{others}}}}}""";
}
