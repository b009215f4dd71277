using Granary.States.Paths;
using Granary.States.Values;

namespace Granary.States.Expressions;

/// <summary>What an expression can see, besides the value that <c>$</c> stands for.</summary>
sealed class Scope(ContextObject context, Variables variables, Random random)
{
    public ContextObject Context => context;

    public Variables Variables => variables;

    public Random Random => random;

    /// <returns>Null when a definite path leads nowhere.</returns>
    public Data? Find(JsonPath path, Data input) => path.Root switch
    {
        PathRoot.Context => path.Find(context.Value),
        PathRoot.Variable => variables.Find(path.Variable!) is { } value ? path.Find(value) : null,
        _ => path.Find(input),
    };
}
