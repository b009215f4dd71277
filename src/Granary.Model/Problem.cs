namespace Granary.Model;

/// <summary>Something wrong that a person can act on.</summary>
/// <param name="Code">Stable for ever (<c>GR</c> and four digits), and the anchor of its heading in docs/problems.md.</param>
/// <param name="Kind">What sort of thing is wrong. Decides the exit code.</param>
/// <param name="Message">What is wrong, with the values involved. One sentence.</param>
/// <param name="Hint">What to do next, or null when there is nothing sure to say.</param>
/// <param name="Where">The place in a file, when there is one.</param>
/// <param name="Severity">Whether the work can go on in spite of it.</param>
public sealed record Problem(
    string Code,
    ProblemKind Kind,
    string Message,
    string? Hint = null,
    FilePosition? Where = null,
    ProblemSeverity Severity = ProblemSeverity.Error)
{
    public bool IsError => Severity == ProblemSeverity.Error;

    /// <summary>The form people read: code and message, place, help; two or three lines without a last line end.</summary>
    public override string ToString()
    {
        var text = $"{(IsError ? "error" : "warning")}[{Code}]: {Message}";
        if (Where is not null)
            text += $"\n  --> {Where}";
        if (Hint is not null)
            text += $"\n  help: {Hint}";
        return text;
    }
}

/// <summary>What sort of thing is wrong, and with it the exit code of a command that ends so. Source: docs/problems.md, "Kinds".</summary>
public enum ProblemKind
{
    /// <summary>The command line, a definition or a file that describes one. Warnings are of this kind.</summary>
    Usage,

    /// <summary>Files, rows or the state of a run do not allow what was asked for.</summary>
    Data,

    /// <summary>What was named is not there, or is no longer kept.</summary>
    NotFound,

    /// <summary>Another process or run has what is needed.</summary>
    Conflict,

    /// <summary>The operating system or a service does not allow it.</summary>
    Permission,

    /// <summary>A disk or a database cannot hold or give back what it should.</summary>
    Storage,

    /// <summary>Granary is wrong.</summary>
    Defect,
}

public enum ProblemSeverity
{
    Error,
    Warning,
}

/// <summary>A place in a text file.</summary>
/// <param name="File">The path as the user gave it, or relative to the working folder.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 code units as editors count.</param>
public sealed record FilePosition(string File, int Line, int Column)
{
    public override string ToString() => $"{File}:{Line}:{Column}";
}

/// <summary>Stops the work because of one or more problems. Caught at the entry points alone.</summary>
public sealed class ProblemException(IReadOnlyList<Problem> problems, Exception? cause = null)
    : Exception(string.Join('\n', problems.Select(p => p.Message)), cause)
{
    public ProblemException(Problem problem, Exception? cause = null)
        : this([problem], cause)
    {
    }

    public IReadOnlyList<Problem> Problems { get; } = problems;
}
