using Granary.Emulator;
using Granary.Emulator.Messaging;
using Granary.Model;
using Granary.Model.Json;
using Granary.Platform;
using Granary.States.Reading;

namespace Granary.Simulator.Mocks;

/// <summary>Reads mocks and reports everything in them that cannot be used.</summary>
sealed class MockReader(ICollection<Problem> problems)
{
    static readonly string[] Parts =
    [
        "functions", "tasks", "stateMachines", "activities", "tokens", "queues", "topics", "buckets", "items", "secrets",
    ];

    readonly MockSet _mocks = new();

    /// <param name="text">JSON; null for no mocks.</param>
    /// <param name="file">The name that positions carry.</param>
    public static MockSet Read(string? text, string file, ICollection<Problem> problems)
    {
        var reader = new MockReader(problems);
        if (text is null || JsonText.Parse(text, file, problems) is not { } source)
            return reader._mocks;
        if (source is JsonObjectSource parts)
            parts.Members.ToList().ForEach(reader.ReadPart);
        else if (source is not JsonNullSource)
            problems.Add(new("GR4101", ProblemKind.Usage, $"Mocks must be an object, not {source.Kind}.", null, source.Where));
        return reader._mocks;
    }

    void ReadPart(JsonMember part)
    {
        switch (part.Key)
        {
            case "functions":
                ReadAnswers(part, _mocks.Functions, name => Arn.NameIn(name, "function"));
                break;
            case "tasks":
                ReadAnswers(part, _mocks.Tasks, MockSet.TaskKey);
                break;
            case "activities":
                ReadAnswers(part, _mocks.Activities, name => Arn.NameIn(name, "activity"));
                break;
            case "tokens":
                foreach (var state in Members(part))
                    _mocks.Tokens[state.Key] = new(
                        Items(state.Value).Select(i => AnswerReader.ReadToken(i, state.Key, problems)).OfType<MockAnswer>().ToList());
                break;
            case "stateMachines":
                foreach (var machine in Members(part))
                    ReadMachine(machine);
                break;
            case "queues":
                _mocks.Queues = Names(part);
                break;
            case "topics":
                _mocks.Topics = Names(part);
                break;
            default:
                if (!new StoreReader(_mocks, problems).TryRead(part))
                    problems.Add(
                        new(
                            "GR4101", ProblemKind.Usage, $"Mocks have no '{part.Key}'.",
                            Spelling.Hint(part.Key, Parts) ?? $"There are {string.Join(", ", Parts)}.", part.Where));
                break;
        }
    }

    void ReadAnswers(JsonMember part, Dictionary<string, MockAnswers> answers, Func<string, string> key)
    {
        foreach (var member in Members(part))
            answers[key(member.Key)] = new(
                Items(member.Value).Select(i => AnswerReader.Read(i, member.Key, problems)).OfType<MockAnswer>().ToList());
    }

    void ReadMachine(JsonMember machine)
    {
        var text = machine.Value is JsonTextSource t ? t.Value : JsonSourceNode.From(machine.Value)?.ToJsonString() ?? "null";
        var read = DefinitionReader.Read(text, machine.Key);
        foreach (var problem in read.Problems.Where(p => p.Problem.IsError))
            problems.Add(problem.Problem);
        if (read is { IsValid: true, NotRunnable: { } notRunnable })
            problems.Add(notRunnable);
        if (read.Definition is not null)
            _mocks.StateMachines[Arn.NameIn(machine.Key, "stateMachine")] = read.Definition;
    }

    HashSet<string> Names(JsonMember part)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in Items(part.Value))
        {
            if (item is JsonTextSource name)
                names.Add(MessageActions.NameIn(name.Value));
            else if (item is not JsonNullSource)
                problems.Add(
                    new("GR4101", ProblemKind.Usage,
                        $"'{part.Key}' of the mocks must be a list of names, and one of them is {item.Kind}.", null, item.Where));
        }

        return names;
    }

    IReadOnlyList<JsonMember> Members(JsonMember part)
    {
        if (part.Value is JsonObjectSource o)
            return o.Members;
        if (part.Value is not JsonNullSource)
            problems.Add(new("GR4101", ProblemKind.Usage,
                $"'{part.Key}' of the mocks must be an object, not {part.Value.Kind}.", null, part.Value.Where));
        return [];
    }

    /// <summary>One answer may stand without its list.</summary>
    static IReadOnlyList<JsonSource> Items(JsonSource source) => source is JsonArraySource list ? list.Items : [source];
}
