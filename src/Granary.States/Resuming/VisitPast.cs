using Granary.States.Values;

namespace Granary.States.Resuming;

/// <summary>A state that had been entered and not been left.</summary>
/// <param name="input">The raw input.</param>
/// <param name="entered">The event.</param>
sealed class VisitPast(string name, Data input, long entered, DateTimeOffset enteredTime, bool isFailState)
{
    readonly List<int> _retried = [];

    public string Name => name;

    public Data Input => input;

    public long Entered => entered;

    public DateTimeOffset EnteredTime => enteredTime;

    public bool IsFailState => isFailState;

    /// <summary>The retriers that have been used, in their order.</summary>
    public IReadOnlyList<int> Retried => _retried;

    /// <summary>The last try of the state's work; null before the first.</summary>
    public TryPast? Try { get; private set; }

    /// <summary>The event that began the try that a redrive took back.</summary>
    public long? TakenBack { get; private set; }

    public void Begin(TryPast next, IReadOnlyList<int> retried)
    {
        _retried.AddRange(retried);
        Try = next;
    }

    public void Redrive(long redriven)
    {
        _retried.Clear();
        if (Try is null)
            return;
        if (Try.HasParts)
        {
            Try.Redrive(redriven);
            return;
        }

        TakenBack = Try.Began;
        Try = null;
    }
}
