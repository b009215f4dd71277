using System.Text;

namespace Granary.DuckDb.Tests;

/// <summary>The numbers from 0, each with texts about it. Readers take ranges of 10,000, and write the texts of every chunk into the same memory.</summary>
class NumberSource(long rows, int threads = 2) : TableSource
{
    const int Range = 10_000;

    int _openReaders;
    int _readers;

    public override IReadOnlyList<(string Name, ColumnKind Kind)> Columns { get; } =
    [
        ("n", ColumnKind.Int64), ("small", ColumnKind.Text), ("borrowed", ColumnKind.Text), ("copied", ColumnKind.Text), ("odd", ColumnKind.Boolean),
        ("half", ColumnKind.Double), ("day", ColumnKind.Date), ("moment", ColumnKind.Timestamp), ("i", ColumnKind.Int32),
    ];

    public override int MaxThreads => threads;

    public override long? EstimatedRows => rows;

    public int OpenReaders => _openReaders;

    public int Readers => _readers;

    public override TableSource StartScan() => new Scan(this);

    public override TableSourceReader OpenReader() => throw new InvalidOperationException("Readers belong to a scan.");

    protected virtual void Reached(long number)
    {
    }

    sealed class Scan(NumberSource source) : TableSource
    {
        long _next;

        public override IReadOnlyList<(string Name, ColumnKind Kind)> Columns => source.Columns;

        public override int MaxThreads => source.MaxThreads;

        public override TableSourceReader OpenReader() => new Reader(source, this);

        public long Take() => Interlocked.Add(ref _next, Range) - Range;
    }

    sealed class Reader : TableSourceReader
    {
        readonly byte[] _texts = GC.AllocateArray<byte>(2_048 * 64, pinned: true);
        readonly NumberSource _source;
        readonly Scan _scan;
        long _next;
        long _end;

        public Reader(NumberSource source, Scan scan)
        {
            (_source, _scan) = (source, scan);
            Interlocked.Increment(ref source._openReaders);
            Interlocked.Increment(ref source._readers);
        }

        public override int Read(ChunkWriter chunk)
        {
            if (_next >= _end)
            {
                _next = _scan.Take();
                _end = Math.Min(_next + Range, _source.EstimatedRows!.Value);
            }

            _texts.AsSpan().Fill((byte)'#');
            var row = 0;
            for (; row < chunk.Capacity && _next < _end; row++, _next++)
                Fill(chunk, row, _next);
            return row;
        }

        public override void Dispose() => Interlocked.Decrement(ref _source._openReaders);

        void Fill(ChunkWriter chunk, int row, long n)
        {
            _source.Reached(n);
            var memory = _texts.AsSpan(row * 64, 64);
            chunk.Int64(0).Set(row, n);
            if (n % 10 == 0)
                chunk.Text(1).SetNull(row);
            else
                chunk.Text(1).SetBorrowed(row, Write(memory[..20], $"{n}"));
            chunk.Text(2).SetBorrowed(row, Write(memory[20..], $"the number {n:00}"));
            chunk.Text(3).SetCopied(row, Encoding.UTF8.GetBytes($"number {n}"));
            chunk.Boolean(4).Set(row, n % 2 == 1);
            chunk.Double(5).Set(row, n / 2.0);
            chunk.Int32(6).Set(row, (int)(n % 10_000) - 5_000);
            chunk.Int64(7).Set(row, -n);
            if (n % 7 == 0)
                chunk.Int32(8).SetNull(row);
            else
                chunk.Int32(8).Set(row, (int)n);
        }

        static ReadOnlySpan<byte> Write(Span<byte> memory, FormattableString text) =>
            memory[..Encoding.UTF8.GetBytes(text.ToString(), memory)];
    }
}
