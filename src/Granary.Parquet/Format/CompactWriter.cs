using System.Text;

namespace Granary.Parquet.Format;

/// <summary>Structs in Thrift's compact protocol, in which Parquet writes its page headers and its footer.</summary>
/// <remarks>Source: Thrift, thrift-compact-protocol.md. Fields of a struct are to be written in the order of their numbers.</remarks>
sealed class CompactWriter
{
    const byte True = 1;
    const byte False = 2;
    const byte I16 = 4;
    const byte I32 = 5;
    const byte I64 = 6;
    const byte Binary = 8;
    const byte List = 9;
    const byte Struct = 12;

    readonly Stack<int> _outer = new();
    byte[] _bytes = new byte[256];
    int _length;
    int _last;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Clear() => (_length, _last) = (0, 0);

    public void Field(int number, bool value) => Head(number, value ? True : False);

    public void Field(int number, short value)
    {
        Head(number, I16);
        Signed(value);
    }

    public void Field(int number, int value)
    {
        Head(number, I32);
        Signed(value);
    }

    public void Field(int number, long value)
    {
        Head(number, I64);
        Signed(value);
    }

    public void Field(int number, string value) => Field(number, Encoding.UTF8.GetBytes(value));

    public void Field(int number, ReadOnlySpan<byte> value)
    {
        Head(number, Binary);
        Bytes(value);
    }

    public void Field(int number, Action content)
    {
        Head(number, Struct);
        Item(content);
    }

    public void Field(int number, IReadOnlyList<int> values)
    {
        ListHead(number, values.Count, I32);
        foreach (var value in values)
            Signed(value);
    }

    public void Field(int number, IReadOnlyList<string> values)
    {
        ListHead(number, values.Count, Binary);
        foreach (var value in values)
            Bytes(Encoding.UTF8.GetBytes(value));
    }

    public void Field<T>(int number, IReadOnlyList<T> values, Action<T> content)
    {
        ListHead(number, values.Count, Struct);
        foreach (var value in values)
            Item(() => content(value));
    }

    /// <summary>The end of the outermost struct.</summary>
    public void End() => Add(0);

    void Item(Action content)
    {
        _outer.Push(_last);
        _last = 0;
        content();
        Add(0);
        _last = _outer.Pop();
    }

    void ListHead(int number, int count, byte type)
    {
        Head(number, List);
        if (count < 15)
        {
            Add((byte)((count << 4) | type));
            return;
        }

        Add((byte)(0xF0 | type));
        Unsigned((ulong)count);
    }

    void Head(int number, byte type)
    {
        var step = number - _last;
        if (step is > 0 and < 16)
        {
            Add((byte)((step << 4) | type));
        }
        else
        {
            Add(type);
            Signed(number);
        }

        _last = number;
    }

    void Bytes(ReadOnlySpan<byte> value)
    {
        Unsigned((ulong)value.Length);
        Room(value.Length);
        value.CopyTo(_bytes.AsSpan(_length));
        _length += value.Length;
    }

    void Signed(long value) => Unsigned((ulong)((value << 1) ^ (value >> 63)));

    void Unsigned(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            Add((byte)(value | 0x80));
        Add((byte)value);
    }

    void Add(byte value)
    {
        Room(1);
        _bytes[_length++] = value;
    }

    void Room(int bytes)
    {
        if (_length + bytes > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_length + bytes, 2 * _bytes.Length));
    }
}
