using System.Text.Json;
using Granary.States.Execution;
using Granary.States.History;
using Granary.States.Resuming;

namespace Granary.Simulator.Standalone;

/// <summary>The events of one execution, the latest in memory and the others in a temporary file: there may be millions.</summary>
public sealed class EventSpool : IHistory, IDisposable
{
    const int MostInMemory = 10_000;

    readonly List<HistoryEvent> _latest = [];
    FileStream? _file;

    public long Count { get; private set; }

    public ValueTask AppendAsync(HistoryEvent happened, CancellationToken cancellationToken)
    {
        Count++;
        _latest.Add(happened);
        if (_latest.Count == MostInMemory)
            Spill();
        return ValueTask.CompletedTask;
    }

    public ValueTask FlushAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public (IHistory History, Past? Past) OfChild(ExecutionStart child, long began) => (new NoHistory(), null);

    /// <summary>Writes all events, as values of an array.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        if (_file is not null)
        {
            _file.Position = 0;
            using var lines = new StreamReader(_file, leaveOpen: true);
            while (lines.ReadLine() is { } line)
                json.WriteRawValue(line, skipInputValidation: true);
        }

        foreach (var happened in _latest)
            happened.WriteTo(json);
    }

    public void Dispose() => _file?.Dispose();

    void Spill()
    {
        _file ??= new(
            Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1 << 16, FileOptions.DeleteOnClose);
        using (var writer = new StreamWriter(_file, leaveOpen: true))
        {
            foreach (var happened in _latest)
                writer.WriteLine(happened.ToJson());
        }

        _latest.Clear();
    }
}
