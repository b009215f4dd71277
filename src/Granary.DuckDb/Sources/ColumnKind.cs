namespace Granary.DuckDb;

/// <summary>The types that a table source can give.</summary>
public enum ColumnKind
{
    /// <summary>VARCHAR; filled through <see cref="ChunkWriter.Text"/>.</summary>
    Text,

    /// <summary>BOOLEAN; filled through <see cref="ChunkWriter.Boolean"/>.</summary>
    Boolean,

    /// <summary>INTEGER; filled through <see cref="ChunkWriter.Int32"/>.</summary>
    Int32,

    /// <summary>BIGINT; filled through <see cref="ChunkWriter.Int64"/>.</summary>
    Int64,

    /// <summary>DOUBLE; filled through <see cref="ChunkWriter.Double"/>.</summary>
    Double,

    /// <summary>DATE: days since 1970-01-01, filled through <see cref="ChunkWriter.Int32"/>.</summary>
    Date,

    /// <summary>TIMESTAMP: microseconds since 1970-01-01, filled through <see cref="ChunkWriter.Int64"/>.</summary>
    Timestamp,
}
