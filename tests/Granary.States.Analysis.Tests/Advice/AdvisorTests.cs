using Granary.Model;
using Granary.States.Analysis.Advice;
using Granary.States.Reading;

namespace Granary.States.Analysis.Tests.Advice;

/// <summary>What is told of, and what is left alone because it may be meant so.</summary>
public sealed class AdvisorTests
{
    const string Invoke =
        """ "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f", "Payload.$": "$"} """;
    const string Job = """ "Type": "Task", "Resource": "arn:aws:states:::glue:startJobRun.sync", "Parameters": {"JobName": "load"} """;

    static readonly StackReferences Stack = new()
    {
        Functions = ["f"],
        Jobs = [new("load", 2, TimeSpan.FromHours(1))],
        Crawlers = ["crawl"],
        Tables = ["runs"],
        StateMachines = ["child"],
    };

    /// <summary>Paths that lead nowhere on some way.</summary>
    [Theory]
    [InlineData(
        """{"A": {"Type": "Pass", "Result": {"a": 1}, "Next": "B"}, "B": {"Type": "Pass", "InputPath": "$.b", "End": true}}""",
        "/States/B/InputPath")]
    [InlineData(
        """
        {"A": {"Type": "Pass", "Parameters": {"a.$": "$.x"}, "Next": "B"}, "B": {"Type": "Pass", "Parameters": {"x": {"c.$": "$.x"}},
        "End": true}}
        """,
        "/States/B/Parameters")]
    [InlineData(
        """
        {"A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"}, "Next": "B"},
        "B": {"Type": "Pass", "InputPath": "$.rows", "End": true}}
        """,
        "/States/B/InputPath")]
    [InlineData(
        """
        {"A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"},
        "ResultSelector": {"n.$": "$.rows"}, "End": true}}
        """,
        "/States/A/ResultSelector")]
    [InlineData(
        """
        {"A": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Parameters": {"TopicArn": "t", "Message.$": "$.job"},
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "B"}], "End": true}, "B": {"Type": "Fail",
        "CausePath": "States.Format('{}', $.job)"}}
        """,
        "/States/B/CausePath")]
    [InlineData(
        """
        {"A": {"Type": "Choice", "Choices": [{"Variable": "$.go", "BooleanEquals": true, "Next": "W"}], "Default": "R"},
        "W": {"Type": "Pass", "Result": 1, "ResultPath": "$.made", "Next": "R"}, "R": {"Type": "Pass", "InputPath": "$.made", "End": true}}
        """,
        "/States/R/InputPath")]
    [InlineData(
        """
        {"A": {"Type": "Choice", "Choices": [{"Variable": "$.made", "IsPresent": false, "Next": "R"}], "Default": "S"},
        "S": {"Type": "Succeed"}, "R": {"Type": "Pass", "InputPath": "$.made", "End": true}}
        """,
        "/States/R/InputPath")]
    [InlineData(
        """{"A": {"Type": "Pass", "Assign": {"x": 1}, "Next": "B"}, "B": {"Type": "Pass", "Parameters": {"y.$": "$y"}, "End": true}}""",
        "/States/B/Parameters")]
    [InlineData(
        """
        {"A": {"Type": "Parallel", "Branches": [{"StartAt": "P", "States": {"P": {"Type": "Pass", "Result": {"p": 1}, "End": true}}}],
        "Next": "B"}, "B": {"Type": "Choice", "Choices": [{"Variable": "$[0].q", "NumericEquals": 1, "Next": "S"}], "Default": "S"},
        "S": {"Type": "Succeed"}}
        """,
        "/States/B/Choices[0]")]
    [InlineData(
        """
        {"A": {"Type": "Map", "ItemSelector": {"t.$": "$$.Map.Item.Value"}, "ItemProcessor": {"StartAt": "I",
        "States": {"I": {"Type": "Pass", "InputPath": "$.u", "End": true}}}, "End": true}}
        """,
        "/States/A/ItemProcessor/States/I/InputPath")]
    public void A_path_that_leads_nowhere(string states, string path)
    {
        var told = Assert.Single(Advise(states));

        Assert.Equal(("GR2080", path, ProblemSeverity.Warning), (told.Problem.Code, told.Path, told.Problem.Severity));
        Assert.True(told.Problem.Where! is { Line: > 1 } or { Column: > 30 }, told.Problem.ToString());
    }

