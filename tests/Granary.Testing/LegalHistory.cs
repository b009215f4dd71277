using System.Text.Json.Nodes;

namespace Granary.Testing;

/// <summary>
/// Checks that the events of an ended execution are ones that the service could have written, whatever happened to the process meanwhile.
/// </summary>
public sealed class LegalHistory
{
    static readonly HashSet<string> Ends = ["ExecutionSucceeded", "ExecutionFailed", "ExecutionTimedOut", "ExecutionAborted"];

    readonly Dictionary<(long, int), Line> _lines = [];
    readonly Dictionary<long, (Line Line, int Length)> _nests = [];
    readonly HashSet<long> _closedNests = [];

    /// <param name="events">In the shape of GetExecutionHistory, in their order, each with its line's <c>[began, part]</c> or null for the
    /// machine's own.</param>
    public static void Check(IEnumerable<(JsonNode Event, JsonArray? Line)> events)
    {
        var history = new LegalHistory();
        var (count, hasEnded) = (0L, false);
        foreach (var (happened, line) in events)
        {
            var type = (string)happened["type"]!;
            Assert.False(hasEnded && type != "ExecutionRedriven", $"{type} comes after the end: {happened}");
            Assert.Equal(++count, (long)happened["id"]!);
            Assert.InRange((long)happened["previousEventId"]!, count <= 2 ? 0 : 1, count - 1);
            hasEnded = Ends.Contains(type);
            if (count == 1)
                Assert.Equal("ExecutionStarted", type);
            else if (type == "ExecutionRedriven")
                history.Redrive();
            else if (!hasEnded)
                history.Add(type, happened, line is null ? (0, 0) : ((long)line[0]!, (int)line[1]!));
        }

        Assert.True(hasEnded, "The history has no end.");
    }

    void Add(string type, JsonNode happened, (long Began, int Part) id)
    {
        Assert.False(_closedNests.Contains(id.Began), $"{type} belongs to a part of a state that is over: {happened}");
        if (!_lines.TryGetValue(id, out var line))
            _lines.Add(id, line = new());
        var at = $"{happened}";
        if (type.EndsWith("StateEntered", StringComparison.Ordinal))
            line.Enter((string)happened["stateEnteredEventDetails"]!["name"]!, at);
        else if (type.EndsWith("StateExited", StringComparison.Ordinal))
            line.Leave((string)happened["stateExitedEventDetails"]!["name"]!, at);
        else if (type is "TaskScheduled" or "LambdaFunctionScheduled" or "ActivityScheduled")
            line.Step("scheduled", ["entered", "failed", "worked"], at);
        else if (type is "TaskStarted" or "LambdaFunctionStarted" or "ActivityStarted")
            line.Step("started", ["scheduled"], at);
        else if (type is "TaskSubmitted")
            line.Step("submitted", ["started"], at);
        else if (type is "TaskSucceeded" or "LambdaFunctionSucceeded" or "ActivitySucceeded")
            line.Step("worked", ["started", "submitted"], at);
        else if (
            type
            is "TaskFailed"
                or "LambdaFunctionFailed"
                or "ActivityFailed"
                or "TaskTimedOut"
                or "LambdaFunctionTimedOut"
                or "ActivityTimedOut")
            line.Step("failed", ["scheduled", "started", "submitted"], at);
        else if (type is "ParallelStateStarted" or "MapStateStarted")
            Open(line, happened, at);
        else if (type is "ParallelStateSucceeded" or "MapStateSucceeded")
            Close(line, allDone: type == "MapStateSucceeded", at);
        else if (type is "ParallelStateFailed" or "MapStateFailed")
            Close(line, allDone: false, at);
        else if (type == "MapIterationStarted")
            line.Begin(at);
        else if (type is "MapIterationSucceeded" or "MapIterationFailed" or "MapIterationAborted")
            line.End(type == "MapIterationSucceeded", at);
    }

    /// <summary>Any step that failed may be open again.</summary>
    void Redrive()
    {
        _closedNests.Clear();
        foreach (var line in _lines.Values)
            line.Redrive();
    }

    void Open(Line line, JsonNode happened, string at)
    {
        line.Step("open", ["entered", "open"], at); // a second try follows a first one without an event of its own
        if (line.Nest is { } before)
            _closedNests.Add(before);
        line.Nest = (long)happened["id"]!;
        _nests.Add(line.Nest.Value, (line, (int?)happened["mapStateStartedEventDetails"]?["length"] ?? -1));
    }

    void Close(Line line, bool allDone, string at)
    {
        line.Step("closed", ["open"], at);
        var nest = line.Nest!.Value;
        _closedNests.Add(nest);
        if (allDone && _lines.Keys.Any(l => l.Item1 == nest))
            Assert.Equal(_nests[nest].Length, _lines.Count(l => l.Key.Item1 == nest && l.Value.IsDone));
    }

    sealed class Line
    {
        const string AnyState = "";

        string? _state;
        string _step = "";
        bool _hasBegun;
        bool _hasEnded;
        bool _isRedriven;

        public long? Nest { get; set; }

        public bool IsDone { get; private set; }

        public void Begin(string at)
        {
            Assert.False(_hasBegun, $"An iteration begins twice: {at}");
            _hasBegun = true;
        }

        public void End(bool isDone, string at)
        {
            Assert.False(_hasEnded, $"An iteration ends twice: {at}");
            Assert.False(isDone && _state is not null, $"An iteration ends inside a state: {at}");
            (_hasEnded, IsDone) = (true, isDone);
        }

        public void Enter(string name, string at)
        {
            Assert.False((_state is not null && !_isRedriven) || _hasEnded, $"{name} is entered inside {_state}: {at}");
            (_state, _step, Nest) = (name, "entered", null);
        }

        public void Redrive() => (_hasEnded, _isRedriven, _state) = (IsDone, true, _state is null ? null : AnyState);

        public void Leave(string name, string at)
        {
            Assert.True(_state == name || _state == AnyState, $"{name} is left inside {_state}: {at}");
            _state = null;
            _isRedriven = false;
        }

        public void Step(string step, string[] after, string at)
        {
            Assert.True((_state is not null && after.Contains(_step)) || _isRedriven, $"{step} after {_step}: {at}");
            (_step, _isRedriven) = (step, false);
        }
    }
}
