using Granary.Model;
using Granary.Model.Json;
using Granary.States.Tasks;

namespace Granary.States.Reading;

/// <summary>Whether a task gives its service what that takes.</summary>
/// <remarks>
/// Source: what the service says of such definitions: <c>The field "X" is not supported by Step Functions</c>, <c>… is required but was
/// missing</c>.
/// </remarks>
static class ParameterCheck
{
    public static void Check(Fields task, TaskResource resource)
    {
        if (ServiceParameters.Of(resource) is not { } known || task.Find("Parameters") is not { Value: JsonObjectSource written })
            return;
        var names = known.Select(k => k.TrimStart('*')).ToList();
        foreach (var member in written.Members.Where(m => !names.Exists(n => IsSame(n, NameOf(m)))))
        {
            task.Report.Add(
                new(
                    "GR4115", ProblemKind.Usage,
                    $"{resource} of {task.Owner} has no parameter '{NameOf(member)}'.", Spelling.Hint(NameOf(member), names),
                    member.Where),
                task.PathOf("Parameters"),
                awsMessage: $"The field \"{NameOf(member)}\" is not supported by Step Functions");
        }

        foreach (
            var name in known.Where(k => k.StartsWith('*')).Select(k => k[1..]).Where(n => !written.Members.Any(m => IsSame(n, NameOf(m)))))
        {
            task.Report.Add(
                new("GR4116", ProblemKind.Usage,
                    $"{resource} of {task.Owner} needs the parameter '{name}'.", null, written.Where),
                task.PathOf("Parameters"), awsMessage: $"The field \"{name}\" is required but was missing");
        }
    }

    static string NameOf(JsonMember member) => member.Key.EndsWith(".$", StringComparison.Ordinal) ? member.Key[..^2] : member.Key;

    /// <summary>
    /// Names begin with a large letter. Behind it the models differ from the SDK in the letters of abbreviations: SSE, Sse.
    /// </summary>
    static bool IsSame(string name, string written) =>
        written.Length > 0 && char.IsAsciiLetterUpper(written[0]) && name.Equals(written, StringComparison.OrdinalIgnoreCase);
}
