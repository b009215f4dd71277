using System.Diagnostics;
using Granary.States.Definition;
using Granary.States.Values;

namespace Granary.States.Execution;

static class ChoiceStep
{
    public static StateResult Run(Visit visit, ChoiceState state)
    {
        var input = visit.EffectiveInput();
        foreach (var rule in state.Choices)
        {
            if (Holds(visit, rule.When, input))
                return new(visit.Output(input), rule.Next, visit.Assign(rule.Assign ?? state.Assign, input));
        }

        if (state.Default is null)
            throw new StateFailure(
                ErrorNames.NoChoiceMatched,
                $"Failed to transition out of the state '{state.Name}'. The state does not point to a next state.");
        return new(visit.Output(input), state.Default, visit.Assign(state.Assign, input));
    }

    static bool Holds(Visit visit, Condition condition, Data input)
    {
        switch (condition)
        {
            case Condition.And a:
                foreach (var part in a.All)
                {
                    if (!Holds(visit, part, input))
                        return false;
                }

                return true;
            case Condition.Or o:
                foreach (var part in o.Any)
                {
                    if (Holds(visit, part, input))
                        return true;
                }

                return false;
            case Condition.Not n:
                return !Holds(visit, n.Inner, input);
            case Condition.Test t:
                return Holds(visit, t, input);
            default:
                throw new UnreachableException();
        }
    }

    static bool Holds(Visit visit, Condition.Test test, Data input)
    {
        var comparison = test.Comparison;
        var value = visit.Scope.Find(test.Variable, input);
        if (comparison.Operator == "IsPresent")
            return (value is not null) == ((DataBoolean)comparison.Value!).Value;
        if (value is null)
            throw visit.Failure(
                ErrorNames.Runtime, $"Invalid path '{test.Variable.Text}': The choice state's condition path references an invalid value.");
        if (comparison.Path is null)
            return Comparing.Holds(comparison, value, comparison.Value!);
        var operand =
            visit.Scope.Find(comparison.Path, input)
            ?? throw visit.Failure(
                ErrorNames.Runtime, $"Invalid path '{comparison.Path.Text}': The choice state's condition path references an invalid value."
            );
        return Comparing.Holds(comparison, value, operand);
    }
}
