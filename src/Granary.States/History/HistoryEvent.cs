using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Granary.States.Execution;
using Granary.States.Resuming;

namespace Granary.States.History;

/// <summary>One event of an execution.</summary>
/// <param name="Id">From 1, without gaps within an execution.</param>
/// <param name="PreviousEventId">The event that led to this one; 0 for the first of an execution, and for its first state.</param>
/// <param name="Timestamp">UTC, to the millisecond when written.</param>
/// <param name="Details">Null for the types that have none.</param>
public sealed record HistoryEvent(long Id, long PreviousEventId, DateTimeOffset Timestamp, HistoryEventType Type, HistoryDetails? Details)
{
    static readonly EventTrace Whole = new(default(LineId));

    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public EventTrace Trace { get; init; } = Whole;

    /// <summary>The event in the shape of GetExecutionHistory; the time as ISO 8601.</summary>
    public string ToJson()
    {
        var (buffer, writer) = _scratch ??= NewScratch();
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        WriteTo(writer);
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    [ThreadStatic]
    static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer)? _scratch;

    static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer) NewScratch()
    {
        var buffer = new ArrayBufferWriter<byte>();
        return (buffer, new(buffer, Options));
    }

    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("timestamp", Timestamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
        writer.WriteString("type", Type.ToString());
        writer.WriteNumber("id", Id);
        writer.WriteNumber("previousEventId", PreviousEventId);
        if (Details is not null)
        {
            writer.WriteStartObject(Details.MemberOf(Type));
            Details.WriteTo(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}

/// <summary>Where the events of one execution go.</summary>
public interface IHistory
{
    /// <summary>Called for one event after the other, in the order of their ids.</summary>
    ValueTask AppendAsync(HistoryEvent happened, CancellationToken cancellationToken);

    /// <summary>
    /// Makes all that was appended outlast the process; awaited before something happens that cannot be repeated: a task, a wait, the
    /// execution's end.
    /// </summary>
    ValueTask FlushAsync(CancellationToken cancellationToken);

    /// <summary>Where the events of an execution go that a distributed map of this one starts.</summary>
    /// <param name="began">The event that began the map's try.</param>
    /// <returns>And what is on record of it; null when it is new.</returns>
    (IHistory History, Past? Past) OfChild(ExecutionStart child, long began);
}

/// <summary>For executions whose events nobody reads.</summary>
public sealed class NoHistory : IHistory
{
    public ValueTask AppendAsync(HistoryEvent happened, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask FlushAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public (IHistory History, Past? Past) OfChild(ExecutionStart child, long began) => (this, null);
}
