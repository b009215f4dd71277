using Granary.Parquet.Format;

namespace Granary.Parquet.Pages;

/// <summary>The pages of one column in one row group, compressed as they are full.</summary>
sealed class PageBuffer(PageCodec codec)
{
    const int DataPage = 0;
    const int DictionaryPage = 2;

    readonly CompactWriter _header = new();
    byte[] _compressed = [];
    byte[] _bytes = [];
    int _length;

    /// <summary>Headers and compressed pages.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>What <see cref="Written"/> would be uncompressed.</summary>
    public long Uncompressed { get; private set; }

    public int Length => _length;

    /// <summary>Where the data pages begin, behind a dictionary.</summary>
    public int DataStart { get; private set; }

    public void Clear() => (_length, Uncompressed, DataStart) = (0, 0, 0);

    /// <param name="rows">With NULLs.</param>
    /// <param name="body">With its levels in front.</param>
    public void AddData(int rows, Encodings encoding, ReadOnlySpan<byte> body) => Add(body, DataPage, 5, () =>
    {
        _header.Field(1, rows);
        _header.Field(2, (int)encoding);
        _header.Field(3, (int)Encodings.Rle);
        _header.Field(4, (int)Encodings.Rle);
    });

    public void AddDictionary(int values, ReadOnlySpan<byte> body)
    {
        Add(body, DictionaryPage, 7, () =>
        {
            _header.Field(1, values);
            _header.Field(2, (int)Encodings.Plain);
        });
        DataStart = _length;
    }

    void Add(ReadOnlySpan<byte> body, int kind, int kindField, Action kindHeader)
    {
        var most = PageCodec.MaxCompressedSize(body.Length);
        if (_compressed.Length < most)
            _compressed = GC.AllocateUninitializedArray<byte>(most);
        var compressed = codec.Compress(body, _compressed);
        _header.Clear();
        _header.Field(1, kind);
        _header.Field(2, body.Length);
        _header.Field(3, compressed);
        _header.Field(kindField, kindHeader);
        _header.End();
        var header = _header.Written;
        Room(header.Length + compressed);
        header.CopyTo(_bytes.AsSpan(_length));
        _compressed.AsSpan(0, compressed).CopyTo(_bytes.AsSpan(_length + header.Length));
        _length += header.Length + compressed;
        Uncompressed += header.Length + body.Length;
    }

    void Room(int bytes)
    {
        if (_length + bytes > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_length + bytes, 2 * _bytes.Length));
    }
}
