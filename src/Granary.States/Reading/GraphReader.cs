using Granary.Model;
using Granary.Model.Json;
using Granary.States.Definition;

namespace Granary.States.Reading;

/// <summary>Reads states and the one to begin with, and checks how they hang together.</summary>
sealed class GraphReader(Dialect dialect)
{
    const int MostNameCharacters = 80;

    /// <returns>As far as it could be read; what is missing has been reported.</returns>
    public (string StartAt, IReadOnlyList<State> States) Read(Fields fields)
    {
        fields.Require("StartAt");
        fields.Require("States");
        var startAt = fields.Text("StartAt");
        var written = fields.ObjectAt("States", "'States'");
        if (written is null)
            return (startAt ?? "", []);
        if (written.Source.Members.Count == 0)
            fields.Refuse("GR2002", $"'States' of {fields.Owner} is empty.", written.Source, "States");

        var states = new List<State>();
        foreach (var member in written.Source.Members)
        {
            if (ReadState(member, written) is { } state)
                states.Add(state);
        }

        var targets = new TargetCheck(fields, written.Source);
        targets.Check(startAt, states);
        return (startAt ?? "", states);
    }

    State? ReadState(JsonMember member, Fields written)
    {
        if (member.Key.Length is 0 or > MostNameCharacters)
            written.Report.Add(
                new(
                    "GR2007", ProblemKind.Usage,
                    $"The state name '{member.Key}' has {member.Key.Length} characters; 1 to {MostNameCharacters} are allowed.",
                    null, member.Where),
                written.Path);
        if (!written.Report.StateNames.TryAdd(member.Key, member.Where))
        {
            written.Report.Add(
                new(
                    "GR2016", ProblemKind.Usage,
                    $"Two states are named '{member.Key}'; the other one is in line {written.Report.StateNames[member.Key].Line}.",
                    "Names must differ over the whole machine, its branches and maps included.", member.Where),
                written.Path,
                "DUPLICATE_STATE_NAME");
        }

        if (member.Value is JsonObjectSource o)
            return new StateReader(dialect).Read(
                member.Key, new(o, $"state '{member.Key}'", $"{written.Path}/{member.Key}", written.Report));
        written.Report.Add(
            new("GR2003", ProblemKind.Usage, $"State '{member.Key}' must be an object, not {member.Value.Kind}.", null, member.Value.Where),
            $"{written.Path}/{member.Key}");
        return null;
    }
}
