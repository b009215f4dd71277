using Granary.Model;
using Granary.States.Reading;

namespace Granary.Home.Runs;

static class StatesOf
{
    /// <exception cref="ProblemException">The definition has no such state outside of its Map and Parallel states.</exception>
    public static void Require(string definition, string machine, string state)
    {
        var read = DefinitionReader.Read(definition, machine).GetDefinition();
        if (read.Find(state) is null)
        {
            throw new ProblemException(
                new Problem(
                    "GR4022", ProblemKind.NotFound, $"The state machine {machine} has no state {state}.",
                    $"It has {string.Join(", ", read.States.Select(s => s.Name))}."));
        }
    }
}
