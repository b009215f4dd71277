using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Granary.Platform;
using Granary.States.Tasks;

namespace Granary.Emulator;

/// <summary>
/// The parameters of one call of a service, with the checks that come before the service sees them. A null is as good as nothing.
/// </summary>
/// <param name="members">The parameters, or a part of them that stands for a request of its own.</param>
public sealed class ServiceRequest(TaskCall call, JsonObject members)
{
    readonly JsonObject _members = members;

    public ServiceRequest(TaskCall call)
        : this(call, call.Parameters as JsonObject ?? [])
    {
    }

    public TaskCall Call => call;

    /// <summary>The account of the execution that calls.</summary>
    public string Account => Arn.TryParse(call.ExecutionArn, out var execution) ? execution.Account : "";

    public JsonObject Members => _members;

    public bool IsSdk => call.Resource.Service.StartsWith("aws-sdk:", StringComparison.Ordinal);

    public bool Has(string name) => _members[name] is not null;

    public JsonNode? Find(string name) => _members[name];

    /// <returns>Null when it is missing.</returns>
    /// <exception cref="TaskFailedException">It is no text.</exception>
    public string? Text(string name) => Member(name, n => n.TryGetValue<string>(out var text) ? text : null, "a STRING");

    public bool? Boolean(string name) => MemberOf<bool>(name, n => n.TryGetValue<bool>(out var boolean) ? boolean : null, "a BOOLEAN");

    public int? Int32(string name) => MemberOf<int>(name, Number, "an INTEGER");

    public JsonObject? Object(string name) => _members[name] switch
    {
        null => null,
        JsonObject o => o,
        _ => throw Invalid(name, "a JSON object"),
    };

    public JsonArray? List(string name) => _members[name] switch
    {
        null => null,
        JsonArray a => a,
        _ => throw Invalid(name, "an ARRAY"),
    };

    /// <summary>A text that the service takes as it is, in whose place a definition may write any JSON.</summary>
    public string? TextOrJson(string name) => TextOrJson(_members[name]);

    public static string? TextOrJson(JsonNode? node) => node switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        var other => other.ToJsonString(JsonSourceNode.Plain),
    };

    /// <summary>The service never sees a parameter of the wrong kind.</summary>
    public TaskFailedException Invalid(string name, string expected) => new(
        "States.Runtime",
        $"An error occurred while executing the state '{call.StateName}' (entered at the event id #{call.ScheduledEventId - 1}). "
        + $"The Parameters '{_members.ToJsonString(JsonSourceNode.Plain)}' could not be used to start the Task: "
        + $"[The value for the field '{name}' must be {expected}]");

    static int? Number(JsonValue value) =>
        value.GetValueKind() == JsonValueKind.Number
        && int.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            ? whole
            : null;

    T? Member<T>(string name, Func<JsonValue, T?> read, string expected)
        where T : class =>
        _members[name] is not { } node ? null
        : node is JsonValue value && read(value) is { } found ? found
        : throw Invalid(name, expected);

    T? MemberOf<T>(string name, Func<JsonValue, T?> read, string expected)
        where T : struct =>
        _members[name] is not { } node ? null
        : node is JsonValue value && read(value) is { } found ? found
        : throw Invalid(name, expected);
}
