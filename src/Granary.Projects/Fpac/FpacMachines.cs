using System.Text.Json.Nodes;
using Granary.States.Definition;

namespace Granary.Projects.Fpac;

/// <summary>The three state machines of a pipeline.</summary>
/// <remarks>They are the original's, with the additions that docs/fpac.md lists: the run id handed to jobs, and failures logged.</remarks>
sealed class FpacMachines(FpacNames names)
{
    const string JobId = "$.jobId";
    const string JobIdInStep2 = "$.step1Result.Output.jobId";

    public StateMachineDefinition Pipeline() => new StateMachineBuilder("Run Step1")
        .Add(
            Child("Run Step1", names.Step1Machine, "$.step1Result") with { Next = "Run Step2" },
            Child("Run Step2", names.Step2Machine, "$.step2Result"))
        .Build();

    public StateMachineDefinition Step1() => new StateMachineBuilder("ValidateInput")
        .Add(
            Function("ValidateInput", names.ValidateInput) with { Next = "CreateNewId" },
            Function("CreateNewId", names.CreateNewId) with { Next = "Step1GlueJob" },
            Job("Step1GlueJob", names.LandingJob, JobId),
            Function("LogFailure", names.LogResults) with { Next = "Failed" },
            new FailState { Name = "Failed" })
        .Build();

    public StateMachineDefinition Step2() =>
        new StateMachineBuilder("Step2GlueJob")
            .Add(
                Job("Step2GlueJob", names.CleansingJob, JobIdInStep2) with
                {
                    Next = "Step3GlueJob",
                },
                Job("Step3GlueJob", names.FinalJob, JobIdInStep2) with
                {
                    Next = "LogGlueResults",
                },
                new PassState
                {
                    Name = "LogGlueResults",
                    Parameters = new JsonObject { ["jobDetails.$"] = "$.glueResult", ["timestamp.$"] = "$$.State.EnteredTime" },
                    ResultPath = "$.logged",
                    Next = "FinalLogResults",
                },
                Function("FinalLogResults", names.LogResults) with
                {
                    Next = "StartCrawler",
                },
                new TaskState
                {
                    Name = "StartCrawler",
                    Resource = "arn:aws:states:::aws-sdk:glue:startCrawler",
                    Parameters = new JsonObject { ["Name"] = names.Crawler },
                    ResultPath = "$.crawlerResult",
                    Next = "WasGlueSuccessful",
                    Catch = LogFailure,
                },
                new ChoiceState
                {
                    Name = "WasGlueSuccessful",
                    Choices = [new() { When = Condition.StringEquals("$.logged.jobDetails.JobRunState", "SUCCEEDED"), Next = "Success" }],
                    Default = "Fail",
                },
                Function("LogFailure", names.LogResults) with
                {
                    Next = "Fail",
                },
                new SucceedState { Name = "Success" }, new FailState { Name = "Fail" })
            .Build();

    static IReadOnlyList<Catcher> LogFailure { get; } =
    [
        new()
        {
            ErrorEquals = ["States.ALL"],
            ResultPath = "$.error",
            Next = "LogFailure",
        },
    ];

    TaskState Child(string state, string machine, string resultPath) =>
        new()
        {
            Name = state,
            Resource = "arn:aws:states:::states:startExecution.sync:2",
            Parameters = new JsonObject { ["StateMachineArn"] = names.MachineArn(machine), ["Input.$"] = "$" },
            ResultPath = resultPath,
        };

    TaskState Function(string state, string function) =>
        new()
        {
            Name = state,
            Resource = "arn:aws:states:::lambda:invoke",
            Parameters = new JsonObject { ["FunctionName"] = names.FunctionArn(function), ["Payload.$"] = "$" },
            OutputPath = "$.Payload",
        };

    static TaskState Job(string state, string job, string jobIdPath) =>
        new()
        {
            Name = state,
            Resource = "arn:aws:states:::glue:startJobRun.sync",
            Parameters = new JsonObject
            {
                ["JobName"] = job,
                ["Arguments"] = new JsonObject { ["--run_id.$"] = jobIdPath },
            },
            ResultPath = "$.glueResult",
            Catch = LogFailure,
        };
}
