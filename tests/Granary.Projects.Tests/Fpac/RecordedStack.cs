using System.Text.Json.Nodes;
using Granary.Model;
using Granary.Platform.Stacks;
using Granary.Projects.Definitions;

namespace Granary.Projects.Tests.Fpac;

/// <summary>A config of the original, the stack that we make of it, and what the original made of it.</summary>
sealed class RecordedStack
{
    readonly JsonObject _resources;

    /// <param name="name">Such as <c>pydemo</c>.</param>
    public RecordedStack(string name)
    {
        var file = $"fpac-{name}.json";
        var problems = new List<Problem>();
        var definition = new ProjectDefinition("fpac", ProjectTypes.BuiltIn.Find("fpac")!, new("fpac"), [], []);
        var config = File.ReadAllText(Needed.Shared($"cases/deploy/config/{file}"));
        Stack = definition.ToStack(config, file, problems)!;
        Project = (string)JsonNode.Parse(config)!["project"]!;
        Prefix = (string)JsonNode.Parse(config)!["artifacts"]!["prefix"]!;
        Assert.DoesNotContain(problems, p => p.IsError);
        _resources = JsonNode.Parse(File.ReadAllText(Needed.Shared($"cases/deploy/inventory/{file}")))!["resources"]!.AsObject();
    }

    public Stack Stack { get; }

    /// <summary>The project's token in names and keys.</summary>
    public string Project { get; }

    /// <summary>What stands before an artifact's key.</summary>
    public string Prefix { get; }

    /// <param name="kind">As the inventory calls it: <c>glue_jobs</c>, <c>lambda_functions</c>, ….</param>
    /// <returns>By name.</returns>
    public JsonObject Recorded(string kind) => _resources[kind]!.AsObject();

    public T Resource<T>(string name) where T : Resource => Stack.Of<T>().Single(r => r.Name == name);

    /// <returns>The definition that we make, as JSON.</returns>
    public JsonObject Machine(string name) => JsonNode.Parse(Resource<StateMachineResource>(name).Definition)!.AsObject();
}
