namespace Granary.Csv.Sources;

/// <summary>Knows which bytes of a file were handed out last.</summary>
sealed class LastReadStream(FileStream file) : Stream
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

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
