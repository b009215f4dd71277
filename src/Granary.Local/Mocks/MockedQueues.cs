using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Granary.Local.Execution;
using Granary.States.Tasks;

namespace Granary.Local.Mocks;

/// <summary><c>sqs:sendMessage</c> to queues that nobody reads.</summary>
static class MockedQueues
{
    public static JsonObject Send(HashSet<string> queues, JsonNode? parameters)
    {
        var address = Aws.Text(parameters, "QueueUrl");

        // The service takes the address as it is, and a mere name is the name of no host.
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || !uri.Host.EndsWith(".amazonaws.com", StringComparison.Ordinal))
            throw new TaskFailedException("SQS.SdkClientException", $"Unable to execute HTTP request: {uri?.Host ?? address}: Name or service not known");
        if (!queues.Contains(MockSet.QueueIn(address)))
        {
            throw new TaskFailedException(
                "SQS.QueueDoesNotExistException",
                $"The specified queue does not exist. (Service: AmazonSQS; Status Code: 400; Error Code: AWS.SimpleQueueService.NonExistentQueue; Request ID: {Guid.NewGuid()}; Proxy: null)");
        }

        var body = (parameters as JsonObject)?["MessageBody"];
        var text = body is JsonValue value && value.TryGetValue<string>(out var plain) ? plain : body?.ToJsonString(JsonSourceNode.Plain) ?? "";
        return Aws.WithMetadata(new JsonObject
        {
            ["MD5OfMessageBody"] = CheckSum(text),
            ["MessageId"] = Guid.NewGuid().ToString(),
        });
    }

    [SuppressMessage("Security", "CA5351", Justification = "The service's own check sum of a message; nothing rests on it.")]
    static string CheckSum(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
}
