using Granary.Platform.Plans;

namespace Granary.Cli.Output;

/// <summary>A plan for people: a line a resource that changes, its fields below it, the sums at the end.</summary>
static class PlanText
{
    /// <summary>Longer values end in "…"; <c>--json</c> has all of them.</summary>
    const int MaxValueCharacters = 60;

    public static void Write(TextWriter data, Plan plan)
    {
        foreach (var change in plan.Changes.Where(c => c.Action != ChangeAction.None))
            Write(data, change);
        data.WriteLine(
            $"Plan: {plan.Count(ChangeAction.Create)} to add, {plan.Count(ChangeAction.Update)} to change, "
                + $"{plan.Count(ChangeAction.Delete)} to destroy");
    }

    static void Write(TextWriter data, Change change)
    {
        data.WriteLine(change.Action == ChangeAction.NotUsed
            ? $"  {change.Address}  not used locally"
            : $"{Symbol(change.Action)} {change.Address}");
        foreach (var field in change.Fields)
            data.WriteLine($"    {field.Field}: {Shown(field.Old)} → {Shown(field.New)}");
    }

    static string Symbol(ChangeAction action) => action switch
    {
        ChangeAction.Create => "+",
        ChangeAction.Update => "~",
        _ => "-",
    };

    static string Shown(string? value)
    {
        if (value is null)
            return "(none)";
        var line = value.ReplaceLineEndings(" ");
        return line.Length > MaxValueCharacters ? line[..MaxValueCharacters] + "…" : line;
    }
}

/// <summary>A plan for programs: an object a resource that changes, or that the home has no use for.</summary>
static class PlanJson
{
    public static void Write(TextWriter data, Plan plan)
    {
        foreach (var change in plan.Changes.Where(c => c.Action != ChangeAction.None))
        {
            JsonLines.Write(data, json =>
            {
                json.WriteString("address", change.Address);
                json.WriteString("action", Text(change.Action));
                json.WriteList("fields", change.Fields, (item, field) =>
                {
                    item.WriteString("field", field.Field);
                    item.WriteString("old", field.Old);
                    item.WriteString("new", field.New);
                });
            });
        }
    }

    static string Text(ChangeAction action) => action == ChangeAction.NotUsed ? "NOT_USED" : action.ToString().ToUpperInvariant();
}
