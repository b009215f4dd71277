using Granary.States.Values;

namespace Granary.States.Intrinsics;

static class NumberFunctions
{
    public static Data MathAdd(Arguments arguments) => arguments.Whole(0) + arguments.Whole(1);

    /// <summary>From the first number up to but not including the second; a third one makes it repeatable.</summary>
    public static Data MathRandom(Arguments arguments)
    {
        var (from, to) = (arguments.Whole(0), arguments.Whole(1));
        if (from >= to)
            throw Arguments.Refuse("the second number must be larger than the first");
        var random = arguments.Count == 3 ? new Random((int)arguments.Whole(2)) : arguments.Random;
        return random.NextInt64(from, to);
    }

    /// <summary>Shallow: of a member that both have, the second's stands. Deep merging is not there in the service either.</summary>
    public static Data JsonMerge(Arguments arguments)
    {
        if (arguments.Boolean(2))
            throw Arguments.Refuse("only shallow merging (false) is supported");
        var merged = arguments.Object(0);
        foreach (var (key, value) in arguments.Object(1).Members)
            merged = merged.With(key, value);
        return merged;
    }
}
