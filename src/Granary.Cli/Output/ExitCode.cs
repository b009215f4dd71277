namespace Granary.Cli.Output;

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
