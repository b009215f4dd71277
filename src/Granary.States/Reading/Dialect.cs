using Granary.States.Definition;

namespace Granary.States.Reading;

/// <summary>What holds for all states of a machine unless one says otherwise.</summary>
/// <param name="Type">Of the machine, or of the executions of a distributed map.</param>
/// <param name="Language">Of the machine.</param>
readonly record struct Dialect(StateMachineType Type, QueryLanguage Language);

/// <summary>The two languages in which a state can say what it takes from its input.</summary>
enum QueryLanguage
{
    JsonPath,
    Jsonata,
}
