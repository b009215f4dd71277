using System.Text.RegularExpressions;

namespace Granary.States.Tasks;

/// <summary>
/// The actions that a Resource can name: those of services with integrations of their own, and through <c>aws-sdk:</c> every other.
/// </summary>
/// <remarks>Source: Step Functions developer guide, "Integrating optimized services".</remarks>
public static partial class ServiceActions
{
    const string Sdk = "aws-sdk:";
    const string Sync = ".sync";
    const string Token = ".waitForTaskToken";

    static readonly Dictionary<string, string[]> Optimized = new(StringComparer.Ordinal)
    {
        ["apigateway"] = With("invoke", Token),
        ["athena"] = [.. With("startQueryExecution", Sync), "stopQueryExecution", "getQueryExecution", "getQueryResults"],
        ["batch"] = With("submitJob", Sync),
        ["bedrock"] = [.. With("invokeModel", Token), .. With("createModelCustomizationJob", Sync)],
        ["codebuild"] =
        [
            .. With("startBuild", Sync), "stopBuild", "batchDeleteBuilds", "batchGetReports",
            .. With("startBuildBatch", Sync), "stopBuildBatch", .. With("retryBuildBatch", Sync), "deleteBuildBatch",
        ],
        ["databrew"] = With("startJobRun", Sync),
        ["dynamodb"] = ["getItem", "putItem", "updateItem", "deleteItem"],
        ["ecs"] = With("runTask", Sync, Token),
        ["eks"] =
        [
            .. With("createCluster", Sync),
            .. With("deleteCluster", Sync),
            .. With("createNodegroup", Sync),
            .. With("deleteNodegroup", Sync),
            .. With("createFargateProfile", Sync),
            .. With("deleteFargateProfile", Sync),
            .. With("runJob", Sync, Token),
            .. With("call", Token),
        ],
        ["elasticmapreduce"] =
        [
            .. With("createCluster", Sync), "setClusterTerminationProtection", .. With("terminateCluster", Sync), .. With("addStep", Sync),
            "cancelStep", "modifyInstanceFleetByName", "modifyInstanceGroupByName",
        ],
        ["emr-containers"] = ["createVirtualCluster", .. With("deleteVirtualCluster", Sync), .. With("startJobRun", Sync)],
        ["emr-serverless"] =
        [
            .. With("createApplication", Sync), .. With("startApplication", Sync), .. With("stopApplication", Sync),
            .. With("deleteApplication", Sync), .. With("startJobRun", Sync), .. With("cancelJobRun", Sync),
        ],
        ["events"] = With("putEvents", Token),
        ["glue"] = With("startJobRun", Sync),
        ["http"] = With("invoke", Token),
        ["lambda"] = With("invoke", Token),
        ["mediaconvert"] = With("createJob", Sync),
        ["s3"] = ["getObject", "listObjectsV2", "putObject"],
        ["sagemaker"] =
        [
            "createEndpoint",
            "createEndpointConfig",
            .. With("createHyperParameterTuningJob", Sync),
            .. With("createLabelingJob", Sync),
            "createModel",
            .. With("createProcessingJob", Sync),
            .. With("createTrainingJob", Sync),
            .. With("createTransformJob", Sync),
            "updateEndpoint",
        ],
        ["sns"] = With("publish", Token),
        ["sqs"] = With("sendMessage", Token),
        ["states"] = With("startExecution", Sync, ".sync:2", Token),
    };

