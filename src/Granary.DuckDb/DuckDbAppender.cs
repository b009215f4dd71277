using System.Globalization;
using System.Numerics;
using System.Text;
using DuckDB.NET.Native;
using static DuckDB.NET.Native.NativeMethods.Appender;
using static DuckDB.NET.Native.NativeMethods.ErrorData;

namespace Granary.DuckDb;

/// <summary>
/// Adds rows to a table: a value for each column in the table's order, then <see cref="EndRow"/>; at the end <see cref="Complete"/>.
/// </summary>
/// <remarks>Rows that were not completed are dropped on disposal, but for those that the engine has written meanwhile (it does so every
/// 200,000 rows or so): use a transaction where it must be all or none. A value of another type than the column's is cast.</remarks>
public sealed unsafe class DuckDbAppender : IDisposable
{
    static readonly DateOnly UnixEpoch = new(1970, 1, 1);

    readonly AppenderHandle _handle;

    internal DuckDbAppender(AppenderHandle handle) => _handle = handle;

    public void Add(bool value) => Check(DuckDBAppendBool(_handle, value));

    public void Add(long value) => Check(DuckDBAppendInt64(_handle, value));

    public void Add(double value) => Check(DuckDBAppendDouble(_handle, value));

    public void Add(decimal value) => Add(value.ToString(CultureInfo.InvariantCulture));

    public void Add(DuckDbDecimal value) => Add(value.ToString());

    /// <exception cref="OverflowException">The value has more than 128 bits.</exception>
    public void Add(BigInteger value) => Check(DuckDBAppendHugeInt(_handle, new((Int128)value)));

    public void Add(DateOnly value) => Check(DuckDBAppendDate(_handle, new() { Days = value.DayNumber - UnixEpoch.DayNumber }));

    /// <param name="value">To the microsecond.</param>
    public void Add(TimeOnly value) => Check(DuckDBAppendTime(_handle, new() { Micros = value.Ticks / TimeSpan.TicksPerMicrosecond }));

    /// <param name="value">As the clock shows it, whatever its kind. To the microsecond.</param>
    public void Add(DateTime value) =>
        Check(DuckDBAppendTimestamp(_handle, new() { Micros = (value.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond }));

    /// <param name="value">As the moment in UTC. To the microsecond.</param>
    public void Add(DateTimeOffset value) => Add(value.UtcDateTime);

    public void Add(Guid value) => Add(value.ToString());

    /// <param name="value">Null is NULL.</param>
    public void Add(string? value)
    {
        if (value is null)
            AddNull();
        else
            Check(DuckDBAppendVarchar(_handle, value, Encoding.UTF8.GetByteCount(value)));
    }

    public void AddBlob(ReadOnlySpan<byte> value)
    {
        fixed (byte* start = value)
            Check(DuckDBAppendBlob(_handle, start == null ? Nothing : start, value.Length));
    }

    public void AddNull() => Check(DuckDBAppendNull(_handle));

    /// <exception cref="DuckDbException">The row has fewer values than the table has columns.</exception>
    public void EndRow() => Check(DuckDBAppenderEndRow(_handle));

    /// <summary>Writes the rows; none can follow.</summary>
    /// <exception cref="DuckDbException">The table is gone, or a value breaks a constraint; no row of these was written.</exception>
    public void Complete() => Check(DuckDBAppenderClose(_handle));

    public void Dispose()
    {
        // Destroying would also write what is waiting; rows that nobody completed are not written.
        if (!_handle.IsClosed)
            _ = DuckDBAppenderClear(_handle);
        _handle.Dispose();
    }

    /// <summary>Where a blob of no bytes starts: null would be refused.</summary>
    static byte* Nothing => (byte*)sizeof(nint);

    internal static DuckDbException? ErrorOf(AppenderHandle appender)
    {
        using var error = DuckDBAppenderErrorData(appender);
        return DuckDBErrorDataHasError(error) ? new(DuckDBErrorDataMessage(error), (DuckDbErrorType)DuckDBErrorDataErrorType(error)) : null;
    }

    void Check(DuckDBState state)
    {
        if (!state.IsSuccess())
            throw ErrorOf(_handle) ?? new DuckDbException("DuckDB gave no reason.");
    }
}
