using System.Runtime.InteropServices;
using Granary.Worker;

using var stop = new CancellationTokenSource();
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
await using var input = Console.OpenStandardInput();
await using var output = Console.OpenStandardOutput();
return await new WorkerProgram(input, output, Console.Error).RunAsync(args, stop.Token);

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
