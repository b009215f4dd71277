namespace Granary.Home.Objects;

/// <summary>A stream that can only be read, from its beginning to its end.</summary>
abstract class ReadOnlyStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public abstract override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>The next bytes of a stream, which it owns.</summary>
sealed class PartOfStream(Stream whole, long length) : ReadOnlyStream
{
    long _left = length;

    public override int Read(Span<byte> buffer) => Took(whole.Read(buffer[..(int)Math.Min(buffer.Length, _left)]));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Took(await whole.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _left)], cancellationToken));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            whole.Dispose();
        base.Dispose(disposing);
    }

    int Took(int read)
    {
        _left -= read;
        return read;
    }
}

/// <summary>Files one behind the other; one is open at a time.</summary>
sealed class JoinedFiles(IReadOnlyList<string> paths) : ReadOnlyStream
{
    int _next;
    FileStream? _open;

    public override int Read(Span<byte> buffer)
    {
        while (Open() is { } file)
        {
            if (file.Read(buffer) is > 0 and var read)
                return read;
            Next();
        }

        return 0;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (Open() is { } file)
        {
            if (await file.ReadAsync(buffer, cancellationToken) is > 0 and var read)
                return read;
            Next();
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Next();
        base.Dispose(disposing);
    }

    FileStream? Open() => _open ??= _next == paths.Count
        ? null
        : new(paths[_next++], FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);

    void Next()
    {
        _open?.Dispose();
        _open = null;
    }
}
