namespace Granary.Bench;

/// <summary>The memory that one long execution takes.</summary>
static class Events
{
    public static int Run(long events)
    {
        var folder = Directory.CreateTempSubdirectory("granary-bench-").FullName;
        try
        {
            var machine = Path.Combine(folder, "loop.asl.json");
            var input = Path.Combine(folder, "input.json");
            File.WriteAllText(machine, """
                {"StartAt": "Add", "States": {
                  "Add": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)"}, "Next": "More"},
                  "More": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericLessThan": ROUNDS, "Next": "Add"}], "Default": "Done"},
                  "Done": {"Type": "Succeed"}}}
                """.Replace("ROUNDS", $"{events / 4}", StringComparison.Ordinal));
            File.WriteAllText(input, """{"n": 0}""");
            var launcher = new Launcher(Path.Combine(folder, "home"), folder);
            foreach (var options in new string[][] { ["--type", "EXPRESS"], ["--max-events", $"{2 * events}"] })
            {
                var (output, elapsed, peak) = launcher.Run([
                    "states", "run", machine, "--input", input, "--clock", "virtual",
                    "--json",
                    .. options,
                ]);
                Console.WriteLine(
                    $"{string.Join(' ', options)}: {events:#,0} events, {output.Length / 1e6:0} MB of JSON, {elapsed.TotalSeconds:0.0} s, "
                        + $"peak {peak / 1e6:0} MB"
                );
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
