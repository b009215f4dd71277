using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Granary.Model;
using Granary.States.Definition;

namespace Granary.Simulator.Standalone;

/// <summary>One request as it was written. Members that nobody asks for are passed over.</summary>
sealed class RequestLine : IDisposable
{
    static readonly JsonDocumentOptions Options = new() { MaxDepth = 1000 };

    readonly JsonDocument _document;

    RequestLine(JsonDocument document) => _document = document;

    /// <summary>Any JSON; null when there is none.</summary>
    public JsonElement? Id => Find("id");

    /// <summary>As text: an object as it was written, or text that stands for something that is no JSON.</summary>
    public string Definition { get; private set; } = "";

    public StateMachineType Type => Text("type") == "EXPRESS" ? StateMachineType.Express : StateMachineType.Standard;

    /// <param name="request">Null when the line is no JSON object; else to be disposed of, also with a problem.</param>
    /// <param name="problem">Null when the request can be answered.</param>
    /// <returns>Whether there is a request.</returns>
    public static bool TryRead(string line, [NotNullWhen(true)] out RequestLine? request, out Problem? problem)
    {
        (request, problem) = (null, null);
        try
        {
            var document = JsonDocument.Parse(line, Options);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                request = new(document);
                problem = request.Read();
                return true;
            }

            document.Dispose();
            problem = new("GR4104", ProblemKind.Usage, "A request must be a JSON object on one line.");
        }
        catch (JsonException e)
        {
            problem = new("GR4104", ProblemKind.Usage, $"A request must be a JSON object on one line: {e.Message}");
        }

        return false;
    }

    public MachineRequest ToMachineRequest() => new()
    {
        Definition = Definition,
        Input = Text("inputText") ?? Input,
        Mocks = Find("mocks")?.GetRawText(),
        Type = Type,
        Name = Text("name") ?? "machine",
        HasVirtualClock = Text("clock") == "virtual",
    };

    public void Dispose() => _document.Dispose();

    Problem? Read()
    {
        foreach (var name in new[] { "type", "name", "clock", "inputText" })
        {
            if (Find(name) is { ValueKind: not JsonValueKind.String } other)
                return new("GR4104", ProblemKind.Usage, $"'{name}' of a request must be text, not {other.GetRawText()}.");
        }

        if (Text("type") is not (null or "STANDARD" or "EXPRESS"))
            return new("GR4104", ProblemKind.Usage, $"'type' of a request is '{Text("type")}'; there are STANDARD and EXPRESS.");
        if (Text("clock") is not (null or "real" or "virtual"))
            return new("GR4104", ProblemKind.Usage, $"'clock' of a request is '{Text("clock")}'; there are real and virtual.");
        if (Find("definition") is not { } definition)
            return new("GR4104", ProblemKind.Usage, "A request has no 'definition'.");
        Definition = definition.ValueKind == JsonValueKind.String ? definition.GetString()! : definition.GetRawText();
        return null;
    }

    /// <summary>As in the service, nothing is an empty object, and null is null.</summary>
    string Input => _document.RootElement.TryGetProperty("input", out var input) ? input.GetRawText() : "{}";

    string? Text(string name) => Find(name)?.GetString();

    /// <returns>Null when the member is not there, or null.</returns>
    JsonElement? Find(string name) =>
        _document.RootElement.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
