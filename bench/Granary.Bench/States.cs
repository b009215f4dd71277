using System.Diagnostics;
using System.Text.Json.Nodes;
using Granary.Home;
using Granary.Home.Execution;
using Granary.Home.Runs;
using Granary.Platform.Stacks;
using Granary.Simulator.Standalone;
using Granary.States.Execution;
using Granary.States.History;
using Granary.States.Reading;
using Granary.States.Tasks;

namespace Granary.Bench;

/// <summary>State machines without tasks: what the interpreter and its journal cost.</summary>
static class States
{
    static readonly string[] Names = ["a_pass10", "b_map1000", "c_loop1000"];

    public static async Task<int> RunAsync(int runs)
    {
        var ours = new List<(string Name, double Memory, double Disk)>();
        foreach (var name in Names)
        {
            // Ten states take microseconds: many at a time.
            var memory = await MedianAsync(runs, name == "a_pass10" ? 2000 : 1, new InMemory(name).RunAsync);
            using var journal = new Journaled(name);
            ours.Add((name, memory, await MedianAsync(runs, name == "a_pass10" ? 20 : 1, journal.RunAsync)));
        }

        var moto = Moto();
        foreach (var (name, memory, disk) in ours)
        {
            var peer = moto.TryGetValue(name, out var time) ? $"{time:0} ms, {time / disk:0} times the latter" : "not installed";
            Console.WriteLine($"{name}: in memory {memory:0.0000} ms, journaled {disk:0.00} ms; moto {peer}");
        }

        return 0;
    }

    static async Task<double> MedianAsync(int runs, int repeated, Func<Task> run)
    {
        for (var warm = Stopwatch.StartNew(); warm.Elapsed < TimeSpan.FromSeconds(2);)
            await run();
        var times = new List<double>();
        for (var i = 0; i < runs; i++)
        {
            var clock = Stopwatch.StartNew();
            for (var j = 0; j < repeated; j++)
                await run();
            times.Add(clock.Elapsed.TotalMilliseconds / repeated);
        }

        return times.Order().ElementAt(runs / 2);
    }

    static Dictionary<string, double> Moto()
    {
        var start = new ProcessStartInfo("python3", [Path.Combine(Launcher.Repository, "bench", "moto_states.py")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        if (process.ExitCode != 0)
            Console.Error.WriteLine(error.Result.Trim().Split('\n')[^1]);
        return lines
            .Select(l => l.Split(' '))
            .ToDictionary(l => l[0], l => double.Parse(l[1], System.Globalization.CultureInfo.InvariantCulture));
    }

    static string Read(string file) => File.ReadAllText(Path.Combine(Launcher.Repository, "bench", "states", file));

    sealed class InMemory(string name)
    {
        readonly Granary.States.Definition.StateMachineDefinition _definition = DefinitionReader
            .Read(Read($"{name}.json"), name)
            .GetDefinition();
        readonly JsonNode? _input = JsonNode.Parse(Read($"{name}.input.json"));

        public async Task RunAsync()
        {
            using var events = new EventSpool();
            var result = await new Interpreter(new NoTasks(), events, TimeProvider.System).RunAsync(_definition, new()
            {
                ExecutionArn = "arn:aws:states:us-east-1:111111111111:execution:bench:one",
                Name = "one",
                StateMachineArn = "arn:aws:states:us-east-1:111111111111:stateMachine:bench",
                StateMachineName = "bench",
                RoleArn = "arn:aws:iam::111111111111:role/states",
                Input = _input,
                StartTime = TimeProvider.System.GetUtcNow(),
                Salt = "salt",
            });
            Require(result);
        }
    }

    sealed class Journaled : IDisposable
    {
        readonly string _folder = Directory.CreateTempSubdirectory("granary-bench-").FullName;
        readonly StateMachineResource _machine;
        readonly JsonNode? _input;
        readonly LocalHome _home;
        readonly RunLease _lease;
        readonly Machines _machines;
        int _count;

        public Journaled(string name)
        {
            _machine = new(
                name, $"arn:aws:states:us-east-1:111111111111:stateMachine:{name}", new("arn:aws:iam::111111111111:role/states"),
                Read($"{name}.json"));
            _input = JsonNode.Parse(Read($"{name}.input.json"));
            _home = LocalHome.Open(_folder, TimeProvider.System);
            _lease = RunLease.Begin(
                _home, "r1", (number, until) => _home.Runs.Start(new("r1", "bench", "bench", "arn", "{}", null), number, until));
            _machines = new(_home, _lease, new Nobody(), _ => new NoTasks());
        }

        public async Task RunAsync() =>
            Require(
                await _machines.StartAsync(
                    _machines.Prepare(_machine, $"e{_count++}", _input?.DeepClone(), parent: null), CancellationToken.None));

        public void Dispose()
        {
            _lease.DisposeAsync().AsTask().GetAwaiter().GetResult();
            _home.Dispose();
            Directory.Delete(_folder, recursive: true);
        }
    }

    static void Require(ExecutionResult result)
    {
        if (result.Status != ExecutionStatus.Succeeded)
            throw new InvalidOperationException($"{result.Status}: {result.Error}, {result.Cause}");
    }

    sealed class NoTasks : ITaskRunner
    {
        public Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    sealed class Nobody : IRunObserver
    {
        public void Happened(string executionArn, HistoryEvent happened)
        {
        }

        public void Read(string table, long rows)
        {
        }
    }
}
