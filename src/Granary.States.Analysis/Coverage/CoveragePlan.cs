using System.Text.Json.Nodes;
using Granary.States.Analysis.Flow;
using Granary.States.Values;

namespace Granary.States.Analysis.Coverage;

/// <summary>An input and answers with which an execution should take a certain way.</summary>
sealed class CoveragePlan
{
    /// <summary>Enough items, and words enough in each cause, to pass the service's limit of 256 KiB.</summary>
    const int ManyItems = 150;

    const int ManyCharacters = 2_400;

    readonly Dictionary<string, Node> _sources = new(StringComparer.Ordinal);
    readonly bool _isHuge;

    public CoveragePlan(Situation end)
    {
        _isHuge = end.IsHuge;
        foreach (var belief in end.Beliefs.All.Where(b => b.IsThere != false))
        {
            var node = _sources.TryGetValue(belief.Place.Source, out var root) ? root : _sources[belief.Place.Source] = new();
            foreach (var step in belief.Place.Steps)
                node = node.Below(step);
            node.Example = belief.Tests.Count > 0 ? belief.Example() : null;
        }

        Answers = [.. end.Answers];
    }

    public IReadOnlyList<Answer> Answers { get; }

    public JsonNode? Input => Make(Place.Input.Source, "");

    public JsonNode? ResultOf(Answer answer) => Make(answer.Source, "");

    public string ErrorOf(Answer answer) => Find(answer.Source, "Error")?.Example is DataText t ? t.Value : answer.Error!;

    public string CauseOf(Answer answer) =>
        Find(answer.Source, "Cause") is { } cause && Value(cause, "") is DataText t ? t.Value : new('!', _isHuge ? ManyCharacters : 1);

    JsonNode? Make(string source, string usual) =>
        (_sources.TryGetValue(source, out var root) ? Value(root, usual) : DataObject.Empty).ToNode();

    Node? Find(string source, string name) => _sources.GetValueOrDefault(source)?.Find(name);

    Data Value(Node node, string name)
    {
        if (node.Find(Place.ParsedText) is { } parsed)
            return Value(parsed, name).ToString();
        if (node.Names.Any(IsItem))
            return List(node, name);
        if (node.Names.Any())
            return new DataObject([
                .. node.Names.Where(n => n != Place.AnObject).Select(n => KeyValuePair.Create(n, Value(node.Find(n)!, n))),
            ]);
        return node.Example ?? (name.Length == 0 ? DataObject.Empty : "sample");
    }

    DataArray List(Node node, string name)
    {
        var every = node.Find(Place.EveryItem);
        var most = node
            .Names.Where(n => n != Place.EveryItem && IsItem(n))
            .Select(n => int.Parse(n[1..^1]))
            .Select(n => n < 0 ? -n : n + 1)
            .DefaultIfEmpty(0)
            .Max();
        var count = every is null ? most : Math.Max(most, _isHuge ? ManyItems : 1);
        return new([
            .. Enumerable.Range(0, count).Select(i => Value(Node.Of(node.Find($"[{i}]") ?? node.Find($"[{i - count}]"), every), name)),
        ]);
    }

    static bool IsItem(string name) =>
        name.StartsWith('[') && name.EndsWith(']') && (name == Place.EveryItem || int.TryParse(name[1..^1], out _));

    /// <summary>A value that is believed in, and what is in it.</summary>
    sealed class Node
    {
        readonly Dictionary<string, Node> _below = new(StringComparer.Ordinal);

        public Data? Example { get; set; }

        /// <summary>What is believed of one value in two ways; of the first where they are not of one mind.</summary>
        public static Node Of(Node? first, Node? second)
        {
            var both = new Node { Example = first?.Example ?? second?.Example };
            foreach (var name in (first?.Names ?? []).Union(second?.Names ?? []))
                both._below[name] = Of(first?.Find(name), second?.Find(name));
            return both;
        }

        public IEnumerable<string> Names => _below.Keys;

        public Node? Find(string name) => _below.GetValueOrDefault(name);

        public Node Below(string name) => Find(name) ?? (_below[name] = new());
    }
}
