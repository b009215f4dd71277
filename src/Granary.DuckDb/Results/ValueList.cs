namespace Granary.DuckDb;

/// <summary>Values side by side in memory, as the functions that make a nested value want them.</summary>
sealed class ValueList(ulong capacity) : IDisposable
{
    readonly List<ValueHandle> _values = [];

    public nint[] Handles { get; } = new nint[capacity];

    public void Add(ValueHandle value)
    {
        Handles[_values.Count] = value.DangerousGetHandle();
        _values.Add(value);
    }

    public void Dispose()
    {
        foreach (var value in _values)
            value.Dispose();
    }
}
