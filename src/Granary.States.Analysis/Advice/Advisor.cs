using Granary.Model;
using Granary.Model.Json;
using Granary.States.Definition;
using Granary.States.Reading;

namespace Granary.States.Analysis.Advice;

/// <summary>Finds what the service takes and people meet later: warnings about a valid definition.</summary>
public static class Advisor
{
    /// <summary>In place of the service's code: it has none for what it does not see.</summary>
    const string NoAwsCode = "ADVICE";

    /// <param name="text">What the definition was read from.</param>
    /// <param name="file">The name that positions carry.</param>
    /// <param name="stack">What the definition may refer to; null when that is not known.</param>
    /// <returns>In the order of the file.</returns>
    public static IReadOnlyList<DefinitionProblem> Advise(
        string text, string file, StateMachineDefinition definition, StackReferences? stack = null)
    {
        if (JsonText.Parse(text, file, []) is not JsonObjectSource source)
            return [];
        List<WrittenState> states = [.. WrittenState.All(definition, source)];
        IEnumerable<Advised> all =
        [
            .. DataFlow.Advise(definition, states),
            .. states.SelectMany(RetryAdvice.For),
            .. states.SelectMany(CatchAdvice.For),
            .. states.SelectMany(PlaceholderAdvice.For),
            .. stack is null ? [] : states.SelectMany(s => new StackAdvice(stack).For(s)),
        ];
        return
        [
            .. all.OrderBy(a => a.Problem.Where?.Line)
                .ThenBy(a => a.Problem.Where?.Column)
                .Select(a => new DefinitionProblem(a.Problem, a.Path, NoAwsCode, null)),
        ];
    }

    /// <summary>What was read, with advice where it is valid.</summary>
    public static ReadDefinition Advise(ReadDefinition read, string text, string file, StackReferences? stack = null) =>
        read.Definition is null ? read : read with { Problems = [.. read.Problems, .. Advise(text, file, read.Definition, stack)] };

    /// <summary>Warnings as errors.</summary>
    public static ReadDefinition Strict(ReadDefinition read)
    {
        List<DefinitionProblem> problems =
        [
            .. read.Problems.Select(p => p with { Problem = p.Problem with { Severity = ProblemSeverity.Error } }),
        ];
        return read with { Definition = problems.Count > 0 ? null : read.Definition, Problems = problems };
    }
}
