using Granary.Model.Json;

namespace Granary.Model.Shapes;

/// <summary>The codes under which one kind of file reports what can be wrong with any of its keys.</summary>
/// <param name="FileKind">In the words of a message: "an environment file".</param>
sealed record ReadingCodes(string FileKind, string UnknownKey, string Missing, string WrongKind, string Blank);

/// <summary>Where a value stands while it is read, and where its mistakes go.</summary>
/// <param name="Path">The keys from the root, as in <c>strparams.etlRoleArnParam</c> or <c>columns[2].type</c>; empty at the root.</param>
sealed record Reading(string Path, ReadingCodes Codes, ICollection<Problem> Problems)
{
    /// <summary>The object or value in the words of a message.</summary>
    public string Name => Path.Length > 0 ? Path : Codes.FileKind;

    public Reading Inside(string key) => this with { Path = Path.Length > 0 ? $"{Path}.{key}" : key };

    public Reading Item(int index) => this with { Path = $"{Path}[{index}]" };

    public void Report(string code, string message, FilePosition where, string? hint = null) =>
        Problems.Add(new(code, ProblemKind.Usage, message, hint, where));

    public void Warn(string code, string message, FilePosition where, string? hint = null) =>
        Problems.Add(new(code, ProblemKind.Usage, message, hint, where, ProblemSeverity.Warning));

    /// <param name="expected">With its article: "a whole number".</param>
    public void ReportKind(JsonSource source, string expected, string? hint = null) =>
        Report(Codes.WrongKind, $"{Name} is {InWords(source)}; {expected} is expected.", source.Where, hint);

    static string InWords(JsonSource source) => source switch
    {
        JsonTextSource text => $"the text \"{text.Value}\"",
        JsonNumberSource number => $"the number {number.Text}",
        JsonBooleanSource boolean => boolean.Value ? "true" : "false",
        _ => source.Kind,
    };
}
