using System.Text.Json.Nodes;

namespace Granary.Projects.Tests.Fpac;

/// <summary>What our machines have beyond the original's. Taking it away says whether it was there, to the letter.</summary>
static class Additions
{
    static readonly JsonNode CatchAll = JsonNode.Parse(
        """[{ "ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "LogFailure" }]"""
    )!;

    /// <param name="logResults">The ARN of the function LogResults.</param>
    public static JsonObject RemovedFromStep1(JsonObject machine, string logResults)
    {
        RemoveRunId(machine, "Step1GlueJob", "$.jobId");
        RemoveCatch(machine, "Step1GlueJob");
        RemoveLogFailure(machine, logResults, next: "Failed");
        RemoveState(machine, "Failed", """{ "Type": "Fail" }""");
        return machine;
    }

    public static JsonObject RemovedFromStep2(JsonObject machine, string logResults)
    {
        RemoveRunId(machine, "Step2GlueJob", "$.step1Result.Output.jobId");
        RemoveRunId(machine, "Step3GlueJob", "$.step1Result.Output.jobId");
        RemoveCatch(machine, "Step2GlueJob");
        RemoveCatch(machine, "Step3GlueJob");
        RemoveCatch(machine, "StartCrawler");
        RemoveLogFailure(machine, logResults, next: "Fail");
        return machine;
    }

    /// <summary>The addresses that jobs are told, which the originals composed themselves.</summary>
    public static JsonObject RemovedFromJob(JsonObject job, string project, string prefix)
    {
        var arguments = job["DefaultArguments"]!.AsObject();
        Remove(arguments, "--input", $"s3://c108-dev-fpacfsa-landing-zone/{project}/dbo/");
        Remove(arguments, "--landed", $"s3://c108-dev-fpacfsa-landing-zone/{project}/etl-jobs/");
        Remove(arguments, "--cleansed", $"s3://c108-dev-fpacfsa-cleansed-zone/{project}/etl-jobs/");
        Remove(arguments, "--final", $"s3://c108-dev-fpacfsa-final-zone/{project}/");
        Remove(arguments, "--datasets", $"s3://fsa-dev-ops/{prefix}datasets/");
        Remove(arguments, "--database", "fsa-fpac-db");
        return job;
    }

    static void Remove(JsonObject arguments, string name, string expected)
    {
        Assert.Equal(expected, (string?)arguments[name]);
        arguments.Remove(name);
    }

    static void RemoveRunId(JsonObject machine, string state, string path)
    {
        var parameters = State(machine, state)["Parameters"]!.AsObject();
        AssertJson($$"""{ "--run_id.$": "{{path}}" }""", parameters["Arguments"]);
        parameters.Remove("Arguments");
    }

    static void RemoveCatch(JsonObject machine, string state)
    {
        AssertJson(CatchAll.ToJsonString(), State(machine, state)["Catch"]);
        State(machine, state).Remove("Catch");
    }

    static void RemoveLogFailure(JsonObject machine, string logResults, string next) => RemoveState(machine, "LogFailure", $$"""
        {
          "Type": "Task",
          "Resource": "arn:aws:states:::lambda:invoke",
          "Parameters": { "FunctionName": "{{logResults}}", "Payload.$": "$" },
          "OutputPath": "$.Payload",
          "Next": "{{next}}"
        }
        """);

    static void RemoveState(JsonObject machine, string name, string expected)
    {
        AssertJson(expected, State(machine, name));
        machine["States"]!.AsObject().Remove(name);
    }

    static JsonObject State(JsonObject machine, string name) => machine["States"]![name]!.AsObject();

    static void AssertJson(string expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), actual?.ToJsonString());
}
