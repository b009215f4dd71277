using System.Text;
using DuckDB.NET.Native;
using static DuckDB.NET.Native.NativeMethods.Value;

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
                    return DuckDBGetVarchar(value);
        }
    }

    static ValueHandle Create(Vector vector, LogicalType type, ulong row) => vector.IsNull(row) ? DuckDBCreateNullValue() : type.Kind switch
    {
        DuckDbType.Boolean => DuckDBCreateBool(vector.Read<byte>(row) != 0),
        DuckDbType.TinyInt => DuckDBCreateInt8(vector.Read<sbyte>(row)),
        DuckDbType.SmallInt => DuckDBCreateInt16(vector.Read<short>(row)),
        DuckDbType.Integer => DuckDBCreateInt32(vector.Read<int>(row)),
        DuckDbType.BigInt => DuckDBCreateInt64(vector.Read<long>(row)),
        DuckDbType.UTinyInt => DuckDBCreateUInt8(vector.Read<byte>(row)),
        DuckDbType.USmallInt => DuckDBCreateUInt16(vector.Read<ushort>(row)),
        DuckDbType.UInteger => DuckDBCreateUInt32(vector.Read<uint>(row)),
        DuckDbType.UBigInt => DuckDBCreateUInt64(vector.Read<ulong>(row)),
        DuckDbType.HugeInt => DuckDBCreateHugeInt(vector.Read<DuckDBHugeInt>(row)),
        DuckDbType.UHugeInt => DuckDBCreateUHugeInt(vector.Read<DuckDBUHugeInt>(row)),
        DuckDbType.Uuid => FromUuid(vector.Read<DuckDBHugeInt>(row)),
        DuckDbType.Float => DuckDBCreateFloat(vector.Read<float>(row)),
        DuckDbType.Double => DuckDBCreateDouble(vector.Read<double>(row)),
        DuckDbType.Decimal => DuckDBCreateDecimal(new(type.Width, type.Scale, new(vector.ReadStored(type.Storage, row)))),
        DuckDbType.Date => DuckDBCreateDate(vector.Read<DuckDBDate>(row)),
        DuckDbType.Time => DuckDBCreateTime(vector.Read<DuckDBTime>(row)),
        DuckDbType.TimeNs => Native.TimeNsValue(vector.Read<long>(row)),
        DuckDbType.TimeTz => DuckDBCreateTimeTz(vector.Read<DuckDBTimeTzStruct>(row)),
        DuckDbType.Timestamp => DuckDBCreateTimestamp(vector.Read<DuckDBTimestampStruct>(row)),
        DuckDbType.TimestampTz => DuckDBCreateTimestampTz(vector.Read<DuckDBTimestampStruct>(row)),
        DuckDbType.TimestampS => DuckDBCreateTimestampS(vector.Read<DuckDBTimestampStruct>(row)),
        DuckDbType.TimestampMs => DuckDBCreateTimestampMs(vector.Read<DuckDBTimestampStruct>(row)),
        DuckDbType.TimestampNs => DuckDBCreateTimestampNs(vector.Read<DuckDBTimestampStruct>(row)),
        DuckDbType.Interval => DuckDBCreateInterval(vector.Read<DuckDBInterval>(row)),
        DuckDbType.Enum => Native.EnumMemberValue(type.Handle, (ulong)vector.ReadStored(type.Storage, row)),
        DuckDbType.Varchar => FromBytes(vector.ReadBytes(row), &Native.VarcharValue),
        DuckDbType.Blob => FromBlob(vector.ReadBytes(row)),
        DuckDbType.Bit => FromBytes(vector.ReadBytes(row), &FromBits),
        DuckDbType.List => CreateList(vector.ListChild, type.Members[0].Type, vector.Read<DuckDBListEntry>(row), DuckDBCreateListValue),
        DuckDbType.Array => CreateList(
            vector.ArrayChild, type.Members[0].Type, new(row * type.ArraySize, type.ArraySize), DuckDBCreateArrayValue),
        DuckDbType.Map => CreateMap(vector.ListChild, type, vector.Read<DuckDBListEntry>(row)),
        DuckDbType.Struct => CreateStruct(vector, type, row),
        DuckDbType.Union => CreateUnion(vector, type, row),
        _ => throw new NotSupportedException($"A value of the type {type} cannot be read here; cast it to VARCHAR in the query."),
    };

    static ValueHandle FromBytes(ReadOnlySpan<byte> bytes, delegate*<byte*, ulong, ValueHandle> create)
    {
        fixed (byte* start = bytes)
            return create(start, (ulong)bytes.Length);
    }

    static ValueHandle FromBlob(ReadOnlySpan<byte> bytes) => DuckDBCreateBlob(bytes.ToArray(), bytes.Length);

    /// <summary>A UUID is stored with its highest bit turned, so that it sorts as a signed number.</summary>
    static ValueHandle FromUuid(DuckDBHugeInt stored) => DuckDBCreateUuid(new(stored.Lower, stored.Upper ^ long.MinValue));

    static ValueHandle FromBits(byte* bits, ulong length) => Native.BitValue(new(bits, length));

    static ValueHandle CreateList(
        Vector items, LogicalType itemType, DuckDBListEntry entry, Func<LogicalTypeHandle, nint[], long, ValueHandle> create)
    {
        using var values = new ValueList(entry.Length);
        for (var i = 0UL; i < entry.Length; i++)
            values.Add(Create(items, itemType, entry.Offset + i));
        return create(itemType.Handle, values.Handles, (long)entry.Length);
    }

    /// <summary>A map is stored as a list of structs of a key and a value.</summary>
    static ValueHandle CreateMap(Vector entries, LogicalType type, DuckDBListEntry entry)
    {
        using var keys = new ValueList(entry.Length);
        using var values = new ValueList(entry.Length);
        for (var i = entry.Offset; i < entry.Offset + entry.Length; i++)
        {
            keys.Add(Create(entries.StructChild(0), type.Members[0].Type, i));
            values.Add(Create(entries.StructChild(1), type.Members[1].Type, i));
        }

        return Native.MapValue(type.Handle, keys.Handles, values.Handles, entry.Length);
    }

    static ValueHandle CreateStruct(Vector vector, LogicalType type, ulong row)
    {
        using var members = new ValueList((ulong)type.Members.Count);
        for (var i = 0; i < type.Members.Count; i++)
            members.Add(Create(vector.StructChild(i), type.Members[i].Type, row));
        return Native.StructValue(type.Handle, members.Handles);
    }

    /// <summary>A union is stored as a struct: the member's number, then all members, of which one is filled.</summary>
    static ValueHandle CreateUnion(Vector vector, LogicalType type, ulong row)
    {
        var tag = vector.StructChild(0).Read<byte>(row);
        using var member = Create(vector.StructChild(tag + 1), type.Members[tag].Type, row);
        return Native.UnionValue(type.Handle, tag, member);
    }
}
