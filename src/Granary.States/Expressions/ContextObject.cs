using Granary.States.Values;

namespace Granary.States.Expressions;

/// <summary>What <c>$$</c> stands for inside one state, put together when first asked for.</summary>
sealed class ContextObject(DataObject execution, DataObject machine, DataObject? map)
{
    Data? _value;

    public required string StateName { get; init; }

    public required DateTimeOffset EnteredTime { get; init; }

    /// <summary>Retries so far; null in states that cannot retry.</summary>
    public int? RetryCount
    {
        get;
        set
        {
            field = value;
            _value = null;
        }
    }

    /// <summary>Set while a task waits for its token.</summary>
    public string? TaskToken
    {
        get;
        set
        {
            field = value;
            _value = null;
        }
    }

    /// <summary>The item at hand, inside an item selector.</summary>
    public DataObject? MapItem
    {
        get;
        set
        {
            field = value;
            _value = null;
        }
    }

    public Data Value => _value ??= Make();

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    DataObject Make()
    {
        var state = DataObject.Of(("EnteredTime", Time(EnteredTime)), ("Name", StateName));
        if (RetryCount is { } count)
            state = state.With("RetryCount", count);
        var value = DataObject.Of(("Execution", execution), ("State", state), ("StateMachine", machine));
        if (TaskToken is not null)
            value = value.With("Task", DataObject.Of(("Token", TaskToken)));
        return (MapItem ?? map) is { } item ? value.With("Map", DataObject.Of(("Item", item))) : value;
    }
}
