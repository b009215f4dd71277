namespace Granary.Csv.Sources;

/// <summary>Knows which bytes of a file were handed out last.</summary>
sealed class LastReadStream(FileStream file) : ReadOnlyStream
{
    public long LastStart { get; private set; }

    public int LastLength { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        var start = file.Position;
        var read = file.Read(buffer);
        if (read > 0)
            (LastStart, LastLength) = (start, read);
        return read;
    }
}
