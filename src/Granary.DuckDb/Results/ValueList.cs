using System.Runtime.InteropServices;

namespace Granary.DuckDb;

/// <summary>Values side by side in memory, as the functions that make a nested value want them.</summary>
sealed unsafe class ValueList(ulong capacity) : IDisposable
{
    readonly List<ValueHandle> _values = [];

    // A list may be empty; a pointer to nothing would be an error there.
    public nint* Start { get; } = (nint*)NativeMemory.AllocZeroed((nuint)Math.Max(1, capacity), (nuint)sizeof(nint));

    public void Add(ValueHandle value)
    {
        Start[_values.Count] = value.DangerousGetHandle();
        _values.Add(value);
    }

    public void Dispose()
    {
        foreach (var value in _values)
            value.Dispose();
        NativeMemory.Free(Start);
    }
}
