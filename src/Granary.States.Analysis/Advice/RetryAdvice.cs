using Granary.States.Definition;
using Granary.States.Tasks;

namespace Granary.States.Analysis.Advice;

/// <summary>Retriers that never come to their turn.</summary>
static class RetryAdvice
{
    /// <summary>Errors of the language itself that any state's work may end with.</summary>
    static readonly string[] OfAnyWork = [ErrorNames.All, ErrorNames.TaskFailed, ErrorNames.Timeout, ErrorNames.DataLimitExceeded];

    public static IEnumerable<Advised> For(WrittenState written)
    {
        if (written.State is not WorkState work)
            yield break;
        var lists = work.Retry.Select(r => r.ErrorEquals).ToList();
        for (var i = 0; i < lists.Count; i++)
        {
            var field = $"Retry[{i}]";
            if (Earlier(lists, i) is { } earlier)
            {
                yield return written.Advise(
                    "GR2084",
                    $"Retrier {i + 1} of state '{work.Name}' is never asked: retrier {earlier + 1} takes {Listed(lists[i])} before.",
                    "The first retrier that takes an error decides. Put the special ones first.", field);
            }
            else if (lists[i].All(n => Refusal(work, n) is not null))
            {
                yield return written.Advise(
                    "GR2084", $"Retrier {i + 1} of state '{work.Name}' never matches: {Refusal(work, lists[i][0])}.",
                    "Name errors that this state can end with, or States.ALL.", field);
            }
        }
    }

    /// <returns>The retrier before this one that takes all of its errors; null when some are left.</returns>
    static int? Earlier(List<IReadOnlyList<string>> lists, int number)
    {
        int? last = null;
        foreach (var name in lists[number])
        {
            var takes = lists.Take(number).Index().Where(l => Takes(l.Item, name)).Select(l => (int?)l.Index).FirstOrDefault();
            if (takes is null)
                return null;
            last = takes;
        }

        return last;
    }

    /// <summary>Whether every error that a name stands for is taken by a list.</summary>
    static bool Takes(IReadOnlyList<string> list, string name) => name switch
    {
        ErrorNames.All => list.Contains(ErrorNames.All),
        ErrorNames.TaskFailed => list.Contains(ErrorNames.TaskFailed) || list.Contains(ErrorNames.All),
        _ => ErrorNames.Match(list, name),
    };

    /// <returns>Why work of this kind never ends with the error; null when it may.</returns>
    static string? Refusal(WorkState work, string error)
    {
        if (error == ErrorNames.Runtime)
            return "States.Runtime is a mistake of the definition, and is not tried again";
        if (error == ErrorNames.NoChoiceMatched && work is TaskState)
            return "States.NoChoiceMatched comes from Choice states";
        if (OfAnyWork.Contains(error) || work is not TaskState { Resource: { Kind: TaskResourceKind.Service } resource } task)
            return null;
        if (error == ErrorNames.HeartbeatTimeout && task.Heartbeat is null)
            return $"the state has no HeartbeatSeconds, so it never ends with {error}";
        return
            error.IndexOf('.') is > 0 and var dot
            && Family(error[..dot]) is { } family
            && Family(resource.Service) is { } own
            && family != own
            && !MayCarry(own, resource)
            ? $"{error} does not come from {resource.Service}"
            : null;
    }

    /// <summary>The services whose error names begin with the service's own name.</summary>
    static string? Family(string service) => service.ToUpperInvariant().Replace("AWS-SDK:", "", StringComparison.Ordinal) switch
    {
        "LAMBDA" => "LAMBDA",
        "GLUE" => "GLUE",
        "DYNAMODB" => "DYNAMODB",
        "S3" => "S3",
        "SNS" => "SNS",
        "SQS" => "SQS",
        "ATHENA" => "ATHENA",
        "EVENTS" or "EVENTBRIDGE" => "EVENTS",
        "SECRETSMANAGER" => "SECRETSMANAGER",
        "STATES" or "SFN" or "STEPFUNCTIONS" => "STATES",
        _ => null,
    };

    /// <summary>A function raises errors of any name, a child machine ends with them, and so does who sends a token back.</summary>
    static bool MayCarry(string service, TaskResource resource) =>
        service is "LAMBDA" or "STATES" || resource.Pattern == TaskPattern.WaitForTaskToken;

    static string Listed(IReadOnlyList<string> names) => names.Count == 1 ? names[0] : $"all of {string.Join(", ", names)}";
}
