using System.Text;
using Granary.States.Definition;

namespace Granary.States.Analysis.Drawing;

/// <summary>
/// Draws a state machine as a Mermaid flowchart: a box a state, an arrow a way on; branches and iterations have frames.
/// </summary>
public sealed class MermaidChart
{
    readonly StringBuilder _text = new("flowchart TD\n");
    readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    int _frames;

    MermaidChart()
    {
    }

    /// <returns>The chart, one statement a line.</returns>
    public static string Of(StateMachineDefinition definition)
    {
        var chart = new MermaidChart();
        chart.Line(1, "start((start))");
        chart.Draw(definition, 1);
        chart.Line(1, $"start --> {chart.Id(definition.StartAt)}");
        return chart._text.ToString();
    }

    void Draw(StateGraph graph, int depth)
    {
        foreach (var state in graph.States)
            Line(depth, Box(state));
        foreach (var state in graph.States)
        {
            DrawInside(state, depth);
            DrawWays(state, depth);
        }
    }

    void DrawInside(State state, int depth)
    {
        if (state is ParallelState parallel)
        {
            for (var i = 0; i < parallel.Branches.Count; i++)
                Frame(state, $"{state.Name}: branch {i + 1}", parallel.Branches[i], depth);
        }
        else if (state is MapState map)
        {
            Frame(state, $"{state.Name}: each item", map.Processor, depth);
        }
    }

    void Frame(State owner, string title, StateGraph graph, int depth)
    {
        Line(depth, $"subgraph frame{++_frames}[\"{Escape(title)}\"]");
        Draw(graph, depth + 1);
        Line(depth, "end");
        Line(depth, $"{Id(owner.Name)} -.-> {Id(graph.StartAt)}");
    }

    void DrawWays(State state, int depth)
    {
        if (state is StepState { Next: { } next })
            Arrow(state, next, null, depth);
        if (state is WorkState work)
        {
            foreach (var catcher in work.Catch)
                Arrow(state, catcher.Next, string.Join(", ", catcher.ErrorEquals), depth, "-.->");
        }

        if (state is not ChoiceState choice)
            return;
        foreach (var rule in choice.Choices)
            Arrow(state, rule.Next, ConditionText.Of(rule.When), depth);
        if (choice.Default is not null)
            Arrow(state, choice.Default, "otherwise", depth);
    }

    void Arrow(State from, string to, string? label, int depth, string arrow = "-->") =>
        Line(depth, $"{Id(from.Name)} {arrow}{(label is null ? "" : $"|\"{Escape(label)}\"|")} {Id(to)}");

    string Box(State state)
    {
        var label = $"\"{Escape(state.Name)}\"";
        return Id(state.Name) + state switch
        {
            ChoiceState => $"{{{label}}}",
            SucceedState or FailState => $"([{label}])",
            WaitState => $"[/{label}/]",
            ParallelState or MapState => $"[[{label}]]",
            _ => $"[{label}]",
        };
    }

    /// <summary>State names are unique over a whole machine; in a chart they would have to be words.</summary>
    string Id(string name)
    {
        if (!_ids.TryGetValue(name, out var id))
            _ids[name] = id = $"s{_ids.Count + 1}";
        return id;
    }

    void Line(int depth, string text) => _text.Append(' ', 4 * depth).Append(text).Append('\n');

    static string Escape(string text) =>
        text.Replace("#", "#35;", StringComparison.Ordinal).Replace("\"", "#quot;", StringComparison.Ordinal)
            .Replace("<", "#lt;", StringComparison.Ordinal).Replace(">", "#gt;", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
