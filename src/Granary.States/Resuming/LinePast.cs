using Granary.States.Values;

namespace Granary.States.Resuming;

/// <summary>Where a line of states stood when its record ended.</summary>
sealed class LinePast(LinePast? parent)
{
    (VisitPast Visit, long Previous, DataObject Assigned)? _caught;

    public LinePast? Parent => parent;

    /// <summary>The event that the next one follows from.</summary>
    public long Previous { get; set; }

    /// <summary>The line's own variables.</summary>
    public DataObject Assigned { get; private set; } = DataObject.Empty;

    /// <summary>The state that has been entered and not been left.</summary>
    public VisitPast? Visit { get; private set; }

    /// <summary>The output of the state that was left last; null before that.</summary>
    public Data? Output { get; private set; }

    /// <summary>The state behind the one that was left last; null at the line's end.</summary>
    public string? Next { get; private set; }

    /// <summary>That its state failed or was stopped is on record.</summary>
    public bool IsStateClosed { get; private set; }

    /// <summary>That it failed or was stopped is on record, of an iteration.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>It was stopped by the failure of another part.</summary>
    public bool IsAborted { get; private set; }

    /// <summary>An iteration whose success is on record.</summary>
    public bool IsDone { get; set; }

    public void Enter(VisitPast visit) => Visit = visit;

    public void Leave(Data output, string? next, bool isCaught, DataObject? assigned)
    {
        if (isCaught)
            _caught = (Visit!, Previous, Assigned);
        (Visit, Output, Next) = (null, output, next);
        foreach (var (name, value) in (assigned ?? DataObject.Empty).Members)
            Assigned = Assigned.With(name, value);
    }

    public void CloseState(bool isAborted)
    {
        IsStateClosed = true;
        IsAborted |= isAborted;
    }

    public void Close(bool isAborted)
    {
        IsClosed = true;
        IsAborted |= isAborted;
    }

    /// <summary>
    /// Takes the failed step back, keeping what is done. A Fail state that a Catch led to gives way to the work that failed.
    /// </summary>
    /// <param name="redriven">The event that says so.</param>
    public void Redrive(long redriven)
    {
        if (Visit is null)
            return;
        if (Visit.IsFailState && _caught is { } caught)
            (Visit, Previous, Assigned) = caught;
        if (parent is null)
            Previous = redriven;
        IsStateClosed = IsClosed = IsAborted = false;
        Visit.Redrive(redriven);
    }
}
