using System.Text.Json.Nodes;
namespace Granary.Simulator.Tests.Standalone;

/// <summary>What mocks can say, and what is said of mocks that cannot be used.</summary>
public sealed class MockTests
{
    const string Function = """
        {"A":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"f","Payload.$":"$"},
         "OutputPath":"$.Payload","End":true}}
        """;

    [Theory]
    [InlineData("""{"return":[1,2.50]}""", "[1,2.50]")]
    [InlineData("""{"echo":true}""", """{"a":1}""")]
    [InlineData("""{"delaySeconds":60}""", "null")]
    public async Task A_function_answers_what_its_mock_says(string answer, string output)
    {
        var result = await MachineScene.RunAsync(Function, $$$"""{"functions":{"f":[{{{answer}}}]}}""", """{"a":1}""");

        Assert.Equal(("SUCCEEDED", output), (result["status"]!.ToString(), result["output"].Json()));
    }

    [Fact]
    public async Task Answers_are_used_in_order_and_the_last_one_repeats()
    {
        const string states = """
            {"A":{"Type":"Map","ItemsPath":"$","MaxConcurrency":1,"End":true,"ItemProcessor":{"StartAt":"F","States":{
              "F":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:111111111111:function:f","End":true,
                   "Retry":[{"ErrorEquals":["Busy"],"IntervalSeconds":3600}]}}}}}
            """;
        const string mocks = """
            {"functions":{"arn:aws:lambda:us-east-1:111111111111:function:f":[{"return":1},{"error":"Busy","cause":"later"},{"return":2}]}}
            """;

        var result = await MachineScene.RunAsync(states, mocks, "[0,0,0,0]");

        Assert.Equal("[1,2,2,2]", result["output"].Json());
        Assert.InRange(
            DateTimeOffset.Parse(result["stopDate"]!.ToString()) - DateTimeOffset.Parse(result["startDate"]!.ToString()),
            TimeSpan.FromHours(1), TimeSpan.FromMinutes(61));
    }

    [Theory]
    [InlineData("", "SUCCEEDED")]
    [InlineData(".sync", "FAILED")]
    [InlineData(".sync:2", "FAILED")]
    public async Task A_machine_that_starts_itself_for_ever_comes_to_an_end_and_leaves_the_process_alive(string pattern, string status)
    {
        var self = $$$"""
            {"A":{"Type":"Task","Resource":"arn:aws:states:::states:startExecution{{{pattern}}}","End":true,
              "Parameters":{"StateMachineArn":"arn:aws:states:us-east-1:111111111111:stateMachine:self"} } }
            """;

        var result = await MachineScene.RunAsync(self, $$$"""{"stateMachines":{"self":{"StartAt":"A","States":{{{self}}} } } }""");

        Assert.Equal(status, result["status"]!.ToString());
        Assert.InRange(result["cause"]?.ToString().Length ?? 0, 0, 32_768);
    }

    [Fact]
    public async Task A_distributed_map_reads_from_a_bucket_and_writes_to_one_that_no_mock_names()
    {
        const string states = """
            {"A":{"Type":"Map","Next":"B",
              "ItemReader":{"Resource":"arn:aws:states:::s3:getObject","Parameters":{"Bucket":"in","Key":"k"},
               "ReaderConfig":{"InputType":"JSON"}},
              "ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"EXPRESS"},"StartAt":"P",
               "States":{"P":{"Type":"Pass","End":true}}},
              "ResultWriter":{"Resource":"arn:aws:states:::s3:putObject","Parameters":{"Bucket":"out","Prefix":"jobs"}}},
             "B":{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:s3:getObject",
              "Parameters":{"Bucket.$":"$.ResultWriterDetails.Bucket","Key.$":"$.ResultWriterDetails.Key"},
              "ResultSelector":{"manifest.$":"States.StringToJson($.Body)"},"OutputPath":"$.manifest.ResultFiles.FAILED","End":true}}
            """;

        var result = await MachineScene.RunAsync(states, """{"buckets":{"in":{"k":[1,2]}}}""");

        Assert.Equal(("SUCCEEDED", "[]"), (result["status"]!.ToString(), result["output"].Json()));
    }

    [Fact]
    public async Task A_function_that_no_mock_names_does_not_exist()
    {
        var result = await MachineScene.RunAsync(Function);

        Assert.Equal(("FAILED", "Lambda.ResourceNotFoundException"), (result["status"]!.ToString(), result["error"]!.ToString()));
        Assert.StartsWith("Function not found: arn:aws:lambda:us-east-1:111111111111:function:f (", result["cause"]!.ToString());
    }

