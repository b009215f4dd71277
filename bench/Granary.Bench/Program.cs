using Granary.Bench;

// landing [ROWS [PAIRS]]   landing against DuckDB's plain COPY: six columns, the same quoted, eighty columns; 17,300,000 rows are 1 GB
// stages [ROWS [PAIRS]]    the three stages against hand-written statements
// growth [MEGABYTES]       the three stages of files from 10 MB to this size
// row [RUNS]               the three stages of a file of one row: of granary run, and of later tables in one process
// startup [RUNS]           --version and a warm run on ten rows
// states [RUNS]            three state machines, in memory and journaled to disk, beside moto where it is installed
// events [EVENTS]          the memory of one execution with this many events
return args switch
{
    ["landing", .. var rest] => Tables.Landing(Number(rest, 0, 17_300_000), (int)Number(rest, 1, 3)),
    ["stages", .. var rest] => Tables.ThreeStages(Number(rest, 0, 17_300_000), (int)Number(rest, 1, 3)),
    ["growth", .. var rest] => Tables.Growth(Number(rest, 0, 10_000)),
    ["row", .. var rest] => OneRow.Run((int)Number(rest, 0, 20)),
    ["startup", .. var rest] => Startup.Run((int)Number(rest, 0, 20)),
    ["states", .. var rest] => await States.RunAsync((int)Number(rest, 0, 20)),
    ["events", .. var rest] => Events.Run(Number(rest, 0, 1_000_000)),
    ["work", var pieces, var tables, var file, var folder, var dataset] => await Work.MainAsync(
        pieces.Split(','), int.Parse(tables), file, folder, dataset),
    _ => Usage(),
};

static long Number(string[] args, int at, long otherwise) => args.Length > at ? long.Parse(args[at]) : otherwise;

static int Usage()
{
    Console.Error.WriteLine("bench/run landing [ROWS [PAIRS]] | stages [ROWS [PAIRS]] | growth [MEGABYTES] | row [RUNS] | startup [RUNS] "
        + "| states [RUNS] | events [EVENTS]");
    return 2;
}