    [Theory]
    [InlineData(
        """
        {"A": {"Type": "Pass", "Parameters": {"a": 1}, "Next": "C"}, "C": {"Type": "Choice", "Choices": [{"Variable": "$.a",
        "IsPresent": false, "Next": "D"}], "Default": "S"}, "D": {"Type": "Pass", "Next": "S"}, "S": {"Type": "Succeed"}}
        """, "/States/D")]
    [InlineData(
        """
        {"A": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericLessThan": 5, "Next": "B"}], "Default": "S"},
        "B": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericGreaterThan": 5.2, "Next": "D"}], "Default": "S"},
        "D": {"Type": "Pass", "Next": "S"}, "S": {"Type": "Succeed"}}
        """, null)]
    [InlineData(
        """
        {"A": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericLessThan": 5.2, "Next": "B"}], "Default": "S"},
        "B": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericGreaterThan": 5.1, "Next": "D"}], "Default": "S"},
        "D": {"Type": "Pass", "Next": "S"}, "S": {"Type": "Succeed"}}
        """, null)]
    public void A_state_that_no_run_comes_to(string states, string? path) =>
        Assert.Equal(path is null ? [] : [("GR2087", path)], Advise(states).Select(t => (t.Problem.Code, t.Path)));

    /// <summary>Paths that may lead somewhere.</summary>
    [Theory]
    [InlineData("""{"A": {"Type": "Pass", "InputPath": "$.anything.of.it[3]", "End": true}}""")]
    [InlineData(
        """
        {"A": {"Type": "Choice", "Choices": [{"Variable": "$.made", "IsPresent": true, "Next": "R"}], "Default": "W"}, "W": {"Type": "Pass",
        "Result": 1, "ResultPath": "$.made", "Next": "R"}, "R": {"Type": "Pass", "InputPath": "$.made", "End": true}}
        """)]
    [InlineData(
        """
        {"A": {"Type": "Choice", "Choices": [{"Variable": "$.go", "BooleanEquals": true, "Next": "W"}], "Default": "C"},
        "W": {"Type": "Pass", "Result": 1, "ResultPath": "$.made", "Next": "C"}, "C": {"Type": "Choice", "Choices": [{"Variable": "$.go",
        "BooleanEquals": true, "Next": "R"}], "Default": "S"}, "S": {"Type": "Succeed"}, "R": {"Type": "Pass", "InputPath": "$.made",
        "End": true}}
        """)]
    [InlineData(
        """
        {"A": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericGreaterThan": 5, "Next": "W"}], "Default": "C"},
        "W": {"Type": "Pass", "Result": 1, "ResultPath": "$.made", "Next": "C"}, "C": {"Type": "Choice", "Choices": [{"Variable": "$.n",
        "NumericGreaterThanEquals": 7, "Next": "R"}], "Default": "S"}, "S": {"Type": "Succeed"}, "R": {"Type": "Pass",
        "InputPath": "$.made", "End": true}}
        """)]
    [InlineData(
        """
        {"A": {"Type": "Choice", "Choices": [{"Variable": "$.i", "NumericLessThan": 3, "Next": "B"}], "Default": "S"},
        "S": {"Type": "Succeed"}, "B": {"Type": "Pass", "Parameters": {"next.$": "States.MathAdd($.i, 1)"}, "ResultPath": "$.t",
        "Next": "C"}, "C": {"Type": "Pass", "InputPath": "$.t.next", "ResultPath": "$.i", "Next": "A"}}
        """)]
    [InlineData(
        """
        {"A": {"Type": "Pass", "Result": {"a": 1}, "Next": "B"}, "B": {"Type": "Pass", "InputPath": "$.b[*]", "Next": "C"},
        "C": {"Type": "Pass", "InputPath": "$..b", "End": true}}
        """)]
    [InlineData(
        """
        {"A": {"Type": "Choice", "Choices": [{"And": [{"Variable": "$.a", "IsPresent": true}, {"Variable": "$.a", "StringEquals": "x"}],
        "Next": "S"}], "Default": "S"}, "S": {"Type": "Succeed"}}
        """)]
    [InlineData(
        """
        {"A": {"Type": "Pass", "Parameters": {"i.$": "$$.Execution.Input.i", "t.$": "$$.State.EnteredTime", "n.$": "$$.Execution.Name"},
        "End": true}}
        """)]
    [InlineData(
        """
        {"A": {"Type": "Map", "ItemsPath": "$.l", "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "InputPath": "$.u",
        "End": true}}}, "Next": "B"}, "B": {"Type": "Pass", "InputPath": "$[4]", "End": true}}
        """)]
    [InlineData(
        """
        {"A": {"Type": "Choice", "Choices": [{"Variable": "$.l.length()", "NumericGreaterThan": 0, "Next": "B"},
        {"Variable": "$.l.length()", "NumericEquals": 0, "Next": "S"}], "Default": "S"}, "S": {"Type": "Succeed"}, "B": {"Type": "Pass",
        "Parameters": {"n.$": "$.l.length()", "f.$": "$.l[0]"}, "End": true}}
        """)]
    public void A_path_that_may_lead_somewhere_is_left_alone(string states) => Assert.Empty(Advise(states));

