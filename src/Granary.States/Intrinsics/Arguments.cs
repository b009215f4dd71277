using Granary.States.Expressions;
using Granary.States.Values;

namespace Granary.States.Intrinsics;

/// <summary>The evaluated arguments of one call, with the checks that functions share.</summary>
sealed class Arguments(Data[] values, Scope scope)
{
    public int Count => values.Length;

    public Random Random => scope.Random;

    public Data this[int index] => values[index];

    public string Text(int index) => values[index] is DataText t ? t.Value : throw Refuse(index, "text");

    public DataArray Array(int index) => values[index] as DataArray ?? throw Refuse(index, "a list");

    public DataObject Object(int index) => values[index] as DataObject ?? throw Refuse(index, "an object");

    public bool Boolean(int index) => values[index] is DataBoolean b ? b.Value : throw Refuse(index, "true or false");

    /// <summary>Halves are rounded up, towards the larger number: 1.5 to 2, -1.5 to -1.</summary>
    public long Whole(int index) => values[index] is DataNumber n ? (long)Math.Floor(n.Value + 0.5) : throw Refuse(index, "a number");

    public IntrinsicFailedException Refuse(int index, string wanted) =>
        Refuse($"argument {index + 1} must be {wanted}, not {values[index].Kind}");

    public static IntrinsicFailedException Refuse(string why) => new($"Invalid arguments: {why}.");
}
