using Granary.Home.Runs;
using Granary.Model;
using Granary.Platform.Runs;
using Granary.Simulator.Standalone;

namespace Granary.Cli.Output;

static class ExitCodes
{
    /// <summary>What problems that end a command come to. Most say that a definition or the command itself is wrong.</summary>
    public static ExitCode Of(IReadOnlyList<Problem> problems) => problems[0].Code switch
    {
        "GR4001" or "GR5001" or "GR5002" or "GR5003" or "GR5005" or "GR5006" or "GR4112" or "GR2110" or "GR2111" => ExitCode.NotFound,
        "GR4002" => ExitCode.Locked,
        "GR4010" or "GR3250" => ExitCode.NotPermitted,
        "GR4011" or "GR4020" or "GR4023" or "GR4024" or "GR4025" => ExitCode.Failed,
        "GR4021" or "GR4022" or "GR3220" or "GR3221" => ExitCode.NotFound,
        _ => ExitCode.Invalid,
    };

    public static ExitCode Of(MachineResult result) => result.Status switch
    {
        "SUCCEEDED" => ExitCode.Success,
        "INVALID" or "START_FAILED" => ExitCode.Invalid,
        "TIMED_OUT" => ExitCode.TimedOut,
        _ => ExitCode.Failed,
    };

    public static ExitCode Of(RunRecord run, bool strict) => run.Outcome switch
    {
        RunOutcome.Succeeded or RunOutcome.Empty => ExitCode.Success,
        RunOutcome.SucceededWithRejects or RunOutcome.Partial => strict ? ExitCode.PartialOrRejects : ExitCode.Success,
        RunOutcome.TimedOut => ExitCode.TimedOut,
        RunOutcome.Cancelled => ExitCode.Interrupted,
        _ => ExitCode.Failed,
    };
}
