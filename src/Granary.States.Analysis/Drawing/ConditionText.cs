using System.Diagnostics;
using Granary.States.Definition;

namespace Granary.States.Analysis.Drawing;

/// <summary>The condition of a rule on one line, for people.</summary>
static class ConditionText
{
    public static string Of(Condition condition) => condition switch
    {
        Condition.And a => string.Join(" and ", a.All.Select(Inner)),
        Condition.Or o => string.Join(" or ", o.Any.Select(Inner)),
        Condition.Not n => $"not {Inner(n.Inner)}",
        Condition.Test t => $"{t.Variable.Text} {t.Comparison.Operator} {t.Comparison.Path?.Text ?? t.Comparison.Value!.ToString()}",
        _ => throw new UnreachableException(),
    };

    static string Inner(Condition condition) => condition is Condition.Test ? Of(condition) : $"({Of(condition)})";
}
