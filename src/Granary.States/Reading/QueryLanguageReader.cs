using Granary.Model;

namespace Granary.States.Reading;

/// <summary>
/// Reads which query language a machine or a state is written in. All that is JSONata's goes on in <see cref="Jsonata"/>.
/// </summary>
static class QueryLanguageReader
{
    static readonly Dictionary<string, QueryLanguage> Names = new()
    {
        ["JSONPath"] = QueryLanguage.JsonPath,
        ["JSONata"] = QueryLanguage.Jsonata,
    };

    static readonly string[] OfJsonPath =
    [
        "InputPath",
        "OutputPath",
        "Parameters",
        "Result",
        "ResultPath",
        "ResultSelector",
        "ItemsPath",
        "Variable",
        "ErrorPath",
        "CausePath",
        "SecondsPath",
        "TimestampPath",
        "TimeoutSecondsPath",
        "HeartbeatSecondsPath",
        "MaxConcurrencyPath",
        "ToleratedFailureCountPath",
        "ToleratedFailurePercentagePath",
        "MaxItemsPath",
        "MaxItemsPerBatchPath",
        "MaxInputBytesPerBatchPath",
    ];

    static readonly string[] OfJsonata = ["Arguments", "Output", "Condition", "Items"];

    /// <returns>A hint where a field that an object does not take is the other language's; else null.</returns>
    public static string? HintFor(string field, IReadOnlyCollection<string> known) => field switch
    {
        _ when OfJsonata.Contains(field) && !known.Any(OfJsonata.Contains) => $"'{field}' belongs to JSONata, and this is JSONPath.",
        _ when OfJsonPath.Contains(field) && known.Any(OfJsonata.Contains) => $"'{field}' belongs to JSONPath, and this is JSONata.",
        _ => null,
    };

    /// <param name="outer">The machine's, for a state.</param>
    public static QueryLanguage Read(Fields fields, QueryLanguage outer = QueryLanguage.JsonPath)
    {
        var language = fields.OneOf("QueryLanguage", Names) ?? outer;
        var where = fields.Find("QueryLanguage")?.Value.Where ?? fields.Source.Where;
        if (language == QueryLanguage.JsonPath && outer == QueryLanguage.Jsonata)
        {
            fields.Report.Add(
                new(
                    "GR2064", ProblemKind.Usage,
                    $"{fields.Subject} is written in JSONPath, and the state machine in JSONata.",
                    "Mixing begins with a machine in JSONPath.", where),
                fields.PathOf("QueryLanguage"),
                awsMessage: "\"QueryLanguage\" can not be \"JSONPath\" if set to \"JSONata\" for whole state machine");
        }

        // Once is enough: the machine is told, or else its first state.
        if (language == QueryLanguage.Jsonata && fields.Report.NotRunnable is null)
        {
            fields.Report.NotRunnable = new(
                "GR2030", ProblemKind.Usage,
                $"{fields.Subject} is written in JSONata, which does not run here.", "Write it with JSONPath.", where);
            fields.Report.Add(fields.Report.NotRunnable with { Severity = ProblemSeverity.Warning }, fields.PathOf("QueryLanguage"));
        }

        return language;
    }
}
