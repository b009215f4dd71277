using Granary.Model;
using Granary.States.Definition;

namespace Granary.States.Reading;

/// <summary>A problem of a definition, with what the service would say about it.</summary>
/// <param name="Path">Where, as the service writes it: <c>/States/A/Resource</c>; <c>/</c> for the whole.</param>
/// <param name="AwsCode">The service's code.</param>
/// <param name="AwsMessage">The service's words where they are known, else null.</param>
public sealed record DefinitionProblem(Problem Problem, string Path, string AwsCode, string? AwsMessage);

/// <summary>What reading a definition gave.</summary>
/// <param name="Definition">Null when a problem is an error, or the definition cannot be run here.</param>
public sealed record ReadDefinition(StateMachineDefinition? Definition, IReadOnlyList<DefinitionProblem> Problems)
{
    /// <summary>Whether the service would take it.</summary>
    public bool IsValid => !Problems.Any(p => p.Problem.IsError);

    /// <summary>Why a definition that the service would take cannot be run here; null when it can.</summary>
    public Problem? NotRunnable { get; init; }

    /// <exception cref="ProblemException">The definition is not valid, with all of its problems; or it cannot be run here.</exception>
    public StateMachineDefinition GetDefinition() =>
        Definition ?? throw new ProblemException(IsValid && NotRunnable is not null ? [NotRunnable] : [.. Problems.Select(p => p.Problem)]);
}

/// <summary>Collects what is wrong with a definition.</summary>
sealed class Report
{
    readonly List<DefinitionProblem> _problems = [];

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<DefinitionProblem> InOrder =>
        [.. _problems.OrderBy(p => p.Problem.Where?.Line).ThenBy(p => p.Problem.Where?.Column)];

    /// <summary>Where each state name was first seen: names are unique over the whole machine, the parts inside states included.</summary>
    public Dictionary<string, FilePosition> StateNames { get; } = new(StringComparer.Ordinal);

    /// <summary>Why the definition cannot be run here although it may be valid; null when it can.</summary>
    public Problem? NotRunnable { get; set; }

    public bool HasErrors => _problems.Exists(p => p.Problem.IsError);

    public void Add(Problem problem, string path, string awsCode = "SCHEMA_VALIDATION_FAILED", string? awsMessage = null) =>
        _problems.Add(new(problem, path.Length == 0 ? "/" : path, awsCode, awsMessage));
}