    [Theory]
    [InlineData("S", """ "S": {"Type": "Succeed"} """)]
    [InlineData("P", """ "P": {"Type": "Pass", "Next": "S"}, "S": {"Type": "Succeed"} """)]
    [InlineData("LogFailure", $$$""" "LogFailure": {{{{Invoke}}}, "End": true} """)]
    [InlineData("N",
        """
        "N": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Parameters": {"TopicArn": "t", "Message.$": "$.error"},
        "Next": "S"}, "S": {"Type": "Succeed"}
        """)]
    public void A_failure_that_shows_as_a_success(string next, string others) =>
        Assert.Equal(("GR2083", "/States/A/Catch[0]/Next"), Single(Advise(Catching("States.ALL", next, others))));

    [Theory]
    [InlineData("States.ALL", "F", """ "F": {"Type": "Fail"} """)]
    [InlineData("States.ALL", "P", """ "P": {"Type": "Pass", "Next": "F"}, "F": {"Type": "Fail"} """)]
    [InlineData("States.ALL", "W", """ "W": {"Type": "Wait", "Seconds": 9, "Next": "A"} """)]
    [InlineData("States.ALL", "Z", "")]
    [InlineData("States.ALL", "Other", $$$""" "Other": {{{{Job}}}, "End": true} """)]
    [InlineData("Glue.AlreadyExistsException", "S", """ "S": {"Type": "Succeed"} """)]
    [InlineData(
        "States.ALL",
        "C",
        """
        "C": {"Type": "Choice", "Choices": [{"Variable": "$.error.Error", "StringEquals": "x", "Next": "S"}], "Default": "F"},
        "F": {"Type": "Fail"}, "S": {"Type": "Succeed"}
        """
    )]
    public void A_failure_that_is_dealt_with_is_left_alone(string error, string next, string others) =>
        Assert.Empty(Advise(Catching(error, next, others)));

    [Theory]
    [InlineData("$.results", "$.results", 0)]
    [InlineData("$.results", "$", 0)]
    [InlineData("$.results", "$.other", 1)]
    public void A_failure_of_an_iteration_counts_as_seen_when_its_result_is_looked_at(string resultPath, string read, int told)
    {
        var states = $$$$"""
            {"A": {"Type": "Map", "ItemsPath": "$.l", "ResultPath": "{{{{resultPath}}}}", "ItemProcessor": {"StartAt": "I", "States": {
               "I": {{{{{Invoke}}}}, "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "P"}], "End": true},
               "P": {"Type": "Pass", "End": true}}}, "Next": "B"},
             "B": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f",
             "Payload": {"r.$": "{{{{read}}}}"}}, "End": true}}
            """;

        Assert.Equal(told, Advise(states).Count(a => a.Problem.Code == "GR2083"));
    }

