using Granary.States.Definition;

namespace Granary.States.Analysis.Drawing;

/// <summary>States that were placed, with the arrows between them and the frames inside them.</summary>
/// <param name="Nodes">In the order of the definition.</param>
sealed record Figure(IReadOnlyList<Node> Nodes, IReadOnlyList<Arrow> Arrows, double Width, double Height)
{
    const double CharacterWidth = 7.2;
    const double BoxHeight = 34;
    const double Padding = 16;
    const double TitleHeight = 26;
    const int MostLabelCharacters = 34;

    public static Figure Of(StateGraph graph)
    {
        // The state to begin with comes first, so that arrows back to it are known as such.
        List<State> states = [graph.Get(graph.StartAt), .. graph.States.Where(s => s.Name != graph.StartAt)];
        var inner = states.Select(Inside).ToList();
        var sizes = states.Zip(inner, SizeOf).ToList();
        var numbers = states.Index().ToDictionary(s => s.Item.Name, s => s.Index, StringComparer.Ordinal);
        var ways = states
            .SelectMany(WaysOf)
            .GroupBy(w => (w.From, w.To, w.IsCatch))
            .Select(g =>
                (g.Key.From, g.Key.To, g.Key.IsCatch, Label: string.Join(" / ", g.Select(w => w.Label).OfType<string>().Distinct())))
            .ToList();
        var layout = Layout.Of(sizes, [.. ways.Select(w => (numbers[w.From], numbers[w.To]))]);
        var nodes = states.Zip(inner).Select((s, i) => new Node(s.First, layout.Boxes[i], Framed(s.Second, layout.Boxes[i]))).ToList();
        var arrows = ways.Select(
                (w, i) =>
                    new Arrow(
                        Path(
                            nodes[numbers[w.From]].Box, layout.BottomAt(numbers[w.From]), layout.Lanes[i], nodes[numbers[w.To]].Box,
                            layout.BottomAt(numbers[w.To])),
                        w.IsCatch, Short(w.Label), w.Label))
            .ToList();
        return new(nodes, arrows, Math.Max(layout.Width, arrows.SelectMany(a => a.Points).Max(p => (double?)p.X) ?? 0), layout.Height);
    }

    static List<(string Title, Figure Figure)> Inside(State state) => state switch
    {
        ParallelState p => [.. p.Branches.Select((b, i) => ($"branch {i + 1}", Of(b)))],
        MapState m => [("each item", Of(m.Processor))],
        _ => [],
    };

    static (double Width, double Height) SizeOf(State state, List<(string Title, Figure Figure)> inner)
    {
        var own = (Math.Max(state.Name.Length, state.Type.Length) * CharacterWidth) + (2 * Padding);
        return inner.Count == 0
            ? (own, BoxHeight)
            : (
                Math.Max(own, inner.Sum(f => f.Figure.Width + (3 * Padding)) + Padding),
                TitleHeight + inner.Max(f => f.Figure.Height) + TitleHeight + (3 * Padding));
    }

    /// <summary>The frames side by side below the state's title.</summary>
    static List<Frame> Framed(List<(string Title, Figure Figure)> inner, Box box)
    {
        var (frames, x) = (new List<Frame>(), box.X + Padding);
        foreach (var (title, figure) in inner)
        {
            var frame = new Box(x, box.Y + TitleHeight, figure.Width + (2 * Padding), box.Height - TitleHeight - Padding);
            frames.Add(new(title, frame, figure.Moved(frame.X + Padding, frame.Y + TitleHeight)));
            x = frame.Right + Padding;
        }

        return frames;
    }

    Figure Moved(double x, double y) =>
        this with
        {
            Nodes =
            [
                .. Nodes.Select(n =>
                    n with
                    {
                        Box = n.Box.Moved(x, y),
                        Frames = [.. n.Frames.Select(f => f with { Box = f.Box.Moved(x, y), Figure = f.Figure.Moved(x, y) })],
                    }),
            ],
            Arrows = [.. Arrows.Select(a => a with { Points = [.. a.Points.Select(p => (p.X + x, p.Y + y))] })],
        };

    static IEnumerable<(string From, string To, bool IsCatch, string? Label)> WaysOf(State state)
    {
        if (state is StepState { Next: { } next })
            yield return (state.Name, next, false, null);
        if (state is WorkState work)
        {
            foreach (var catcher in work.Catch)
                yield return (state.Name, catcher.Next, true, string.Join(", ", catcher.ErrorEquals));
        }

        if (state is not ChoiceState choice)
            yield break;
        foreach (var rule in choice.Choices)
            yield return (state.Name, rule.Next, false, ConditionText.Of(rule.When));
        if (choice.Default is not null)
            yield return (state.Name, choice.Default, false, "otherwise");
    }

    /// <param name="fromBottom">Of the layer of the box: only below it nothing else is in the way.</param>
    static List<(double X, double Y)> Path(Box from, double fromBottom, List<(double X, double Y)> lane, Box to, double toBottom)
    {
        if (from == to)
            return
            [
                (from.Right, from.Y + 8), (from.Right + 14, from.Y + 8), (from.Right + 14, from.Bottom - 8), (from.Right, from.Bottom - 8),
            ];
        var (begin, end) = (Towards(from, lane.Count > 0 ? lane[0].X : to.Middle), Towards(to, lane.Count > 0 ? lane[^1].X : from.Middle));
        return to.Y >= from.Bottom
            ? [(begin, from.Bottom), .. from.Bottom < fromBottom ? [(begin, fromBottom)] : Nothing, .. lane, (end, to.Y)]
            : [(begin, from.Y), .. lane, .. to.Bottom < toBottom ? [(end, toBottom)] : Nothing, (end, to.Bottom)];
    }

    static (double X, double Y)[] Nothing => [];

    /// <summary>Leaves a box a little on the side to which the arrow goes, so that arrows do not all lie on each other.</summary>
    static double Towards(Box box, double x) => Math.Clamp(x, box.Middle - (box.Width / 4), box.Middle + (box.Width / 4));

    static string Short(string label) => label.Length <= MostLabelCharacters ? label : label[..(MostLabelCharacters - 1)] + "…";
}

/// <param name="Frames">Of a state that holds others.</param>
sealed record Node(State State, Box Box, IReadOnlyList<Frame> Frames);

sealed record Frame(string Title, Box Box, Figure Figure);

/// <param name="Label">Shortened; empty for none.</param>
/// <param name="Full">The whole label.</param>
sealed record Arrow(IReadOnlyList<(double X, double Y)> Points, bool IsCatch, string Label, string Full);
