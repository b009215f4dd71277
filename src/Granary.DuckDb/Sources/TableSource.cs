namespace Granary.DuckDb;

/// <summary>Rows that a program makes for a query: a table function without parameters. <see cref="DuckDbConnection.Register(string, TableSource)"/> gives it a name.</summary>
public abstract class TableSource
{
    /// <summary>At least one. Asked for once a query.</summary>
    public abstract IReadOnlyList<(string Name, ColumnKind Kind)> Columns { get; }

    /// <summary>The most readers that may work at the same time. At least 1. The engine uses fewer when its <c>threads</c> are fewer.</summary>
    public virtual int MaxThreads => 1;

    /// <summary>About how many rows there will be, for the planner; null when nobody knows.</summary>
    public virtual long? EstimatedRows => null;

    /// <summary>Begins one pass over the rows, of which a query makes one for each time it names the function. Gives the source whose readers share that pass; this very
    /// one unless overridden, and then the rows can be read once only.</summary>
    public virtual TableSource StartScan() => this;

    /// <summary>Opens a reader for one of the engine's threads: together they give every row of the scan once. Called on several threads at the same time.</summary>
    public abstract TableSourceReader OpenReader();
}

/// <summary>Gives rows to one of the engine's threads. Disposed on any thread once the query is done with it.</summary>
public abstract class TableSourceReader : IDisposable
{
    /// <summary>Fills the first rows of the chunk: each column of each row once, with a value or with NULL.</summary>
    /// <returns>The rows filled, at most <see cref="ChunkWriter.Capacity"/>; 0 when this reader has no more of them.</returns>
    /// <remarks>What it throws ends the query and comes out of the call that runs it.</remarks>
    public abstract int Read(ChunkWriter chunk);

    /// <remarks>What it throws fails the query too, unless that has ended.</remarks>
    public abstract void Dispose();
}
