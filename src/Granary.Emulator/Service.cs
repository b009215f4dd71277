using System.Text.Json.Nodes;
using Granary.Platform.Items;
using Granary.States.Tasks;

namespace Granary.Emulator;

/// <summary>A service as it names itself in errors and causes.</summary>
/// <param name="Sdk">Before the dot of an error of an <c>aws-sdk:</c> task, and in its cause.</param>
/// <param name="Optimized">Before the dot of an error of an integration of its own.</param>
/// <param name="Id">In the cause of an integration of its own.</param>
/// <param name="SdkException">The error that stands for all that have no name of their own.</param>
/// <param name="OptimizedException">The same for an integration of its own.</param>
/// <remarks>
/// Source: recorded executions; the SDKs for Java, of which version 1 speaks in the integrations of their own and version 2 behind
/// <c>aws-sdk:</c>.
/// </remarks>
public sealed record Service(string Sdk, string Optimized, string Id, string SdkException, string OptimizedException)
{
    public static readonly Service DynamoDb = new(
        "DynamoDb", "DynamoDB", "AmazonDynamoDBv2", "DynamoDbException", "AmazonDynamoDBException");
    public static readonly Service EventBridge = new(
        "EventBridge", "EventBridge", "AmazonEventBridge", "EventBridgeException", "AmazonEventBridgeException");
    public static readonly Service Glue = new("Glue", "Glue", "AWSGlue", "GlueException", "AWSGlueException");
    public static readonly Service Lambda = new("Lambda", "Lambda", "AWSLambda", "LambdaException", "AWSLambdaException");
    public static readonly Service S3 = new("S3", "S3", "Amazon S3", "S3Exception", "AmazonS3Exception");
    public static readonly Service SecretsManager = new(
        "SecretsManager", "SecretsManager", "AWSSecretsManager", "SecretsManagerException", "AWSSecretsManagerException");
    public static readonly Service Sfn = new("Sfn", "StepFunctions", "AWSStepFunctions", "SfnException", "AWSStepFunctionsException");
    public static readonly Service Sns = new("Sns", "SNS", "AmazonSNS", "SnsException", "AmazonSNSException");
    public static readonly Service Sqs = new("Sqs", "SQS", "AmazonSQS", "SqsException", "AmazonSQSException");

    /// <summary>The failure of a task, in the words of the integration that it used.</summary>
    public TaskFailedException Failure(TaskCall call, ServiceException e)
    {
        var id = Guid.NewGuid();
        if (!call.Resource.Service.StartsWith("aws-sdk:", StringComparison.Ordinal))
        {
            return new(
                $"{Optimized}.{e.Name ?? OptimizedException}",
                $"{e.Message} (Service: {Id}; Status Code: {e.Status}; Error Code: {e.Code}; Request ID: {id}; Proxy: null)", e);
        }

        var extended = this == S3 ? $", Extended Request ID: {Convert.ToBase64String(id.ToByteArray())}" : "";
        return new(
            $"{Sdk}.{e.Name ?? SdkException}",
            $"{e.Message} (Service: {Sdk}, Status Code: {e.Status}, Request ID: {id}{extended}) (SDK Attempt Count: 1)", e);
    }
}

/// <summary>A service refuses a request, or cannot do what it asks for.</summary>
/// <param name="code">As it is in the service's answer: <c>NoSuchBucket</c>.</param>
/// <param name="name">The name of the exception where the SDK has one for the code: <c>NoSuchBucketException</c>.</param>
public sealed class ServiceException(string code, string message, string? name = null, int status = 400) : Exception(message)
{
    public string Code => code;

    public string? Name => name;

    public int Status => status;

    /// <summary>An exception whose name is its code.</summary>
    public static ServiceException Named(string code, string message, int status = 400) => new(code, message, code, status);

    public static ServiceException Validation(string message) => new("ValidationException", message);

    /// <summary>What DynamoDB answers where an operation on items is refused.</summary>
    public static ServiceException From(ItemsException e) => e.Error switch
    {
        ItemsError.TableNotFound => Named("ResourceNotFoundException", e.Message),
        ItemsError.ConditionFailed => Named("ConditionalCheckFailedException", e.Message),
        ItemsError.TransactionCanceled => Named("TransactionCanceledException", e.Message),
        _ => Validation(e.Message),
    };
}

/// <summary>An action of a service that answers at once.</summary>
/// <param name="Run">From the request to the result; throws <see cref="ServiceException"/>.</param>
/// <param name="Writes">Whether it leaves something behind, so that it must not happen twice.</param>
sealed record ServiceAction(Service Service, Func<ServiceRequest, Task<JsonObject>> Run, bool Writes = false);
