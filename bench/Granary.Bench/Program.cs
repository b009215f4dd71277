using Granary.Bench;

// bench/run stages [ROWS [PAIRS]]   the three stages against three hand-written statements; 17,300,000 rows are 1 GB
// bench/run startup [RUNS]          --version and a warm run on ten rows
return args switch
{
    ["stages", .. var rest] => Stages.Run(Number(rest, 0, 17_300_000), (int)Number(rest, 1, 3)),
    ["startup", .. var rest] => Startup.Run((int)Number(rest, 0, 20)),
    _ => Usage(),
};

static long Number(string[] args, int at, long otherwise) => args.Length > at ? long.Parse(args[at]) : otherwise;

static int Usage()
{
    Console.Error.WriteLine("bench/run stages [ROWS [PAIRS]] | startup [RUNS]");
    return 2;
}
