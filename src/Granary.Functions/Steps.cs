using Granary.Platform.Functions;

namespace Granary.Functions;

/// <summary>The steps by the name that a stack's functions carry.</summary>
public static class Steps
{
    public static IReadOnlyDictionary<string, Func<FunctionContext, IFunction>> All { get; } =
        new Dictionary<string, Func<FunctionContext, IFunction>>(StringComparer.Ordinal)
        {
            [nameof(ValidateInput)] = context => new ValidateInput(context),
            [nameof(CreateNewId)] = context => new CreateNewId(context),
            [nameof(LogResults)] = context => new LogResults(context),
        };
}
