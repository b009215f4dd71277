using Granary.States.Expressions;
using Granary.States.Paths;
using Granary.States.Values;

namespace Granary.States.Definition;

/// <summary>Sends its input on, or a fixed result.</summary>
public sealed record PassState : ResultState
{
    public override string Type => "Pass";

    public Data? Result { get; init; }
}

/// <summary>Holds the execution for a time.</summary>
public sealed record WaitState : StepState
{
    public override string Type => "Wait";

    public required Wait For { get; init; }
}

/// <summary>The four ways a definition can say how long to hold.</summary>
public abstract record Wait
{
    Wait() { }

    /// <summary>0 to 99,999,999 seconds.</summary>
    public sealed record Seconds(long Count) : Wait;

    public sealed record SecondsAt(JsonPath Path) : Wait;

    /// <param name="Text">The moment as it was written, in RFC 3339.</param>
    public sealed record Until(DateTimeOffset Moment, string Text) : Wait;

    public sealed record UntilAt(JsonPath Path) : Wait;
}

/// <summary>Ends the machine, or the part of it that the state is in, well.</summary>
public sealed record SucceedState : State
{
    public override string Type => "Succeed";
}

/// <summary>Ends the machine, or the part of it that the state is in, as failed.</summary>
public sealed record FailState : State
{
    public override string Type => "Fail";

    public FailText? Error { get; init; }

    public FailText? Cause { get; init; }
}

/// <summary>The two ways a Fail state can give its error and its cause.</summary>
public abstract record FailText
{
    FailText() { }

    public sealed record Fixed(string Text) : FailText;

    public sealed record From(Expression Expression) : FailText;

    public static implicit operator FailText(string text) => new Fixed(text);
}
