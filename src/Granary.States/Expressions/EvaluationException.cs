using Granary.States.Paths;
using Granary.States.Values;

namespace Granary.States.Expressions;

/// <summary>An expression that has no value. The state at hand turns it into a failure with an error name and a cause.</summary>
abstract class EvaluationException(string message) : Exception(message);

/// <summary>A definite path that leads nowhere.</summary>
/// <param name="input">The value that <c>$</c> stood for.</param>
sealed class PathNotFoundException(JsonPath path, Data input) : EvaluationException($"{path.Text} leads nowhere.")
{
    public JsonPath Path => path;

    public Data Input => input;
}

/// <summary>A function that refuses its arguments.</summary>
sealed class IntrinsicFailedException(string message) : EvaluationException(message);