    [Theory]
    [InlineData(
        Job,
        """[{"ErrorEquals": ["States.TaskFailed"]}, {"ErrorEquals": ["Glue.InternalServiceException"]}]""",
        "/States/A/Retry[1]")]
    [InlineData(Invoke, """[{"ErrorEquals": ["A", "B"]}, {"ErrorEquals": ["C"]}, {"ErrorEquals": ["C", "B"]}]""", "/States/A/Retry[2]")]
    [InlineData(Job, """[{"ErrorEquals": ["Lambda.ServiceException", "Lambda.SdkClientException"]}]""", "/States/A/Retry[0]")]
    [InlineData(Invoke, """[{"ErrorEquals": ["States.Runtime"]}]""", "/States/A/Retry[0]")]
    [InlineData(Job, """[{"ErrorEquals": ["States.HeartbeatTimeout"]}]""", "/States/A/Retry[0]")]
    [InlineData(Job, """[{"ErrorEquals": ["Glue.InternalServiceException", "States.Timeout"]}, {"ErrorEquals": ["States.ALL"]}]""", null)]
    [InlineData(Job, """[{"ErrorEquals": ["Lambda.ServiceException", "States.TaskFailed"]}]""", null)]
    [InlineData(Job, """[{"ErrorEquals": ["States.TaskFailed"]}, {"ErrorEquals": ["States.Timeout"]}]""", null)]
    [InlineData(Invoke, """[{"ErrorEquals": ["Glue.Whatever"]}, {"ErrorEquals": ["MyError"]}]""", null)]
    public void A_retrier_that_never_matches(string task, string retry, string? path)
    {
        var told = Advise($$$"""{"A": {{{{task}}}, "Retry": {{{retry}}}, "End": true}}""");

        Assert.Equal(path is null ? [] : [("GR2084", path)], told.Select(t => (t.Problem.Code, t.Path)));
    }

    [Theory]
    [InlineData("arn:aws:lambda:us-east-1:ACCOUNT_ID:function:f", "{}", "/States/A/Resource")]
    [InlineData("arn:aws:lambda:<region>:123456789012:function:f", "{}", "/States/A/Resource")]
    [InlineData("arn:aws:states:::glue:startJobRun", """{"JobName": "${JobName}"}""", "/States/A/Parameters")]
    [InlineData("arn:aws:states:::glue:startJobRun", """{"JobName": "REPLACE_ME"}""", "/States/A/Parameters")]
    [InlineData("arn:aws:states:::glue:startJobRun", """{"JobName": "<job name>"}""", "/States/A/Parameters")]
    [InlineData(
        "arn:aws:states:::sns:publish",
        """{"TopicArn": "arn:aws:sns:us-east-1:ACCOUNT:t", "Message": "a < b and c > d"}""",
        "/States/A/Parameters")]
    [InlineData(
        "arn:aws:states:::sns:publish",
        """{"TopicArn": "arn:aws:sns:us-east-1:1:account", "Message": "<b>bold</b>", "Subject.$": "States.Format('<{}>', $.a)"}""",
        null)]
    public void A_placeholder_that_was_left(string resource, string parameters, string? path)
    {
        var told = Advise($$$"""{"A": {"Type": "Task", "Resource": "{{{resource}}}", "Parameters": {{{parameters}}}, "End": true}}""");

        Assert.Equal(path is null ? [] : [("GR2085", path)], told.Select(t => (t.Problem.Code, t.Path)));
    }

