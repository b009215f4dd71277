using System.Text;

namespace Granary.DuckDb;

/// <summary>
/// One value of a vector in DuckDB's own text form, which is what casting it to VARCHAR gives. Timestamps with a time zone are shown in
/// UTC.
/// </summary>
static unsafe class ValueText
{
    public static string? Read(Vector vector, LogicalType type, ulong row)
    {
        if (vector.IsNull(row))
            return null;
        switch (type.Kind)
        {
            case DuckDbType.Varchar:
                return Encoding.UTF8.GetString(vector.ReadBytes(row));
            case DuckDbType.Integer:
                return vector.Read<int>(row).ToString();
            case DuckDbType.BigInt:
                return vector.Read<long>(row).ToString();
            default:
                using (var value = Create(vector, type, row))
                    return Native.ValueText(value);
        }
    }

    static ValueHandle Create(Vector vector, LogicalType type, ulong row) => vector.IsNull(row) ? Native.NullValue() : type.Kind switch
    {
        DuckDbType.Boolean => Native.BoolValue(vector.Read<byte>(row) != 0),
        DuckDbType.TinyInt => Native.TinyIntValue(vector.Read<sbyte>(row)),
        DuckDbType.SmallInt => Native.SmallIntValue(vector.Read<short>(row)),
        DuckDbType.Integer => Native.IntegerValue(vector.Read<int>(row)),
        DuckDbType.BigInt => Native.BigIntValue(vector.Read<long>(row)),
        DuckDbType.UTinyInt => Native.UTinyIntValue(vector.Read<byte>(row)),
        DuckDbType.USmallInt => Native.USmallIntValue(vector.Read<ushort>(row)),
        DuckDbType.UInteger => Native.UIntegerValue(vector.Read<uint>(row)),
        DuckDbType.UBigInt => Native.UBigIntValue(vector.Read<ulong>(row)),
        DuckDbType.HugeInt => Native.HugeIntValue(vector.Read<HugeInt>(row)),
        DuckDbType.UHugeInt => Native.UHugeIntValue(vector.Read<HugeInt>(row)),
        DuckDbType.Uuid => Native.UuidValue(vector.Read<HugeInt>(row).WithHighestBitTurned),
        DuckDbType.Float => Native.FloatValue(vector.Read<float>(row)),
        DuckDbType.Double => Native.DoubleValue(vector.Read<double>(row)),
        DuckDbType.Decimal => Native.DecimalValue(new(type.Width, type.Scale, HugeInt.From(vector.ReadStored(type.Storage, row)))),
        DuckDbType.Date => Native.DateValue(vector.Read<int>(row)),
        DuckDbType.Time => Native.TimeValue(vector.Read<long>(row)),
        DuckDbType.TimeNs => Native.TimeNsValue(vector.Read<long>(row)),
        DuckDbType.TimeTz => Native.TimeTzValue(vector.Read<ulong>(row)),
        DuckDbType.Timestamp => Native.TimestampValue(vector.Read<long>(row)),
        DuckDbType.TimestampTz => Native.TimestampTzValue(vector.Read<long>(row)),
        DuckDbType.TimestampS => Native.TimestampSValue(vector.Read<long>(row)),
        DuckDbType.TimestampMs => Native.TimestampMsValue(vector.Read<long>(row)),
        DuckDbType.TimestampNs => Native.TimestampNsValue(vector.Read<long>(row)),
        DuckDbType.Interval => Native.IntervalValue(vector.Read<NativeInterval>(row)),
        DuckDbType.Enum => Native.EnumMemberValue(type.Handle, (ulong)vector.ReadStored(type.Storage, row)),
        DuckDbType.Varchar => FromBytes(vector.ReadBytes(row), &Native.VarcharValue),
        DuckDbType.Blob => FromBytes(vector.ReadBytes(row), &Native.BlobValue),
        DuckDbType.Bit => FromBytes(vector.ReadBytes(row), &FromBits),
        DuckDbType.List => CreateList(vector.ListChild, type.Members[0].Type, vector.Read<ListEntry>(row), &Native.ListValue),
        DuckDbType.Array => CreateList(
            vector.ArrayChild, type.Members[0].Type, new(row * type.ArraySize, type.ArraySize), &Native.ArrayValue),
        DuckDbType.Map => CreateMap(vector.ListChild, type, vector.Read<ListEntry>(row)),
        DuckDbType.Struct => CreateStruct(vector, type, row),
        DuckDbType.Union => CreateUnion(vector, type, row),
        _ => throw new NotSupportedException($"A value of the type {type} cannot be read here; cast it to VARCHAR in the query."),
    };

    static ValueHandle FromBytes(ReadOnlySpan<byte> bytes, delegate*<byte*, ulong, ValueHandle> create)
    {
        fixed (byte* start = bytes)
            return create(start, (ulong)bytes.Length);
    }

    static ValueHandle FromBits(byte* bits, ulong length) => Native.BitValue(new(bits, length));

    static ValueHandle CreateList(
        Vector items, LogicalType itemType, ListEntry entry, delegate*<LogicalTypeHandle, nint*, ulong, ValueHandle> create)
    {
        using var values = new ValueList(entry.Length);
        for (var i = 0UL; i < entry.Length; i++)
            values.Add(Create(items, itemType, entry.Offset + i));
        return create(itemType.Handle, values.Start, entry.Length);
    }

    /// <summary>A map is stored as a list of structs of a key and a value.</summary>
    static ValueHandle CreateMap(Vector entries, LogicalType type, ListEntry entry)
    {
        using var keys = new ValueList(entry.Length);
        using var values = new ValueList(entry.Length);
        for (var i = entry.Offset; i < entry.Offset + entry.Length; i++)
        {
            keys.Add(Create(entries.StructChild(0), type.Members[0].Type, i));
            values.Add(Create(entries.StructChild(1), type.Members[1].Type, i));
        }

        return Native.MapValue(type.Handle, keys.Start, values.Start, entry.Length);
    }

    static ValueHandle CreateStruct(Vector vector, LogicalType type, ulong row)
    {
        using var members = new ValueList((ulong)type.Members.Count);
        for (var i = 0; i < type.Members.Count; i++)
            members.Add(Create(vector.StructChild(i), type.Members[i].Type, row));
        return Native.StructValue(type.Handle, members.Start);
    }

    /// <summary>A union is stored as a struct: the member's number, then all members, of which one is filled.</summary>
    static ValueHandle CreateUnion(Vector vector, LogicalType type, ulong row)
    {
        var tag = vector.StructChild(0).Read<byte>(row);
        using var member = Create(vector.StructChild(tag + 1), type.Members[tag].Type, row);
        return Native.UnionValue(type.Handle, tag, member);
    }
}
