using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Granary.Home.Delivery;
using Granary.Tables.Stages;

namespace Granary.Home.Runs;

/// <summary>What another process needs to go on with a run, as it stands in the run's row.</summary>
/// <param name="StackSha256">The stack that is applied when the run begins; null for an execution of a machine that stands in the
/// home.</param>
/// <param name="Files">The files to bring in, by their full paths; null to take what is there.</param>
/// <param name="StartAt">The state to begin with in place of the machine's own.</param>
/// <param name="ExecutionName">Null for the run's id.</param>
/// <param name="DefinitionSha256">The definition to go by; null for the machine's own.</param>
/// <param name="Engine">What the jobs run on, in every process that goes on with the run.</param>
sealed record StoredRequest(
    string MachineName,
    JsonNode? Input,
    string? StackSha256 = null,
    IReadOnlyList<DeliveredFile>? Files = null,
    string? StartAt = null,
    string? DefinitionSha256 = null,
    string? ExecutionName = null,
    StageEngineName Engine = StageEngineName.DuckDb)
{
    public string ToText() => JsonSerializer.Serialize(this, StoredRequestJson.Default.StoredRequest);

    public static StoredRequest Parse(string text) => JsonSerializer.Deserialize(text, StoredRequestJson.Default.StoredRequest)!;
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(StoredRequest))]
sealed partial class StoredRequestJson : JsonSerializerContext;