    [Theory]
    [InlineData("""{"success":{"ok":true}}""", "SUCCEEDED", """{"ok":true}""")]
    [InlineData("""{"failure":{"error":"No","cause":"because"}}""", "FAILED", "null")]
    public async Task A_token_is_sent_back_as_the_mocks_say(string token, string status, string output)
    {
        const string states = """
            {"A":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage.waitForTaskToken",
             "Parameters":{"QueueUrl":"https://sqs.us-east-1.amazonaws.com/111111111111/q","MessageBody.$":"$$.Task.Token"},"End":true}}
            """;

        var result = await MachineScene.RunAsync(states, $$$"""{"queues":["q"],"tokens":{"A":{{{token}}}}}""");

        Assert.Equal((status, output), (result["status"]!.ToString(), result["output"].Json()));
        Assert.Contains("TaskSubmitted", result.EventTypes());
    }

    [Fact]
    public async Task A_token_that_nobody_sends_back_runs_into_the_time_limit()
    {
        const string state = """
            {"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage.waitForTaskToken",
             "Parameters":{"QueueUrl":"https://sqs.us-east-1.amazonaws.com/1/q","MessageBody":"m"},"End":true
            """;

        var limited = await MachineScene.RunAsync($$$"""{"A":{{{state}}},"HeartbeatSeconds":5}}""", """{"queues":["q"]}""");
        var unlimited = await MachineScene.RunAsync($$$"""{"A":{{{state}}}}}""", """{"queues":["q"]}""");

        Assert.Equal(("FAILED", "States.Timeout"), (limited["status"]!.ToString(), limited["error"]!.ToString()));
        Assert.Equal("TIMED_OUT", unlimited["status"]!.ToString());
    }

    [Fact]
    public async Task A_machine_sends_back_the_token_that_another_waits_for()
    {
        const string states = """
            {"A":{"Type":"Task","Resource":"arn:aws:states:::states:startExecution.waitForTaskToken","End":true,
              "Parameters":{"StateMachineArn":"arn:aws:states:us-east-1:111111111111:stateMachine:child",
               "Input":{"token.$":"$$.Task.Token"}}}}
            """;

        var result = await MachineScene.RunAsync(states, """
            {"stateMachines":{"child":{"StartAt":"Later","States":{"Later":{"Type":"Wait","Seconds":30,"Next":"Send"},
              "Send":{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:sfn:sendTaskSuccess","Parameters":{"TaskToken.$":"$.token",
               "Output":"{\"n\":7}"},"End":true}}}}}
            """);

        Assert.Equal(("SUCCEEDED", """{"n":7}"""), (result["status"]!.ToString(), result["output"].Json()));
    }

    [Fact]
    public async Task A_token_that_nobody_waits_for_is_refused()
    {
        var result = await MachineScene.RunAsync("""
            {"A":{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:sfn:sendTaskSuccess","Parameters":{"TaskToken":"none","Output":"1"},
             "End":true}}
            """);

        Assert.Equal(("FAILED", "Sfn.InvalidTokenException"), (result["status"]!.ToString(), result["error"]!.ToString()));
    }

    [Fact]
    public async Task An_activity_is_taken_by_a_worker_where_a_mock_names_it()
    {
        const string states =
            """{"A":{"Type":"Task","Resource":"arn:aws:states:us-east-1:111111111111:activity:act","TimeoutSeconds":10,"End":true}}""";

        var taken = await MachineScene.RunAsync(states, """{"activities":{"act":[{"echo":true}]}}""", "5");
        var left = await MachineScene.RunAsync(states);

        Assert.Equal("5", taken["output"].Json());
        Assert.Contains("ActivityStarted", taken.EventTypes());
        Assert.Equal("States.Timeout", left["error"]!.ToString());
        Assert.DoesNotContain("ActivityStarted", left.EventTypes());
    }

