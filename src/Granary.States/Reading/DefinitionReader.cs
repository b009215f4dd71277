using Granary.Model;
using Granary.Model.Json;
using Granary.States.Definition;

namespace Granary.States.Reading;

/// <summary>Reads Amazon States Language and reports everything that is wrong with it at once.</summary>
public static class DefinitionReader
{
    /// <remarks>Source: Step Functions API, CreateStateMachine, "definition".</remarks>
    const int MostCharacters = 1_048_576;

    /// <param name="text">JSON.</param>
    /// <param name="file">The name that positions carry.</param>
    /// <param name="type">What the machine is for; an Express machine takes less.</param>
    public static ReadDefinition Read(string text, string file, StateMachineType type = StateMachineType.Standard)
    {
        var report = new Report();
        if (text.Length > MostCharacters)
        {
            report.Add(
                new(
                    "GR2066", ProblemKind.Usage,
                    $"The definition has {text.Length} characters; at most {MostCharacters} are allowed.",
                    "Move a part of it into a state machine of its own."),
                "/");
            return new(null, report.InOrder);
        }

        var jsonProblems = new List<Problem>();
        var source = JsonText.Parse(text, file, jsonProblems);
        foreach (var problem in jsonProblems)
            report.Add(problem, "/", "INVALID_JSON_DESCRIPTION");

        StateMachineDefinition? definition = null;
        if (source is JsonObjectSource root)
        {
            definition = ReadMachine(new Fields(root, "the state machine", "", report), type);
            new VariableScopes(report).Check(root);
        }
        else if (source is not null)
            report.Add(
                new("GR2003", ProblemKind.Usage,
                    $"A state machine must be an object, not {source.Kind}.", null, source.Where), "/", "INVALID_JSON_DESCRIPTION"
            );
        return new(report.HasErrors || report.NotRunnable is not null ? null : definition, report.InOrder)
        {
            NotRunnable = report.NotRunnable,
        };
    }

    static StateMachineDefinition ReadMachine(Fields fields, StateMachineType type)
    {
        var graph = new GraphReader(new(type, QueryLanguageReader.Read(fields))).Read(fields);
        var definition = new StateMachineDefinition
        {
            Comment = fields.Text("Comment"),
            Version = fields.Text("Version"),
            Timeout = fields.Whole("TimeoutSeconds", 1, 99_999_999) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            StartAt = graph.StartAt,
            States = graph.States,
        };
        if (definition.Version is not (null or "1.0"))
            fields.Refuse(
                "GR2006", $"Version \"{definition.Version}\" is not known; there is \"1.0\".", fields.Find("Version")!.Value, "Version");
        fields.Finish();
        return definition;
    }
}
