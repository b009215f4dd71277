using Granary.States.Definition;

namespace Granary.States.Reading;

/// <summary>Reads what all states have whose work can fail.</summary>
sealed class WorkReader(Fields state)
{
    /// <param name="own">What its kind of state has beside that.</param>
    public T Complete<T>(T own)
        where T : WorkState => (T)((WorkState)own.WithResult(state) with
        {
            ResultSelector = state.TemplateAt("ResultSelector"),
            Retry = Retriers(),
            Catch = Catchers(),
        });

    public IReadOnlyList<Retrier> Retriers()
    {
        var retriers = state.Objects("Retry", "retrier").Select(Read).ToList();
        CheckAllComesLast("Retry", [.. retriers.Select(r => r.ErrorEquals)]);
        return retriers;
    }

    public IReadOnlyList<Catcher> Catchers()
    {
        var catchers = state.Objects("Catch", "catcher").Select(ReadCatcher).ToList();
        CheckAllComesLast("Catch", [.. catchers.Select(c => c.ErrorEquals)]);
        return catchers;
    }

    static Retrier Read(Fields fields)
    {
        fields.Require("ErrorEquals");
        var usual = new Retrier { ErrorEquals = [] };
        var jitter = fields.Text("JitterStrategy");
        if (jitter is not (null or "FULL" or "NONE"))
            fields.Refuse(
                "GR2006", $"JitterStrategy of {fields.Owner} is '{jitter}'; there are FULL and NONE.", fields.Find("JitterStrategy")!.Value,
                "JitterStrategy");
        var retrier = new Retrier
        {
            Comment = fields.Text("Comment"),
            ErrorEquals = fields.Texts("ErrorEquals"),
            Interval = fields.Whole("IntervalSeconds", 0, 99_999_999) is { } interval ? TimeSpan.FromSeconds(interval) : usual.Interval,
            MaxAttempts = (int)(fields.Whole("MaxAttempts", 0, 99_999_999) ?? usual.MaxAttempts),
            BackoffRate = fields.Number("BackoffRate", 1) ?? usual.BackoffRate,
            MaxDelay = fields.Whole("MaxDelaySeconds", 1, 31_622_400) is { } longest ? TimeSpan.FromSeconds(longest) : null,
            Jitter = jitter == "FULL" ? JitterStrategy.Full : JitterStrategy.None,
        };
        fields.Finish();
        return retrier;
    }

    static Catcher ReadCatcher(Fields fields)
    {
        fields.Require("ErrorEquals");
        fields.Require("Next");
        var catcher = new Catcher
        {
            Comment = fields.Text("Comment"),
            ErrorEquals = fields.Texts("ErrorEquals"),
            Next = fields.Text("Next") ?? "",
            ResultPath = fields.ReferencePathOrNull("ResultPath"),
            Assign = AssignReader.Read(fields),
        };
        fields.Finish();
        return catcher;
    }

    /// <summary>States.ALL stands alone, and in the last place.</summary>
    public void CheckAllComesLast(string name, List<IReadOnlyList<string>> errors)
    {
        for (var i = 0; i < errors.Count; i++)
        {
            if (errors[i].Contains(ErrorNames.All) && (errors[i].Count > 1 || i < errors.Count - 1))
                state.Refuse(
                    "GR2024", $"States.ALL must stand alone in its list, and in the last one of '{name}' of {state.Owner}.",
                    state.Find(name)!.Value, $"{name}[{i}]/ErrorEquals");
        }
    }
}