    [Theory]
    [InlineData(".sync", """ "{\"b\":2}" """)]
    [InlineData(".sync:2", """{"b":2}""")]
    public async Task Another_state_machine_runs_under_the_same_mocks(string pattern, string output)
    {
        var states = $$$"""
            {"A":{"Type":"Task","Resource":"arn:aws:states:::states:startExecution{{{pattern}}}",
             "Parameters":{"StateMachineArn":"arn:aws:states:us-east-1:111111111111:stateMachine:child","Input":{"a":1}},
             "OutputPath":"$.Output","End":true}}
            """;

        var result = await MachineScene.RunAsync(states, """
            {"functions":{"f":[{"return":{"b":2}}]},
             "stateMachines":{"child":{"StartAt":"F","States":{"F":{"Type":"Task",
              "Resource":"arn:aws:lambda:us-east-1:111111111111:function:f","End":true}}}}}
            """);

        Assert.Equal(output.Trim().Replace("\\\"", "\\u0022"), result["output"].Json());
    }

    [Fact]
    public async Task A_service_that_nothing_plays_starts_no_run()
    {
        const string states = """
            {"A":{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:glue:getJobRun","Parameters":{"JobName":"j","RunId":"r"},"End":true}}
            """;

        var refused = await MachineScene.RunAsync(states);
        var played = await MachineScene.RunAsync(
            states,
            """{"tasks":{"arn:aws:states:::aws-sdk:glue:getJobRun":[{"return":{"JobRun":{}}}]}}"""
        );

        Assert.Equal(("START_FAILED", "MissingMock"), (refused["status"]!.ToString(), refused["error"]!.ToString()));
        Assert.Contains("arn:aws:states:::aws-sdk:glue:getJobRun", refused["cause"]!.ToString());
        Assert.Equal("SUCCEEDED", played["status"]!.ToString());
    }

    [Theory]
    [InlineData("""{"funktions":{}}""", "Did you mean \"functions\"?")]
    [InlineData("""{"functions":{"f":[{"retrun":1}]}}""", "Did you mean \"return\"?")]
    [InlineData("""{"functions":{"f":[{"return":1,"echo":true}]}}""", "has both 'return' and 'echo'")]
    [InlineData("""{"functions":[]}""", "must be an object")]
    [InlineData("""{"buckets":{"b":"text"}}""", "must be an object")]
    [InlineData("""{"items":{"t":["text"]}}""", "must be an object")]
    [InlineData("""{"items":{"t":{"keys":["id"]}}}""", "has no 'keys'")]
    [InlineData("""{"items":{"t":{"key":[]}}}""", "one or two attributes")]
    [InlineData("""{"items":{"t":[{"id":{"N":"x"}}]}}""", "cannot be converted to a numeric value")]
    [InlineData("""{"queues":[7]}""", "must be a list of names")]
    [InlineData("""{"tokens":{"A":{"success":1,"failure":{}}}}""", "has both 'success' and 'failure'")]
    [InlineData("""{"tokens":{"A":{}}}""", "has neither a 'success' nor a 'failure'")]
    [InlineData("""{"stateMachines":{"m":{"StartAt":"X"}}}""", "has no 'States'")]
    public async Task Mocks_that_cannot_be_used_start_no_run(string mocks, string why)
    {
        var result = await MachineScene.RunAsync("""{"A":{"Type":"Succeed"}}""", mocks);

        Assert.Equal(("START_FAILED", "InvalidMocks"), (result["status"]!.ToString(), result["error"]!.ToString()));
        Assert.Contains(why, result["cause"]!.ToString());
    }

    [Theory]
    [InlineData("""["a"]""", """{"id":{"S":"a"},"n":{"N":"1"}}""")]
    [InlineData("""
        [{"id":"a","n":1,"on":true,"no":null,"list":[1,"b"],"map":{"k":1.5}}]
        """, """
        {"id":{"S":"a"},"n":{"N":"1"},"on":{"BOOL":true},"no":{"NULL":true},"list":{"L":[{"N":"1"},{"S":"b"}]},
         "map":{"M":{"k":{"N":"1.5"}}}}
        """)]
    [InlineData("""[{"id":{"S":"a"},"n":{"N":"1"}}]""", """{"id":{"S":"a"},"n":{"N":"1"}}""")]
    public async Task Items_of_mocks_may_be_plain_and_need_no_key(string items, string item)
    {
        const string states = """
            {"A":{"Type":"Task","Resource":"arn:aws:states:::dynamodb:getItem","Parameters":{"TableName":"Things","Key":{"id":{"S":"a"}}},
             "OutputPath":"$.Item","End":true}}
            """;

        var result = await MachineScene.RunAsync(states, "{\"items\":{\"Things\":" + items + "}}");

        if (items == """["a"]""")
            Assert.Equal("InvalidMocks", result["error"]!.ToString());
        else
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(item), result["output"]), result.ToJsonString());
    }
}
