using Granary.Model.Json;
using Granary.States.Definition;

namespace Granary.States.Jsonata;

/// <summary>A state in JSONata, as far as other states depend on it. A machine that holds one is never handed out to be run.</summary>
sealed record JsonataState(string Written, JsonObjectSource Source) : State
{
    public override string Type => Written;

    public bool IsEnd => Written is "Succeed" or "Fail" || Source.Find("End")?.Value is JsonBooleanSource { Value: true };

    public override IEnumerable<string> Successors =>
        Targets(Source, "Next").Concat(Targets(Source, "Default")).Concat(Targets("Catch")).Concat(Targets("Choices"));

    IEnumerable<string> Targets(string list) =>
        ((Source.Find(list)?.Value as JsonArraySource)?.Items ?? []).OfType<JsonObjectSource>().SelectMany(i => Targets(i, "Next"));

    static IEnumerable<string> Targets(JsonObjectSource source, string name) =>
        source.Find(name)?.Value is JsonTextSource target ? [target.Value] : [];
}
