using System.Text.RegularExpressions;
using Granary.States.Definition;
using Granary.States.Tasks;
using Granary.States.Values;

namespace Granary.States.Analysis.Advice;

/// <summary>Catchers behind which a failure shows as a success.</summary>
/// <remarks>
/// Not told of: a catcher for a certain error, which is expected; one that goes on as if the state had succeeded, which makes the state
/// optional; one that leads to a choice or to other work; and one in a branch or an iteration whose result a later state looks at.
/// </remarks>
static partial class CatchAdvice
{
    static readonly string[] AnyFailure = [ErrorNames.All, ErrorNames.TaskFailed, ErrorNames.Timeout];

    public static IEnumerable<Advised> For(WrittenState written)
    {
        if (written.State is not WorkState work)
            yield break;
        for (var i = 0; i < work.Catch.Count; i++)
        {
            var catcher = work.Catch[i];
            if (!catcher.ErrorEquals.Any(AnyFailure.Contains) || End(written, work, catcher) is not { } end || IsLookedAt(written.Owner))
                continue;
            var where = written.Owner is { } owner ? $", and nothing looks at the result of '{owner.State.Name}'" : "";
            yield return written.Advise(
                "GR2083",
                $"A failure of state '{work.Name}' shows as a success: its catcher {i + 1} leads to '{end}', which ends well{where}.",
                "End in a Fail state once the failure is recorded, or look at what was recorded.",
                $"Catch[{i}]/Next");
        }
    }

    /// <returns>The state in which every way from a catcher ends well; null when it is not so, or not sure.</returns>
    static string? End(WrittenState written, WorkState work, Catcher catcher)
    {
        var usual = Reachable(written.Graph, work.Next, work.Name);
        string? end = null;
        var (seen, open) = (new HashSet<string>(StringComparer.Ordinal), new Queue<string>([catcher.Next]));
        while (open.TryDequeue(out var name))
        {
            if (name == work.Name || usual.Contains(name) && !IsEnding(written.Graph.Get(name)))
                return null;
            if (!seen.Add(name))
                continue;
            switch (written.Graph.Get(name))
            {
                case SucceedState:
                    end ??= name;
                    break;
                case StepState step when IsRecording(step, catcher):
                    if (step.Next is null)
                        end ??= name;
                    foreach (var next in step.Successors)
                        open.Enqueue(next);
                    break;
                default:
                    return null;
            }
        }

        return end;
    }

    static bool IsEnding(State state) =>
        state is SucceedState || (state is PassState { Next: null } && state.Successors.All(s => s == state.Name));

    /// <summary>The states that follow when nothing fails.</summary>
    static HashSet<string> Reachable(StateGraph graph, string? from, string without)
    {
        var (seen, open) = (new HashSet<string>(StringComparer.Ordinal), new Queue<string>(from is null ? [] : [from]));
        while (open.TryDequeue(out var name))
        {
            if (name == without || !seen.Add(name))
                continue;
            var state = graph.Get(name);
            foreach (var next in state is StepState step ? step.Next is null ? [] : [step.Next] : state.Successors)
                open.Enqueue(next);
        }

        return seen;
    }

    static bool IsRecording(StepState state, Catcher catcher) =>
        state switch
        {
            PassState or WaitState => true,
            TaskState { Resource: { Kind: TaskResourceKind.Service } r } when RecordingService().IsMatch($"{r.Service}:{r.Operation}") =>
                true,
            TaskState t => catcher.ResultPath is null or { IsWhole: true }
                || SpeaksOfFailure().IsMatch(t.Name)
                || Mentions(t.Parameters?.Source, catcher.ResultPath.Text),
            _ => false,
        };

    /// <summary>Whether what a part gives is looked at behind the state that it is in.</summary>
    static bool IsLookedAt(WrittenState? owner)
    {
        if (owner is null)
            return false;
        var work = (WorkState)owner.State;
        if (work.ResultPath is not { } path)
            return false;
        var later = Reachable(owner.Graph, work.Next, work.Name).Select(owner.Graph.Get).ToList();
        if (later.Exists(s => Looks(s, path.Text)))
            return true;
        return owner.Owner is not null && later.TrueForAll(s => s is not FailState) && IsLookedAt(owner.Owner);
    }

    static bool Looks(State state, string path) =>
        state switch
        {
            ChoiceState c => c.Choices.Any(r => Looks(r.When, path)),
            MapState m => m.ItemsPath.Text.StartsWith(path, StringComparison.Ordinal) || Mentions(m.ItemSelector?.Source, path),
            TaskState { Parameters: null } => true,
            ResultState r => Mentions(r.Parameters?.Source, path)
                || (r.InputPath?.Text.StartsWith(path, StringComparison.Ordinal) ?? false) && r.InputPath?.IsWhole == false,
            _ => false,
        };

    static bool Looks(Condition condition, string path) => condition switch
    {
        Condition.And a => a.All.Any(c => Looks(c, path)),
        Condition.Or o => o.Any.Any(c => Looks(c, path)),
        Condition.Not n => Looks(n.Inner, path),
        Condition.Test t => t.Variable.Text.StartsWith(path, StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>Whether a template hands on the path, what is below it, or everything.</summary>
    static bool Mentions(Data? template, string path) =>
        template switch
        {
            DataText t => t.Value == "$" || Regex.IsMatch(t.Value, $@"{Regex.Escape(path)}(?![\w-])"),
            DataObject o => o
                .Members.ToArray()
                .Any(m => (m.Key.EndsWith(".$", StringComparison.Ordinal) || m.Value is not DataText) && Mentions(m.Value, path)),
            DataArray a => a.Any(i => i is not DataText && Mentions(i, path)),
            _ => false,
        };

    [GeneratedRegex(
        "^(sns:publish|sqs:sendMessage|events:putEvents|dynamodb:(put|update)Item|aws-sdk:s3:putObject"
        + "|aws-sdk:(sns|sqs|eventbridge|ses|sesv2|cloudwatch|cloudwatchlogs|dynamodb):(publish|send|put|update).*)$")]
    private static partial Regex RecordingService();

    [GeneratedRegex("fail|error|catch|log|notif|alert|record|report", RegexOptions.IgnoreCase)]
    private static partial Regex SpeaksOfFailure();
}
