using Granary.States.Expressions;
using Granary.States.Values;

namespace Granary.States.Maps;

/// <summary>One execution that a distributed map starts, and what became of it.</summary>
/// <param name="items">How many items its input holds.</param>
sealed class MapChild(string arn, string name, string stateMachineArn, Data input, int items)
{
    public string Arn => arn;

    public string Name => name;

    public Data Input => input;

    public int Items => items;

    public MapChildStatus Status { get; private set; }

    /// <summary>Of one that succeeded.</summary>
    public Data? Output { get; private set; }

    public DateTimeOffset? Started { get; set; }

    public DateTimeOffset? Stopped { get; private set; }

    string? Error { get; set; }

    string? Cause { get; set; }

    public void Succeed(Data output, DateTimeOffset now) => (Status, Output, Stopped) = (MapChildStatus.Succeeded, output, now);

    public void Fail(MapChildStatus status, string? error, string? cause, DateTimeOffset now) =>
        (Status, Error, Cause, Stopped) = (status, error, cause, now);

    /// <summary>All that the service tells of the execution where it exports results.</summary>
    public DataObject Describe()
    {
        var told = DataObject.Empty;
        if (Cause is not null)
            told = told.With("Cause", Cause);
        if (Error is not null)
            told = told.With("Error", Error);
        told = told.With("ExecutionArn", arn).With("Input", input.ToString()).With("InputDetails", Included()).With("Name", name);
        if (Output is not null)
            told = told.With("Output", Output.ToString()).With("OutputDetails", Included());
        told = told.With("RedriveCount", 0).With("RedriveStatus", Status.IsFailure() ? "REDRIVABLE_BY_MAP_RUN" : "NOT_REDRIVABLE");
        if (!Status.IsFailure())
            told = told.With("RedriveStatusReason", $"Execution is {Status.Text()} and cannot be redriven");
        if (Started is { } started)
            told = told.With("StartDate", ContextObject.Time(started));
        told = told.With("StateMachineArn", stateMachineArn).With("Status", Status.Text());
        return Stopped is { } stopped ? told.With("StopDate", ContextObject.Time(stopped)) : told;
    }

    static DataObject Included() => DataObject.Of(("Included", Data.True));
}

enum MapChildStatus
{
    Pending,
    Succeeded,
    Failed,
    TimedOut,
    Aborted,
}

static class MapChildStatuses
{
    public static bool IsFailure(this MapChildStatus status) =>
        status is MapChildStatus.Failed or MapChildStatus.TimedOut or MapChildStatus.Aborted;

    public static string Text(this MapChildStatus status) =>
        status == MapChildStatus.TimedOut ? "TIMED_OUT" : status.ToString().ToUpperInvariant();
}
