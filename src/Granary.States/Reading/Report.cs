using Granary.Model;

namespace Granary.States.Reading;

/// <summary>Collects what is wrong with a definition.</summary>
sealed class Report(string file)
{
    readonly List<DefinitionProblem> _problems = [];

    public IReadOnlyList<DefinitionProblem> Problems => _problems;

    public string File => file;

    public bool HasErrors => _problems.Exists(p => p.Problem.IsError);

    public void Add(Problem problem, string path, string awsCode = "SCHEMA_VALIDATION_FAILED", string? awsMessage = null) =>
        _problems.Add(new(problem, path.Length == 0 ? "/" : path, awsCode, awsMessage));
}
