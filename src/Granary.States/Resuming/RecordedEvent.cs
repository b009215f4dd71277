using Granary.States.History;

namespace Granary.States.Resuming;

/// <summary>An event as a journal kept it.</summary>
/// <param name="Text">The JSON that <see cref="HistoryEvent.ToJson"/> gave.</param>
/// <param name="Trace">What <see cref="EventTrace.ToText"/> gave.</param>
public readonly record struct RecordedEvent(string Text, string? Trace);
