using Granary.Model;

namespace Granary.States.Reading;

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
