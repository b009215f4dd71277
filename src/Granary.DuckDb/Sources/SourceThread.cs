namespace Granary.DuckDb;

/// <summary>What the engine keeps with one of its threads that reads a source: the reader, and the columns it fills.</summary>
sealed class SourceThread(BoundSource bound) : IReleased
{
    TableSourceReader? _reader;
    ChunkWriter? _writer;
    bool _ended;

    public BoundSource Bound => bound;

    /// <param name="scan">The same in every call.</param>
    /// <returns>The rows filled; 0 at the end, and from then on.</returns>
    public int Read(TableSource scan, nint chunk)
    {
        if (_ended)
            return 0;
        _reader ??= scan.OpenReader();
        _writer ??= new([.. bound.Columns.Select(c => c.Kind)]);
        _writer.Attach(chunk);
        try
        {
            var rows = _reader.Read(_writer);
            if (rows < 0 || rows > _writer.Capacity)
                throw new InvalidOperationException($"{_reader.GetType().Name} says that it filled {rows} rows of a chunk of {_writer.Capacity}.");
            _ended = rows == 0;
            return rows;
        }
        finally
        {
            _writer.Detach();
        }
    }

    public void OnReleased()
    {
        try
        {
            _reader?.Dispose();
        }
        catch (Exception exception)
        {
            // On a thread of the engine's, which could not carry it; it fails the query, unless that is over.
            bound.Query?.Fail(exception);
        }
    }
}
