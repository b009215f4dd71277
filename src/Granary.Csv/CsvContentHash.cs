using System.Buffers;
using System.Security.Cryptography;
using Granary.Csv.Bytes;

namespace Granary.Csv;

/// <summary>
/// The SHA-256 of a file's bytes, taken from the readers' own buffers, so that it is of exactly those bytes that become records. Not for
/// several threads at once.
/// </summary>
public sealed class CsvContentHash : IDisposable
{
    readonly ByteSource _source;
    readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    long _at;

    internal CsvContentHash(ByteSource source) => _source = source;

    /// <summary>Takes in what a reader has just loaded. Ranges come in the order of the file.</summary>
    /// <exception cref="CsvException">The file is shorter than it was.</exception>
    public void Append(CsvRangeReader reader)
    {
        if (reader.LoadedAt < _at)
            throw new ArgumentException("A range comes behind those before it in the file.", nameof(reader));
        ReadUpTo(reader.LoadedAt);
        _hash.AppendData(reader.Loaded);
        _at += reader.Loaded.Length;
    }

    /// <returns>Lower-case hex.</returns>
    /// <exception cref="CsvException">The file is shorter than it was.</exception>
    public string Finish()
    {
        ReadUpTo(_source.Length);
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    /// <summary>Takes in what no range holds: a header, and the end of a record that is too long to be loaded.</summary>
    void ReadUpTo(long offset)
    {
        if (_at == offset)
            return;
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            while (_at < offset)
            {
                var some = buffer.AsSpan(0, (int)Math.Min(buffer.Length, offset - _at));
                _source.Read(some, _at);
                _hash.AppendData(some);
                _at += some.Length;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose() => _hash.Dispose();
}
