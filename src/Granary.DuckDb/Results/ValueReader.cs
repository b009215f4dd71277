using System.Numerics;
using System.Text;
using DuckDB.NET.Native;

namespace Granary.DuckDb;

/// <summary>One value of a vector as .NET has it.</summary>
static class ValueReader
{
    const long TicksPerMicrosecond = TimeSpan.TicksPerMicrosecond;

    /// <exception cref="OverflowException">A date or time beyond what .NET can hold; infinity is one.</exception>
    public static object? Read(Vector vector, LogicalType type, ulong row) => vector.IsNull(row) ? null : type.Kind switch
    {
        DuckDbType.Boolean => vector.Read<byte>(row) != 0,
        DuckDbType.TinyInt => vector.Read<sbyte>(row),
        DuckDbType.SmallInt => vector.Read<short>(row),
        DuckDbType.Integer => vector.Read<int>(row),
        DuckDbType.BigInt => vector.Read<long>(row),
        DuckDbType.UTinyInt => vector.Read<byte>(row),
        DuckDbType.USmallInt => vector.Read<ushort>(row),
        DuckDbType.UInteger => vector.Read<uint>(row),
        DuckDbType.UBigInt => vector.Read<ulong>(row),
        DuckDbType.HugeInt => vector.Read<DuckDBHugeInt>(row).ToBigInteger(),
        DuckDbType.UHugeInt => vector.Read<DuckDBUHugeInt>(row).ToBigInteger(),
        DuckDbType.Float => vector.Read<float>(row),
        DuckDbType.Double => vector.Read<double>(row),
        DuckDbType.Decimal => new DuckDbDecimal(vector.ReadStored(type.Storage, row), type.Scale),
        DuckDbType.Varchar => Encoding.UTF8.GetString(vector.ReadBytes(row)),
        DuckDbType.Enum => type.EnumValues[(int)vector.ReadStored(type.Storage, row)],
        DuckDbType.Blob => vector.ReadBytes(row).ToArray(),
        DuckDbType.Uuid => ReadGuid(vector.Read<DuckDBUHugeInt>(row)),
        DuckDbType.Date => ReadDate(vector.Read<int>(row)),
        DuckDbType.Time => ReadTime(vector.Read<long>(row)),
        DuckDbType.Timestamp => ReadTimestamp(vector.Read<long>(row), TicksPerMicrosecond),
        DuckDbType.TimestampS => ReadTimestamp(vector.Read<long>(row), TimeSpan.TicksPerSecond),
        DuckDbType.TimestampMs => ReadTimestamp(vector.Read<long>(row), TimeSpan.TicksPerMillisecond),
        DuckDbType.TimestampTz => new DateTimeOffset(ReadTimestamp(vector.Read<long>(row), TicksPerMicrosecond), TimeSpan.Zero),
        _ => ValueText.Read(vector, type, row),
    };

    /// <summary>A UUID is stored with its highest bit turned, so that it sorts as a signed number.</summary>
    static Guid ReadGuid(DuckDBUHugeInt stored)
    {
        Span<byte> bytes = stackalloc byte[16];
        ((IBinaryInteger<UInt128>)(stored.ToUInt128() ^ (UInt128.One << 127))).WriteBigEndian(bytes);
        return new(bytes, bigEndian: true);
    }

    static DateOnly ReadDate(int days)
    {
        var dayNumber = UnixEpoch.DayNumber + (long)days;
        return dayNumber >= DateOnly.MinValue.DayNumber && dayNumber <= DateOnly.MaxValue.DayNumber
            ? DateOnly.FromDayNumber((int)dayNumber)
            : throw new OverflowException($"The date lies {days} days from 1970-01-01, which DateOnly cannot hold; its text can be read.");
    }

    static TimeOnly ReadTime(long microseconds) =>
        microseconds is >= 0 and < TimeSpan.TicksPerDay / TicksPerMicrosecond
            ? new(microseconds * TicksPerMicrosecond)
            : throw new OverflowException("The time 24:00:00 is a valid one in DuckDB, but TimeOnly cannot hold it; its text can be read.");

    static DateTime ReadTimestamp(long units, long ticksPerUnit)
    {
        var ticks = ((Int128)units * ticksPerUnit) + DateTime.UnixEpoch.Ticks;
        return ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks
            ? new((long)ticks)
            : throw new OverflowException(
                "The timestamp lies outside of the years 1 to 9999, which DateTime cannot hold; its text can be read.");
    }

    static readonly DateOnly UnixEpoch = new(1970, 1, 1);
}
