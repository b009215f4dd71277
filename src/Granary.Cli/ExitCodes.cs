using System.Diagnostics;
using Granary.Model;
using Granary.Platform.Runs;
using Granary.Simulator.Standalone;

namespace Granary.Cli;

static class ExitCodes
{
    /// <summary>The exit code of a command that ends with these problems: that of the first error.</summary>
    /// <param name="problems">At least one.</param>
    public static ExitCode Of(IReadOnlyList<Problem> problems) => Of((problems.FirstOrDefault(p => p.IsError) ?? problems[0]).Kind);

    public static ExitCode Of(ProblemKind kind) => kind switch
    {
        ProblemKind.Usage => ExitCode.Invalid,
        ProblemKind.Data or ProblemKind.Defect => ExitCode.Failed,
        ProblemKind.NotFound => ExitCode.NotFound,
        ProblemKind.Conflict => ExitCode.Locked,
        ProblemKind.Permission or ProblemKind.Storage => ExitCode.NotPermitted,
        _ => throw new UnreachableException(),
    };

    public static ExitCode Of(MachineResult result) => result.Status switch
    {
        "SUCCEEDED" => ExitCode.Success,
        "INVALID" or "START_FAILED" => ExitCode.Invalid,
        "TIMED_OUT" => ExitCode.TimedOut,
        _ => ExitCode.Failed,
    };

    public static ExitCode Of(RunSummary run, bool strict) => run.Outcome switch
    {
        RunOutcome.Succeeded or RunOutcome.Empty => ExitCode.Success,
        RunOutcome.SucceededWithRejects or RunOutcome.Partial => strict ? ExitCode.PartialOrRejects : ExitCode.Success,
        RunOutcome.TimedOut => ExitCode.TimedOut,
        RunOutcome.Cancelled => ExitCode.Interrupted,
        _ => ExitCode.Failed,
    };
}

/// <summary>What the program tells its caller. Source: docs/architecture.md, "Exit codes".</summary>
enum ExitCode
{
    Success = 0,
    Failed = 1,
    Invalid = 2,
    PartialOrRejects = 3,
    NotPermitted = 4,
    NotFound = 5,
    Locked = 6,
    TimedOut = 124,
    Interrupted = 130,
    Terminated = 143,
}
