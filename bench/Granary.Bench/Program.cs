using Granary.Bench;

// bench/run stages [ROWS [PAIRS]]   the three stages against three hand-written statements; 17,300,000 rows are 1 GB
// bench/run startup [RUNS]          --version and a warm run on ten rows
// bench/run states [RUNS]            three state machines, in memory and journaled to disk, beside moto where it is installed
// bench/run events [EVENTS]          the memory of one execution with this many events
return args switch
{
    ["startup", .. var rest] => Startup.Run((int)Number(rest, 0, 20)),
    ["states", .. var rest] => await States.RunAsync((int)Number(rest, 0, 20)),
    ["events", .. var rest] => Events.Run(Number(rest, 0, 1_000_000)),
    ["work", var piece, var file, var folder, var dataset] => await Work.MainAsync(piece, file, folder, dataset),
    _ => Usage(),
};

static long Number(string[] args, int at, long otherwise) => args.Length > at ? long.Parse(args[at]) : otherwise;

static int Usage()
{
    Console.Error.WriteLine("bench/run stages [ROWS [PAIRS]] | startup [RUNS] | states [RUNS] | events [EVENTS]");
    return 2;
}