    [Theory]
    [InlineData("lambda:invoke", "FunctionName", "arn:aws:lambda:us-east-1:1:function:f:live", null)]
    [InlineData("lambda:invoke", "FunctionName", "g", "GR2086")]
    [InlineData("glue:startJobRun", "JobName", "laod", "GR2086")]
    [InlineData("aws-sdk:glue:startCrawler", "Name", "crawl", null)]
    [InlineData("aws-sdk:glue:startCrawler", "Name", "creep", "GR2086")]
    [InlineData("aws-sdk:dynamodb:scan", "TableName", "runs", null)]
    [InlineData("aws-sdk:dynamodb:scan", "TableName", "arn:aws:dynamodb:us-east-1:1:table/walks", "GR2086")]
    [InlineData("states:startExecution.sync:2", "StateMachineArn", "arn:aws:states:us-east-1:1:stateMachine:child", null)]
    [InlineData("states:startExecution.sync:2", "StateMachineArn", "arn:aws:states:us-east-1:1:stateMachine:chidl", "GR2086")]
    [InlineData("states:startExecution.sync:2", "StateMachineArn.$", "$.machine", null)]
    public void A_reference_to_what_the_stack_does_not_have(string resource, string parameter, string value, string? code)
    {
        var told = Advise(
            $$$"""
            {"A": {"Type": "Task", "Resource": "arn:aws:states:::{{{resource}}}", "Parameters": {"{{{parameter}}}": "{{{value}}}"},
            "End": true}}
            """, Stack);

        Assert.Equal(code is null ? [] : [(code, $"/States/A/Parameters/{parameter}")], told.Select(t => (t.Problem.Code, t.Path)));
    }

    [Theory]
    [InlineData("\"MaxConcurrency\": 2,", "", null)]
    [InlineData("\"MaxConcurrency\": 3,", "", "/States/A/MaxConcurrency")]
    [InlineData("", "", "/States/A")]
    [InlineData("\"MaxConcurrencyPath\": \"$.n\",", "", null)]
    [InlineData("", """, "Retry": [{"ErrorEquals": ["Glue.ConcurrentRunsExceededException"]}]""", null)]
    public void More_runs_at_once_than_the_job_allows(string concurrency, string retry, string? path)
    {
        var told = Advise(
            $$$$"""
            {"A": {"Type": "Map", {{{{concurrency}}}} "ItemProcessor": {"StartAt": "I", "States": {"I": {{{{{Job}}}} {{{{retry}}}},
            "End": true}}}, "End": true}}
            """, Stack);

        Assert.Equal(path is null ? [] : [("GR2081", path)], told.Select(t => (t.Problem.Code, t.Path)));
    }

    [Theory]
    [InlineData(3599, "/States/A/TimeoutSeconds")]
    [InlineData(3600, null)]
    public void Less_time_than_the_job_may_take(int seconds, string? path)
    {
        var told = Advise($$$"""{"A": {{{{Job}}}, "TimeoutSeconds": {{{seconds}}}, "End": true}}""", Stack);

        Assert.Equal(path is null ? [] : [("GR2082", path)], told.Select(t => (t.Problem.Code, t.Path)));
    }

    [Fact]
    public void Strictly_taken_advice_is_an_error_and_there_is_no_definition()
    {
        var text =
            """
            {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:ACCOUNT:function:f", "End": true}}}
            """;
        var advised = Advisor.Advise(DefinitionReader.Read(text, "m"), text, "m");

        Assert.NotNull(advised.Definition);
        Assert.Null(Advisor.Strict(advised).Definition);
        Assert.True(Assert.Single(Advisor.Strict(advised).Problems).Problem.IsError);
    }

    static string Catching(string error, string next, string others) => $$$"""
        {"A": {{{{Job}}}, "Catch": [{"ErrorEquals": ["{{{error}}}"], "ResultPath": "$.error", "Next": "{{{next}}}"}], "Next": "Z"},
        "Z": {"Type": "Pass", "Next": "Y"}, "Y": {"Type": "Pass", "End": true}
         {{{(others.Length > 0 ? "," + others : "")}}}}
        """;

    static (string, string) Single(IReadOnlyList<DefinitionProblem> told)
    {
        var one = Assert.Single(told);
        return (one.Problem.Code, one.Path);
    }

    static IReadOnlyList<DefinitionProblem> Advise(string states, StackReferences? stack = null)
    {
        var text = $$$"""{"StartAt": "A", "States": {{{states}}}}""";
        return Advisor.Advise(text, "m", DefinitionReader.Read(text, "m").GetDefinition(), stack);
    }
}
