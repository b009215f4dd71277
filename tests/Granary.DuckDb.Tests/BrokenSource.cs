namespace Granary.DuckDb.Tests;

/// <summary>Throws at one place: columns, scan, open, read or dispose; or says that it filled too many rows.</summary>
sealed class BrokenSource(string place) : TableSource
{
    public override IReadOnlyList<(string Name, ColumnKind Kind)> Columns
    {
        get
        {
            FailAt("columns");
            return [("x", ColumnKind.Int64)];
        }
    }

    public override TableSource StartScan()
    {
        FailAt("scan");
        return this;
    }

    public override TableSourceReader OpenReader()
    {
        FailAt("open");
        return new Reader(this);
    }

    bool Is(string here) => here == place;

    void FailAt(string here)
    {
        if (Is(here))
            throw new InvalidOperationException($"It broke at {here}.");
    }

    sealed class Reader(BrokenSource source) : TableSourceReader
    {
        public override int Read(ChunkWriter chunk)
        {
            source.FailAt("read");
            return source.Is("too many") ? chunk.Capacity + 1 : 0;
        }

        public override void Dispose() => source.FailAt("dispose");
    }
}
