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
