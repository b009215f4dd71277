using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Granary.Home.Delivery;
using Granary.Model;
using Granary.Platform.Stacks;
using Granary.Tables.Stages;

namespace Granary.Home.Runs;

/// <summary>What another process needs to resume a run, as the run's row has it.</summary>
/// <param name="StackSha256">The stack that is applied when the run begins; null for an execution of a machine that is in the
/// home.</param>
/// <param name="Files">The files to deliver, by their full paths; null to take what is there.</param>
/// <param name="StartAt">The state to begin with in place of the machine's own.</param>
/// <param name="ExecutionName">Null for the run's id.</param>
/// <param name="DefinitionSha256">The definition to go by; null for the machine's own.</param>
/// <param name="Engine">What the jobs run on, in every process that resumes the run.</param>
/// <param name="Format"><see cref="CurrentFormat"/>; 0 in what was written before formats had numbers.</param>
sealed record StoredRequest(
    string MachineName,
    JsonNode? Input,
    string? StackSha256 = null,
    IReadOnlyList<DeliveredFile>? Files = null,
    string? StartAt = null,
    string? DefinitionSha256 = null,
    string? ExecutionName = null,
    StageEngineName Engine = StageEngineName.DuckDb,
    int Format = 0)
{
    /// <summary>The format that this version writes. The one before did not tell jobs every address that they need.</summary>
    public const int CurrentFormat = 2;

    /// <exception cref="ProblemException">An earlier version of the program started the run.</exception>
    public void RequireCurrent(string runId)
    {
        if (Format != CurrentFormat)
            throw new ProblemException(
                new Problem(
                    "GR4026", ProblemKind.Data,
                    $"The run {runId} was started by another version of granary, whose jobs take other arguments.",
                    "Start a new run with its files."));
    }

    public string ToText() => JsonSerializer.Serialize(this, StoredRequestJson.Default.StoredRequest);

    public static StoredRequest Parse(string text) => JsonSerializer.Deserialize(text, StoredRequestJson.Default.StoredRequest)!;
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(StoredRequest))]
sealed partial class StoredRequestJson : JsonSerializerContext;

/// <summary>What a run is to do.</summary>
/// <param name="Project">The folder below <c>projects/</c>.</param>
/// <param name="Environment">Its name, or the path of its file.</param>
/// <param name="Delivery">The files to bring in, in place of those that are there; null to take what is there.</param>
/// <param name="Input">The input of the entry state machine.</param>
/// <param name="Waits">Whether to wait for its turn while another run of the project goes on, or to refuse to start.</param>
/// <param name="Engine">What the jobs run on.</param>
public sealed record RunRequest(
    string Project, string Environment, Stack Stack, DeliveryPlan? Delivery, JsonObject Input, bool Waits = true,
    StageEngineName Engine = StageEngineName.DuckDb);
