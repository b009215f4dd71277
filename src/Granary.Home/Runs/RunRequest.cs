using System.Text.Json.Nodes;
using Granary.Home.Delivery;
using Granary.Platform.Stacks;
using Granary.Tables.Stages;

namespace Granary.Home.Runs;

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
