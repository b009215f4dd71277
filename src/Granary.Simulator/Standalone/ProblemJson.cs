using System.Text.Json;
using Granary.States.Reading;

namespace Granary.Simulator.Standalone;

/// <summary>The JSON shape of a definition's problems. Documented in docs/states.md, "Results".</summary>
public static class ProblemJson
{
    public static void Write(Utf8JsonWriter json, DefinitionProblem problem)
    {
        json.WriteStartObject();
        json.WriteString("code", problem.Problem.Code);
        json.WriteString("awsCode", problem.AwsCode);
        json.WriteString("message", problem.Problem.Message);
        json.WriteString("path", problem.Path);
        WriteNumber(json, "line", problem.Problem.Where?.Line);
        WriteNumber(json, "column", problem.Problem.Where?.Column);
        json.WriteString("severity", problem.Problem.Severity.ToString().ToUpperInvariant());
        json.WriteEndObject();
    }

    static void WriteNumber(Utf8JsonWriter json, string name, int? number)
    {
        if (number is { } n)
            json.WriteNumber(name, n);
        else
            json.WriteNull(name);
    }
}
