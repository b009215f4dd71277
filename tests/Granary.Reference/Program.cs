using Granary.Home;
using Granary.Home.Runs;
using Granary.Projects;
using Granary.Reference;

// start HOME [WRITE]    starts the reference machine; with WRITE, dies by kill -9 at this write of the journal: odd ones before, even ones
// after it is made resume HOME [WRITE]   goes on with what is interrupted serve HOME            goes on with whatever is interrupted, again
// and again, until no run is open publish HOME RUNS [INPUT]   publishes versions of three tables until as many runs have succeeded; 0 goes
// on with what is interrupted read HOME             reads what is published again and again, a line each time
if (args[0] == "read")
{
    while (true)
        Console.WriteLine($"{PublishedVersion.Read(args[1])}");
}

if (args[0] == "publish")
{
    Console.WriteLine(await Publisher.RunAsync(args[1], int.Parse(args[2]), args.ElementAtOrDefault(3) ?? $"{args[1]}.input"));
    return;
}

using var home = LocalHome.Open(args[1], TimeProvider.System);
var death = args.Length > 2 ? new Death(home, int.Parse(args[2])) : null;
death?.Arm();
using var end = new CancellationTokenSource();
var answering = new Answers(home).SendAsync(end.Token);
var launcher = new RunLauncher(home, ReferenceStack.Steps, ProjectTypes.BuiltIn.Jobs, new Nobody());
switch (args[0])
{
    case "start":
        await launcher.RunAsync(ReferenceStack.Request(), CancellationToken.None);
        break;
    case "resume":
        await launcher.ResumeAllAsync(CancellationToken.None);
        break;
    case "serve":
        while (home.Runs.Open().Count > 0)
        {
            await launcher.ResumeAllAsync(CancellationToken.None);
            await Task.Delay(50);
        }

        break;
}

await end.CancelAsync();
await answering;
Console.WriteLine($"{death?.Writes ?? 0} writes");
