using System.Collections;
using System.Runtime.CompilerServices;

namespace Granary.States.Values;

[CollectionBuilder(typeof(DataArray), nameof(Of))]
public sealed class DataArray(Data[] items) : Data, IReadOnlyList<Data>
{
    public static DataArray Empty { get; } = new([]);

    public int Count => items.Length;

    public Data this[int index] => items[index];

    public override string Kind => "a list";

    public static DataArray Of(ReadOnlySpan<Data> items) => new(items.ToArray());

    public IEnumerator<Data> GetEnumerator() => ((IEnumerable<Data>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A copy with another item at a place.</summary>
    public DataArray With(int index, Data value)
    {
        var copy = (Data[])items.Clone();
        copy[index] = value;
        return new(copy);
    }

    public override bool Equals(Data? other)
    {
        if (other is not DataArray a || a.Count != Count)
            return false;
        for (var i = 0; i < items.Length; i++)
        {
            if (!items[i].Equals(a[i]))
                return false;
        }

        return true;
    }

    public override int GetHashCode() => items.Length == 0 ? 3 : HashCode.Combine(items.Length, items[0]);
}
