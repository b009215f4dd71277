using System.Text.Json;
using Granary.Model;
using Granary.States.Reading;

namespace Granary.Simulator.Standalone;

/// <summary>Answers requests of one JSON object a line with one JSON object a line.</summary>
public sealed class RequestLines(MachineRunner runner)
{
    /// <param name="line"><c>{id, definition, input, mocks, type, name, clock}</c>.</param>
    /// <returns>The result, with the request's <c>id</c>. A line that is no request gets one too.</returns>
    public async Task<string> RunAsync(string line, CancellationToken cancellationToken)
    {
        if (!RequestLine.TryRead(line, out var request, out var problem))
            return Answer(null, json => Refusal(problem!).WriteTo(json));
        using (request)
        {
            using var result = problem is not null ? Refusal(problem) : await RunAsync(request!.ToMachineRequest(), cancellationToken);
            return Answer(request, result.WriteTo);
        }
    }

    /// <param name="line"><c>{id, definition, type}</c>.</param>
    /// <param name="advise">Adds advice to what was read of a definition, given its text; null for none.</param>
    public static string Validate(string line, Func<ReadDefinition, string, ReadDefinition>? advise = null)
    {
        if (!RequestLine.TryRead(line, out var request, out var problem) || problem is not null)
        {
            using (request)
                return Answer(request, json => WriteValidity(json, [new(problem!, "/", "INVALID_REQUEST", null)]));
        }

        using (request)
        {
            var read = DefinitionReader.Read(request!.Definition, "definition", request.Type);
            var advised = advise?.Invoke(read, request.Definition) ?? read;
            return Answer(request, json => WriteValidity(json, advised.Problems));
        }
    }

    /// <summary>Writes <c>valid</c> and <c>problems</c>.</summary>
    public static void WriteValidity(Utf8JsonWriter json, IReadOnlyList<DefinitionProblem> problems)
    {
        json.WriteBoolean("valid", !problems.Any(p => p.Problem.IsError));
        json.WriteStartArray("problems");
        foreach (var problem in problems)
            ProblemJson.Write(json, problem);
        json.WriteEndArray();
    }

    async Task<MachineResult> RunAsync(MachineRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await runner.RunAsync(request, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The edge of one request: whatever it comes to, the ones behind it are answered.
            return new MachineResult.NotStarted(new("GR9001", e.ToString()), []);
        }
    }

    static MachineResult.Invalid Refusal(Problem problem) =>
        new("InvalidRequest", problem.Message, [new(problem, "/", "INVALID_REQUEST", null)]);

    static string Answer(RequestLine? request, Action<Utf8JsonWriter> write) => JsonLine.Of(json =>
    {
        json.WritePropertyName("id");
        if (request?.Id is { } id)
            id.WriteTo(json);
        else
            json.WriteNullValue();
        write(json);
    });
}
