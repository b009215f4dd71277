using Granary.Home;
using Granary.Reference;

// start HOME [WRITE]          starts the reference machine; with WRITE, dies by kill -9 at this write of the journal: odd ones before, even
//                             ones after it is made
// resume HOME [WRITE]         resumes what is interrupted
// serve HOME                  resumes whatever is interrupted, again and again, until no run is open
// publish HOME RUNS [INPUT]   publishes versions of three tables until as many runs have succeeded; 0 resumes what is interrupted
// read HOME PAUSE             reads what is published again and again, a line each time, with PAUSE milliseconds after each
switch (args[0])
{
    case "read":
        while (true)
        {
            Console.WriteLine($"{PublishedVersion.Read(args[1])}");
            await Task.Delay(int.Parse(args[2]));
        }

    case "publish":
        Console.WriteLine(await Publisher.RunAsync(args[1], int.Parse(args[2]), args.ElementAtOrDefault(3) ?? $"{args[1]}.input"));
        break;
    default:
        using (var home = LocalHome.Open(args[1], TimeProvider.System))
        {
            var death = args.Length > 2 ? new Death(home, int.Parse(args[2])) : null;
            death?.Arm();
            await ReferenceRuns.DoAsync(home, args[0]);
            Console.WriteLine($"{death?.Writes ?? 0} writes");
        }

        break;
}
