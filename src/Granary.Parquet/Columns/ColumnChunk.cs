using Granary.Parquet.Format;
using Granary.Parquet.Pages;

namespace Granary.Parquet;

/// <summary>A column's values in one row group.</summary>
public abstract class ColumnChunk
{
    byte[] _whole = [];

    private protected ColumnChunk(PageCodec codec) => Pages = new(codec);

    internal PageBuffer Pages { get; }

    internal abstract IReadOnlyList<Encodings> Encodings { get; }

    internal long Nulls { get; private protected set; }

    /// <summary>The least and the greatest value in PLAIN encoding, where they are known.</summary>
    internal virtual (byte[] Min, byte[] Max)? Bounds => null;

    /// <summary>Bytes that are held for the row group.</summary>
    internal abstract int Held { get; }

    /// <summary>Ends the last page.</summary>
    internal abstract void Close(int rows);

    internal virtual void Clear()
    {
        Pages.Clear();
        Nulls = 0;
    }

    /// <summary>Ends a page.</summary>
    /// <param name="page">Room for a run of levels (<see cref="Levels.RunBytes"/>), then the values.</param>
    private protected void ClosePage(Levels levels, Encodings encoding, Span<byte> page)
    {
        if (levels.Rows == 0)
            return;
        if (levels.Length > Levels.RunBytes)
        {
            var values = page[Levels.RunBytes..];
            if (_whole.Length < levels.Length + values.Length)
                _whole = GC.AllocateUninitializedArray<byte>(levels.Length + values.Length);
            values.CopyTo(_whole.AsSpan(levels.Length));
            page = _whole.AsSpan(0, levels.Length + values.Length);
        }

        levels.Write(page);
        Pages.AddData(levels.Rows, encoding, page);
        Nulls += levels.Nulls;
        levels.Clear();
    }
}
