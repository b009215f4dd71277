using System.Text.RegularExpressions;
using Granary.Model.Json;
using Granary.States.Definition;

namespace Granary.States.Analysis.Advice;

/// <summary>Texts that somebody meant to replace.</summary>
static partial class PlaceholderAdvice
{
    public static IEnumerable<Advised> For(WrittenState written)
    {
        if (written.State is not TaskState)
            yield break;
        foreach (var field in (string[])["Resource", "Parameters", "Credentials"])
        {
            if (written.Source.Find(field) is not { } member)
                continue;
            foreach (var text in Fixed(member))
            {
                // The reader tells of ${…} in a Resource.
                if (Find(text.Value) is { } left && !(field == "Resource" && left.StartsWith("${", StringComparison.Ordinal)))
                    yield return written.Advise(
                        "GR2085", $"'{text.Value}' in state '{written.State.Name}' still holds a placeholder, {left}.",
                        "Fill it before the machine runs.", field, text.Value);
            }
        }
    }

    /// <summary>Texts that stand as they are; what is behind a name that ends in .$ is a path or a call.</summary>
    static IEnumerable<JsonTextSource> Fixed(JsonMember member) =>
        member.Key.EndsWith(".$", StringComparison.Ordinal)
            ? []
            : member.Value switch
            {
                JsonTextSource t => [t],
                JsonObjectSource o => o.Members.SelectMany(Fixed),
                JsonArraySource a => a.Items.SelectMany(i => Fixed(new(member.Key, member.Where, i))),
                _ => [],
            };

    static string? Find(string text)
    {
        var match = Marked().Match(text);
        if (!match.Success && text.StartsWith("arn:", StringComparison.Ordinal))
            match = InArn().Match(text);
        return match.Success ? match.Groups["left"].Value : null;
    }

    /// <summary><c>${Name}</c>, a text that is nothing but <c>&lt;name&gt;</c>, and words for what is still to be written.</summary>
    /// <remarks>
    /// What people hand to a deployer and forget: the service takes <c>${JobName}</c> for the name of a job and fails at run time. The
    /// marks for unfinished work count only as the whole text, and brackets too, because a message may well speak of them; the capital
    /// words stand anywhere, because nothing else is called so.
    /// </remarks>
    [GeneratedRegex(
        @"(?<left>\$\{[^}]*\})|^(?<left><[A-Za-z][\w .:-]*>)$|^(?<left>TODO|FIXME|XXX)$|"
            + @"\b(?<left>REPLACE_?ME|CHANGE_?ME|REPLACE_WITH_\w+|YOUR_[A-Z_]+)\b")]
    private static partial Regex Marked();

    /// <summary>In an ARN: a word in place of the region or the account, or anything in angle brackets.</summary>
    [GeneratedRegex(
        @"(?<left><[^>]+>)|^arn:[^:]*:[^:]*:([^:]*:)?(?<left>(AWS|your|my)?[-_]?(account|region)([-_]?(id|number))?)(?=:)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex InArn();
}
