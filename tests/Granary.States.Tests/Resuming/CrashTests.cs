using System.Text.Json.Nodes;
using Granary.States.Clocks;
using Granary.States.Definition;
using Granary.States.Execution;
using Granary.States.History;
using Granary.States.Reading;
using Granary.States.Resuming;
using Granary.States.Tasks;

namespace Granary.States.Tests.Resuming;

/// <summary>
/// Executions whose process dies after any of their events, and is followed by another one that has nothing but the record.
/// </summary>
public sealed class CrashTests
{
    public static TheoryData<string> Names =>
        [.. Directory.EnumerateFiles(Folder, "*.asl.json").Select(f => Path.GetFileName(f)[..^9]).Order(StringComparer.Ordinal)];

    static string Folder => Path.Combine(AppContext.BaseDirectory, "Resuming", "Machines");

    [Theory]
    [MemberData(nameof(Names))]
    public void An_execution_that_dies_after_any_event_ends_as_one_that_lived(string name)
    {
        var whole = new Life(name);
        whole.Live();
        foreach (var death in Series.From(1, whole.Written - 1, sample: 30))
            LiveAgain(name, whole, [death]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_execution_that_dies_again_and_again_ends_as_one_that_lived(string name)
    {
        var whole = new Life(name);
        whole.Live();
        foreach (var step in Series.From(1, 7, sample: 3))
            LiveAgain(name, whole, [.. Enumerable.Range(1, 2 * whole.Written).Where(n => n % step == 0)]);
    }

    static void LiveAgain(string name, Life whole, int[] deaths)
    {
        var life = new Life(name);
        foreach (var death in deaths)
        {
            life.Die(death);
            if (life.Result is not null)
                break;
        }

        if (life.Result is null)
            life.Live();
        Assert.Equal(whole.Result!.Status, life.Result!.Status);
        Assert.Equal(whole.Result.Error, life.Result.Error);
        Assert.Equal(whole.Result.Output?.ToJsonString(), life.Result.Output?.ToJsonString());

        // A part that is stopped may have come further in one life than in another.
        if (name.StartsWith("stopped", StringComparison.Ordinal))
            Assert.Equal(life.Effects.Distinct(), life.Effects);
        else
        {
            Assert.Equal(whole.Effects.Order(StringComparer.Ordinal), life.Effects.Order(StringComparer.Ordinal));
            Assert.Equal(whole.Failures, life.Failures);
        }
        foreach (var events in life.AllEvents)
            LegalHistory.Check(
                events.Select(e => (JsonNode.Parse(e.Text)!, Line: e.Trace is null ? null : JsonNode.Parse(e.Trace)!["line"] as JsonArray))
            );
    }

    /// <summary>One execution through all of its processes.</summary>
    sealed class Life(string name) : IHistory, ITaskRunner
    {
        readonly StateMachineDefinition _definition =
            DefinitionReader.Read(File.ReadAllText(Path.Combine(Folder, $"{name}.asl.json")), name).GetDefinition();
        readonly Dictionary<(string, long), JsonNode?> _committed = [];
        readonly List<RecordedEvent> _events = [];
        readonly SortedDictionary<string, Child> _children = new(StringComparer.Ordinal);
        int _written;
        readonly HashSet<string> _failed = [];
        VirtualClock _clock = new(Machine.Start);
        int _death = int.MaxValue;

        /// <summary>How many events were written, those of children among them.</summary>
        public int Written => _written;

        /// <summary>The events of the execution, and of each child of its distributed maps.</summary>
        public IEnumerable<IReadOnlyList<RecordedEvent>> AllEvents => _children.Values.Select(c => c.Events).Prepend(_events);

        /// <summary>What tasks did: once each, however often they ran.</summary>
        public List<string> Effects { get; } = [];

        /// <summary>Tries that failed; one that is made again by another process is the same one.</summary>
        public int Failures => _failed.Count;

        public ExecutionResult? Result { get; private set; }

        public void Live() => Die(int.MaxValue);

        /// <summary>Goes on until the event that is not written any more.</summary>
        public void Die(int death)
        {
            _death = death;
            _clock = new(_clock.GetUtcNow().AddSeconds(1));
            try
            {
                Result = _clock.Run(() => new Interpreter(this, this, _clock).ResumeAsync(_definition, Start, Past.Read(_events)));
            }
            catch (IOException)
            {
                // The next life goes on from the record.
            }
        }

        static ExecutionStart Start => new()
        {
            ExecutionArn = "arn:aws:states:us-east-1:111111111111:execution:m:run-1",
            Name = "run-1",
            StateMachineArn = "arn:aws:states:us-east-1:111111111111:stateMachine:m",
            StateMachineName = "m",
            RoleArn = "arn:aws:iam::111111111111:role/states",
            Input = new JsonObject { ["items"] = new JsonArray(1, 2, 3, 4, 5) },
            StartTime = Machine.Start,
            Salt = "salt",
        };

        public ValueTask AppendAsync(HistoryEvent happened, CancellationToken cancellationToken)
        {
            Write(_events, happened);
            return ValueTask.CompletedTask;
        }

        public (IHistory History, Past? Past) OfChild(ExecutionStart child, long began)
        {
            if (!_children.TryGetValue(child.ExecutionArn, out var known))
                _children.Add(child.ExecutionArn, known = new(this));
            return (known, known.Events.Count == 0 ? null : Past.Read(known.Events));
        }

        void Write(List<RecordedEvent> events, HistoryEvent happened)
        {
            if (_written >= _death)
                throw new IOException("The process is dead.");
            _written++;
            events.Add(new(happened.ToJson(), happened.Trace.ToText()));
        }

        public ValueTask FlushAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

        /// <summary>Fails as often as its parameters say, then has one effect; what it gave stays under its identity.</summary>
        public async Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken)
        {
            if (_committed.TryGetValue((call.ExecutionArn, call.ScheduledEventId), out var before))
                return before;
            var what = (call.Parameters as JsonObject)?["Payload"] as JsonObject ?? [];
            if (call.Resource.Pattern != TaskPattern.RequestResponse)
                await call.ReportSubmittedAsync(new JsonObject { ["Id"] = "1" });
            var key = $"{call.StateName} {what["item"] ?? ""}";
            if ((int?)what["failures"] is { } failures)
            {
                var tried = _failed.Count(f => f.StartsWith(key + "#", StringComparison.Ordinal));
                if (
                    _failed.Contains($"{key}#{call.ScheduledEventId}")
                    || (tried < failures && _failed.Add($"{key}#{call.ScheduledEventId}")))
                    throw new TaskFailedException("Busy", "later");
            }

            if ((int?)what["seconds"] is { } seconds)
                await Task.Delay(TimeSpan.FromSeconds(seconds), _clock, cancellationToken);
            Effects.Add(key);
            var result = new JsonObject
            {
                ["done"] = call.StateName,
                ["item"] = what["item"]?.DeepClone(),
                ["token"] = call.Token is null ? null : "a token",
            };
            _committed.Add((call.ExecutionArn, call.ScheduledEventId), result);
            return result;
        }

        sealed class Child(Life life) : IHistory
        {
            public List<RecordedEvent> Events { get; } = [];

            public ValueTask AppendAsync(HistoryEvent happened, CancellationToken cancellationToken)
            {
                life.Write(Events, happened);
                return ValueTask.CompletedTask;
            }

            public ValueTask FlushAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

            public (IHistory History, Past? Past) OfChild(ExecutionStart child, long began) => life.OfChild(child, began);
        }
    }
}
