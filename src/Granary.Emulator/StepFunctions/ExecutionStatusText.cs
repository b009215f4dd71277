using Granary.Platform.Runs;
using Granary.States.Execution;

namespace Granary.Emulator.StepFunctions;

/// <summary>How an execution ended, as Step Functions' API names it.</summary>
public static class ExecutionStatusText
{
    public static RunStatus ToRunStatus(this ExecutionStatus status) => status switch
    {
        ExecutionStatus.Succeeded => RunStatus.Succeeded,
        ExecutionStatus.Failed => RunStatus.Failed,
        ExecutionStatus.TimedOut => RunStatus.TimedOut,
        _ => RunStatus.Aborted,
    };
}
