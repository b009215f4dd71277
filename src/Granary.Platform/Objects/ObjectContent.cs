namespace Granary.Platform.Objects;

/// <summary>The content of an object, or a part of it, while it is read.</summary>
/// <param name="Start">The position of the stream's first byte in the object.</param>
/// <param name="Length">The stream's bytes.</param>
public sealed record ObjectContent(ObjectDescription Description, long Start, long Length, Stream Stream) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}

/// <summary>The two ways to name a part of a content.</summary>
public abstract record ByteRange
{
    ByteRange()
    {
    }

    /// <param name="LastByte">The position of the last byte, itself included; null for the end of the object.</param>
    public sealed record Between(long FirstByte, long? LastByte) : ByteRange;

    /// <param name="Count">Of bytes at the end of the object.</param>
    public sealed record Tail(long Count) : ByteRange;

    /// <summary>The part of an object of this size; a range that goes beyond its end is cut there.</summary>
    /// <exception cref="ObjectsException">No byte of the object is in the range.</exception>
    public (long Start, long Length) Of(long size)
    {
        var (first, last) = this switch
        {
            Between b => (b.FirstByte, Math.Min(b.LastByte ?? size - 1, size - 1)),
            Tail t => (Math.Max(0, size - t.Count), size - 1),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return first >= 0 && first <= last
            ? (first, last - first + 1)
            : throw new ObjectsException(ObjectsError.InvalidRange, $"An object of {size} bytes has none in the range {this}.");
    }
}
