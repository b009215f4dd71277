using System.Text;
using Granary.States.Values;

namespace Granary.States.Maps;

/// <summary>
/// Makes groups of items, each as large as the limits let it be. An item that is too large by itself is a group by itself.
/// </summary>
/// <param name="mostItems">Null for no limit.</param>
/// <param name="mostBytes">Of the whole input; null for no limit.</param>
/// <param name="shared">What every group is given; null for nothing.</param>
sealed class Batches(long? mostItems, long? mostBytes, Data? shared)
{
    public IEnumerable<(Data Input, int Items)> Of(IEnumerable<Data> items)
    {
        var empty = Bytes(Make([]));
        var batch = new List<Data>();
        var bytes = empty;
        foreach (var item in items)
        {
            var more = mostBytes is null ? 0 : Bytes(item) + (batch.Count > 0 ? 1 : 0);
            if (batch.Count > 0 && (batch.Count >= mostItems || bytes + more > mostBytes))
            {
                yield return (Make(batch), batch.Count);
                batch = [];
                bytes = empty;
            }

            batch.Add(item);
            bytes += more;
        }

        if (batch.Count > 0)
            yield return (Make(batch), batch.Count);
    }

    DataObject Make(List<Data> batch)
    {
        var items = new DataArray([.. batch]);
        return shared is null ? DataObject.Of(("Items", items)) : DataObject.Of(("BatchInput", shared), ("Items", items));
    }

    static long Bytes(Data value) => Encoding.UTF8.GetByteCount(value.ToString());
}
