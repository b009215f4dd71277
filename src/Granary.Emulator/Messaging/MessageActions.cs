using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Granary.Platform;
using Granary.Platform.Notices;
using Granary.States.Tasks;

namespace Granary.Emulator.Messaging;

/// <summary>SQS sendMessage and SNS publish.</summary>
public sealed class MessageActions(INotices notices)
{
    const string Fifo = ".fifo";

    public async Task<JsonObject> SendAsync(ServiceRequest request)
    {
        var address = request.Text("QueueUrl") ?? throw MissingParameter("QueueUrl");

        // The service takes the address as it is, and a mere name is the name of no host.
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || !uri.Host.EndsWith(".amazonaws.com", StringComparison.Ordinal))
            throw new TaskFailedException(
                $"{(request.IsSdk ? Service.Sqs.Sdk : Service.Sqs.Optimized)}.SdkClientException",
                $"Unable to execute HTTP request: {uri?.Host ?? address}: Name or service not known");
        var queue = NameIn(address);
        if (!await notices.HasQueueAsync(queue, default))
            throw new ServiceException(
                "AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist.", "QueueDoesNotExistException");
        if (request.TextOrJson("MessageBody") is not { Length: > 0 } body)
            throw MissingParameter("MessageBody");
        if (queue.EndsWith(Fifo, StringComparison.Ordinal) && !request.Has("MessageGroupId"))
            throw MissingParameter("MessageGroupId");
        if (request.Int32("DelaySeconds") is < 0 or > 900)
        {
            throw new ServiceException(
                "InvalidParameterValue",
                $"Value {request.Int32("DelaySeconds")} for parameter DelaySeconds is invalid. "
                + "Reason: DelaySeconds must be >= 0 and <= 900.");
        }


        var md5 = request.IsSdk ? "Md5Of" : "MD5Of";
        var id = Guid.NewGuid().ToString();
        var result = new JsonObject { [md5 + "MessageBody"] = CheckSum(Encoding.UTF8.GetBytes(body)) };
        if (request.Object("MessageAttributes") is { Count: > 0 } attributes)
            result[md5 + "MessageAttributes"] = CheckSum(AttributeBytes(request, attributes));
        result["MessageId"] = id;
        if (queue.EndsWith(Fifo, StringComparison.Ordinal))
            result["SequenceNumber"] = SequenceNumber();
        await notices.SendAsync(new(NoticeKind.Queue, queue, id, body, Others(request, "QueueUrl", "MessageBody")), default);
        return result;
    }

    public async Task<JsonObject> PublishAsync(ServiceRequest request)
    {
        var topic = request.Text("TopicArn") ?? request.Text("TargetArn");
        var phone = request.Text("PhoneNumber");
        if (topic is null && phone is null)
            throw InvalidParameter("TopicArn or TargetArn Reason: no value for required parameter");
        if (topic is not null && phone is not null)
            throw InvalidParameter("PhoneNumber Reason: TopicArn, TargetArn and PhoneNumber cannot be given together");
        if (topic is not null && !Arn.TryParse(topic, out _))
            throw InvalidParameter($"TopicArn Reason: An ARN must have at least 6 elements, not {topic.Split(':').Length}");
        if (request.TextOrJson("Message") is not { Length: > 0 } message)
            throw InvalidParameter("Empty message");
        if (request.Text("MessageStructure") == "json")
            CheckStructure(message);
        if (topic is not null && !await notices.HasTopicAsync(NameIn(topic), default))
            throw new ServiceException("NotFound", "Topic does not exist", "NotFoundException", 404);
        var isFifo = topic?.EndsWith(Fifo, StringComparison.Ordinal) == true;
        if (isFifo && !request.Has("MessageGroupId"))
            throw InvalidParameter("The MessageGroupId parameter is required for FIFO topics");

        var result = new JsonObject { ["MessageId"] = Guid.NewGuid().ToString() };
        if (isFifo)
            result["SequenceNumber"] = SequenceNumber();
        await notices.SendAsync(
            new(
                NoticeKind.Topic, topic is null ? phone! : NameIn(topic), result["MessageId"]!.ToString(), message,
                Others(request, "TopicArn", "TargetArn", "PhoneNumber", "Message")),
            default);
        return result;
    }

    /// <summary>The last part of a queue's address or an ARN.</summary>
    public static string NameIn(string address) =>
        Arn.TryParse(address, out var arn) ? arn.Name : address[(address.LastIndexOf('/') + 1)..];

    static ServiceException MissingParameter(string name) => new("MissingParameter", $"The request must contain the parameter {name}.");

    static ServiceException InvalidParameter(string why) =>
        new("InvalidParameter", $"Invalid parameter: {why}", "InvalidParameterException");

    static void CheckStructure(string message)
    {
        try
        {
            if (JsonNode.Parse(message) is JsonObject structure && structure.ContainsKey("default"))
                return;
        }
        catch (JsonException)
        {
            throw InvalidParameter("Message Structure - JSON message body failed to parse");
        }

        throw InvalidParameter("Message Structure - No default entry in JSON message body");
    }

    static string? Others(ServiceRequest request, params ReadOnlySpan<string> but)
    {
        var others = request.Members.DeepClone().AsObject();
        foreach (var name in but)
            others.Remove(name);
        return others.Count == 0 ? null : others.ToJsonString();
    }

    static string SequenceNumber() => $"1{Random.Shared.NextInt64(10_000_000_000, 99_999_999_999)}00000000";

    /// <remarks>Source: SQS developer guide, "Calculating the MD5 message digest for message attributes".</remarks>
    static byte[] AttributeBytes(ServiceRequest request, JsonObject attributes)
    {
        using var bytes = new MemoryStream();
        foreach (var (name, value) in attributes.OrderBy(a => a.Key, StringComparer.Ordinal))
        {
            var attribute = new ServiceRequest(request.Call, value as JsonObject ?? []);
            var type =
                attribute.Text("DataType")
                ?? throw new ServiceException(
                    "InvalidParameterValue", $"The message attribute '{name}' must contain non-empty message attribute type.");
            Write(Encoding.UTF8.GetBytes(name));
            Write(Encoding.UTF8.GetBytes(type));
            var isBinary = type.StartsWith("Binary", StringComparison.Ordinal);
            bytes.WriteByte(isBinary ? (byte)2 : (byte)1);
            var content =
                attribute.TextOrJson(isBinary ? "BinaryValue" : "StringValue")
                ?? throw new ServiceException(
                    "InvalidParameterValue",
                    $"The message attribute '{name}' must contain non-empty message attribute value for message attribute type '{type}'.");
            Write(Encoding.UTF8.GetBytes(content));
        }

        return bytes.ToArray();

        void Write(byte[] part)
        {
            Span<byte> length = stackalloc byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
            bytes.Write(length);
            bytes.Write(part);
        }
    }

    [SuppressMessage("Security", "CA5351", Justification = "The service's own check sum of a message; nothing rests on it.")]
    static string CheckSum(byte[] content) => Convert.ToHexStringLower(MD5.HashData(content));
}
