using Granary.States.Expressions;
using Granary.States.Values;

namespace Granary.States.Intrinsics;

/// <summary>One of the functions whose names begin with <c>States.</c></summary>
sealed class IntrinsicFunction
{
    readonly int _least;
    readonly int _most;
    readonly Func<Arguments, Data> _body;

    IntrinsicFunction(string name, int least, int most, Func<Arguments, Data> body) =>
        (Name, _least, _most, _body) = (name, least, most, body);

    static readonly Dictionary<string, IntrinsicFunction> All = new IntrinsicFunction[]
    {
        new("States.Format", 1, int.MaxValue, TextFunctions.Format),
        new("States.StringToJson", 1, 1, TextFunctions.StringToJson),
        new("States.JsonToString", 1, 1, TextFunctions.JsonToString),
        new("States.StringSplit", 2, 2, TextFunctions.StringSplit),
        new("States.Base64Encode", 1, 1, TextFunctions.Base64Encode),
        new("States.Base64Decode", 1, 1, TextFunctions.Base64Decode),
        new("States.Hash", 2, 2, TextFunctions.Hash),
        new("States.UUID", 0, 0, TextFunctions.Uuid),
        new("States.Array", 0, int.MaxValue, ArrayFunctions.Array),
        new("States.ArrayPartition", 2, 2, ArrayFunctions.Partition),
        new("States.ArrayContains", 2, 2, ArrayFunctions.Contains),
        new("States.ArrayRange", 3, 3, ArrayFunctions.Range),
        new("States.ArrayGetItem", 2, 2, ArrayFunctions.GetItem),
        new("States.ArrayLength", 1, 1, ArrayFunctions.Length),
        new("States.ArrayUnique", 1, 1, ArrayFunctions.Unique),
        new("States.JsonMerge", 3, 3, NumberFunctions.JsonMerge),
        new("States.MathRandom", 2, 3, NumberFunctions.MathRandom),
        new("States.MathAdd", 2, 2, NumberFunctions.MathAdd),
    }.ToDictionary(f => f.Name, StringComparer.Ordinal);

    public string Name { get; }

    /// <remarks>The list is the service's: it leaves out States.StringToJson, which may well give text.</remarks>
    public bool MayGiveText =>
        Name
            is "States.ArrayGetItem"
                or "States.Base64Decode"
                or "States.Base64Encode"
                or "States.Format"
                or "States.Hash"
                or "States.JsonToString"
                or "States.UUID";

    public string ArgumentCount => (_least, _most) switch
    {
        (var n, int.MaxValue) => $"at least {n} arguments",
        (var n, var m) when n == m => n == 1 ? "1 argument" : $"{n} arguments",
        _ => $"{_least} to {_most} arguments",
    };

    public static IntrinsicFunction? Find(string name) => All.GetValueOrDefault(name);

    public bool Takes(int count) => count >= _least && count <= _most;

    /// <exception cref="IntrinsicFailedException">The arguments are refused.</exception>
    public Data Call(Data[] values, Scope scope) => _body(new(values, scope));
}