    /// <summary>What a home, and mocks where it needs no answer of theirs, can do. Without the pattern.</summary>
    static readonly HashSet<string> Built = new(StringComparer.Ordinal)
    {
        "lambda:invoke",
        "states:startExecution",
        "glue:startJobRun",
        "sns:publish",
        "sqs:sendMessage",
        "events:putEvents",
        "s3:getObject",
        "s3:listObjectsV2",
        "s3:putObject",
        "dynamodb:getItem",
        "dynamodb:putItem",
        "dynamodb:updateItem",
        "dynamodb:deleteItem",
        "aws-sdk:dynamodb:getItem",
        "aws-sdk:dynamodb:putItem",
        "aws-sdk:dynamodb:updateItem",
        "aws-sdk:dynamodb:deleteItem",
        "aws-sdk:dynamodb:query",
        "aws-sdk:dynamodb:scan",
        "aws-sdk:dynamodb:batchGetItem",
        "aws-sdk:dynamodb:batchWriteItem",
        "aws-sdk:dynamodb:transactGetItems",
        "aws-sdk:dynamodb:transactWriteItems",
        "aws-sdk:glue:startJobRun",
        "aws-sdk:glue:getJobRun",
        "aws-sdk:glue:startCrawler",
        "aws-sdk:glue:getCrawler",
        "aws-sdk:s3:getObject",
        "aws-sdk:s3:putObject",
        "aws-sdk:s3:headObject",
        "aws-sdk:s3:headBucket",
        "aws-sdk:s3:listObjects",
        "aws-sdk:s3:listObjectsV2",
        "aws-sdk:s3:copyObject",
        "aws-sdk:s3:deleteObject",
        "aws-sdk:s3:deleteObjects",
        "aws-sdk:secretsmanager:getSecretValue",
        "aws-sdk:secretsmanager:listSecrets",
        "aws-sdk:sfn:sendTaskSuccess",
        "aws-sdk:sfn:sendTaskFailure",
        "aws-sdk:sfn:sendTaskHeartbeat",
        "aws-sdk:sfn:startExecution",
        "aws-sdk:sfn:describeExecution",
        "aws-sdk:sfn:listExecutions",
        "aws-sdk:sfn:stopExecution",
        "aws-sdk:sfn:describeStateMachine",
        "aws-sdk:sfn:listStateMachines",
        "aws-sdk:sns:publish", "aws-sdk:sqs:sendMessage", "aws-sdk:eventbridge:putEvents", "aws-sdk:lambda:invoke",
    };

    /// <summary>Every action that is built, such as <c>aws-sdk:s3:getObject</c>.</summary>
    public static IReadOnlyCollection<string> All => Built;

    /// <summary>Whether the action is built. What is not a service is none of ours to judge.</summary>
    public static bool IsBuilt(TaskResource resource) =>
        resource.Kind != TaskResourceKind.Service || resource.HasPlaceholder || Built.Contains($"{resource.Service}:{resource.Operation}");

    /// <returns>A sentence when the service has no such action, else null.</returns>
    internal static string? Refusal(string service, string action)
    {
        if (service.Contains("${", StringComparison.Ordinal) || action.Contains("${", StringComparison.Ordinal))
            return null;
        if (service.StartsWith(Sdk, StringComparison.Ordinal))
            return SdkRefusal(service[Sdk.Length..], action);
        if (!Optimized.TryGetValue(service, out var actions))
        {
            return SdkServices.Contains(service)
                ? $"{service} has no integration of its own; write arn:aws:states:::aws-sdk:{service}:{action}."
                : $"there is no service '{service}'.{Suggestion(service, Optimized.Keys)}";
        }

        return actions.Contains(action)
            ? null
            : $"{service} has no integration '{action}'; there are {string.Join(", ", actions)}, and arn:aws:states:::aws-sdk:{service}:… "
                + "for the rest.";
    }

    static string? SdkRefusal(string service, string action)
    {
        if (!SdkServices.Contains(service))
            return $"there is no service '{service}'.{Suggestion(service, SdkServices.All)}";
        if (!SdkAction.IsMatch(action))
            return $"'{action}' is no action of aws-sdk:{service}; actions begin with a small letter, and .waitForTaskToken alone may "
                + "follow.";
        return null;
    }

    static string Suggestion(string service, IEnumerable<string> known) =>
        Model.Spelling.Hint(service, [.. known]) is { } hint ? $" {hint}" : "";

    static string[] With(string action, params ReadOnlySpan<string> patterns)
    {
        var all = new List<string> { action };
        foreach (var pattern in patterns)
            all.Add(action + pattern);
        return [.. all];
    }

    [GeneratedRegex(@"^[a-z][A-Za-z0-9]*(\.waitForTaskToken)?$")]
    private static partial Regex SdkAction { get; }
}
