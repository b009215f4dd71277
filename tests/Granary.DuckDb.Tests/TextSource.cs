using System.Text;

namespace Granary.DuckDb.Tests;

/// <summary>A few texts in one chunk, each at the very end of its memory.</summary>
sealed class TextSource(string[] texts) : TableSource
{
    readonly byte[][] _memory = [.. texts.Select(t =>
    {
        var bytes = GC.AllocateUninitializedArray<byte>(Encoding.UTF8.GetByteCount(t), pinned: true);
        Encoding.UTF8.GetBytes(t, bytes);
        return bytes;
    })];

    public TextColumn? Column { get; private set; }

    public override IReadOnlyList<(string Name, ColumnKind Kind)> Columns => [("t", ColumnKind.Text)];

    TextSource? Parent { get; init; }

    public override TableSource StartScan() => new TextSource(texts) { Parent = this };

    public override TableSourceReader OpenReader() => new Reader(this);

    sealed class Reader(TextSource source) : TableSourceReader
    {
        bool _given;

        public override int Read(ChunkWriter chunk)
        {
            if (_given)
                return 0;
            _given = true;
            source.Parent!.Column = chunk.Text(0);
            Assert.Throws<ArgumentOutOfRangeException>(() => chunk.Text(0).SetBorrowed(chunk.Capacity, default));
            Assert.Throws<ArgumentOutOfRangeException>(() => chunk.Text(0).SetBorrowed(-1, default));
            Assert.Throws<ArgumentException>(() => chunk.Text(0).SetCopied(0, [(byte)'a', 0xff]));
            for (var i = 0; i < source._memory.Length; i++)
                chunk.Text(0).SetBorrowed(i, source._memory[i]);
            return source._memory.Length;
        }

        public override void Dispose()
        {
        }
    }
}
