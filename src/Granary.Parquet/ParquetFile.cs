using Granary.Parquet.Format;
using Microsoft.Win32.SafeHandles;

namespace Granary.Parquet;

/// <summary>A Parquet file of the format's first version that several threads write at once. Its rows have no order.</summary>
/// <remarks>
/// Source: parquet-format, README and parquet.thrift. Every column is optional, so that files of one table have one schema.
/// </remarks>
public sealed class ParquetFile : IDisposable
{
    static readonly byte[] Magic = "PAR1"u8.ToArray();

    readonly SafeFileHandle _file;
    readonly IReadOnlyList<ParquetColumn> _columns;
    readonly List<GroupFacts> _groups = [];
    readonly Lock _lock = new();
    long _end;

    ParquetFile(SafeFileHandle file, IReadOnlyList<ParquetColumn> columns) => (_file, _columns) = (file, columns);

    /// <summary>Rows added so far.</summary>
    public long Rows { get; private set; }

    /// <param name="columns">At least one.</param>
    /// <exception cref="IOException">The file is there, or cannot be made.</exception>
    public static ParquetFile Create(string path, IReadOnlyList<ParquetColumn> columns)
    {
        var file = new ParquetFile(File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write), columns);
        file.Append(Magic);
        return file;
    }

    /// <exception cref="DllNotFoundException">There is no Zstandard for this platform; the message names it.</exception>
    public RowGroup NewRowGroup() => new(_columns);

    /// <summary>Writes the rows and empties the group for others. Called on several threads at the same time.</summary>
    /// <exception cref="IOException">The disk is full or gone.</exception>
    public void Add(RowGroup group)
    {
        if (group.Rows == 0)
            return;
        group.Close();
        var length = group.Chunks.Sum(c => (long)c.Pages.Length);
        long at;
        lock (_lock)
        {
            at = _end;
            _end += length;
            Rows += group.Rows;
            _groups.Add(GroupFacts.Of(group, at));
        }

        foreach (var chunk in group.Chunks)
        {
            RandomAccess.Write(_file, chunk.Pages.Written, at);
            at += chunk.Pages.Length;
        }

        group.Clear();
    }

    /// <summary>Writes the footer. Without it the file is none.</summary>
    /// <exception cref="IOException">The disk is full or gone.</exception>
    public void Finish()
    {
        var footer = Footer.Of(_columns, _groups, Rows);
        Append(footer);
        Append(BitConverter.GetBytes(footer.Length));
        Append(Magic);
    }

    public void Dispose() => _file.Dispose();

    void Append(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(_file, bytes, _end);
        _end += bytes.Length;
    }
}
