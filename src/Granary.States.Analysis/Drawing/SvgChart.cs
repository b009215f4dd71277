using System.Globalization;
using System.Text;
using System.Xml;
using Granary.States.Definition;

namespace Granary.States.Analysis.Drawing;

/// <summary>
/// Draws a state machine as SVG: a box a state, an arrow a way on, dashed where an error leads; branches and iterations have frames.
/// </summary>
/// <remarks>Colours follow the reader's light or dark scheme. The same definition gives the same text.</remarks>
public sealed class SvgChart
{
    const double Margin = 24;

    const string Style = """
        svg{--line:#5a6472;--text:#1c232b;--box:#f4f6f8;--frame:#fafbfc;--task:#e4eefb;--choice:#fdf1d8;--good:#dff3e4;--bad:#fbe2e0;
        --paper:#ffffff;background:var(--paper)}
        @media (prefers-color-scheme:dark){svg{--line:#9aa5b1;--text:#e6eaee;--box:#2a3138;--frame:#20262c;--task:#23354a;
        --choice:#463a1e;--good:#1f3d29;--bad:#4a2523;--paper:#171b20}}
        text{font:12px ui-monospace,Menlo,Consolas,monospace;fill:var(--text)}
        .label{font-size:10px;paint-order:stroke;stroke:var(--paper);stroke-width:3px} .frame text,.title{font-size:10px}
        .state rect{fill:var(--box);stroke:var(--line)} .Task rect{fill:var(--task)} .Choice rect{fill:var(--choice)}
        .Succeed rect{fill:var(--good)} .Fail rect{fill:var(--bad)}
        .state.Map>rect,.state.Parallel>rect{fill:var(--box)} .frame>rect{fill:var(--frame);stroke:var(--line);stroke-dasharray:2 3}
        .way{fill:none;stroke:var(--line);stroke-width:1.3} .catch{stroke-dasharray:5 4}
        #head path{fill:var(--line)} .start{fill:var(--line)}
        """;

    readonly XmlWriter _xml;

    SvgChart(XmlWriter xml) => _xml = xml;

    /// <returns>An SVG document.</returns>
    public static string Of(StateMachineDefinition definition)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new() { OmitXmlDeclaration = true, Indent = true, IndentChars = " ", NewLineChars = "\n" }))
            new SvgChart(xml).Draw(definition);
        return text.Append('\n').ToString();
    }

    void Draw(StateMachineDefinition definition)
    {
        var figure = Figure.Of(definition);
        var (width, height) = (figure.Width + (2 * Margin), figure.Height + (3 * Margin));
        Begin(
            "svg", "http://www.w3.org/2000/svg", ("viewBox", $"0 0 {Number(width)} {Number(height)}"), ("width", Number(width)),
            ("height", Number(height)), ("role", "img"));
        Text("title", definition.Comment ?? "State machine");
        Text("style", Style);
        Begin("defs");
        Begin(
            "marker", null, ("id", "head"), ("viewBox", "0 0 8 8"), ("refX", "7"), ("refY", "4"), ("markerWidth", "8"),
            ("markerHeight", "8"), ("orient", "auto-start-reverse"));
        Empty("path", ("d", "M0 0L8 4L0 8z"));
        End();
        End();
        Begin("g", null, ("transform", $"translate({Number(Margin)} {Number(2 * Margin)})"));
        var first = figure.Nodes[0].Box;
        Empty("circle", ("class", "start"), ("cx", Number(first.Middle)), ("cy", Number(-Margin)), ("r", "5"));
        Empty("path", ("class", "way"), ("d", PathOf([(first.Middle, 5 - Margin), (first.Middle, 0)])), ("marker-end", "url(#head)"));
        Draw(figure);
        End();
        End();
    }

    void Draw(Figure figure)
    {
        foreach (var node in figure.Nodes)
            Draw(node);
        foreach (var arrow in figure.Arrows)
            Empty("path", ("class", arrow.IsCatch ? "way catch" : "way"), ("d", PathOf(arrow.Points)), ("marker-end", "url(#head)"));

        // Last, so that no arrow crosses a label out.
        foreach (var arrow in figure.Arrows.Where(a => a.Label.Length > 0))
            Label(arrow);
    }

    void Draw(Node node)
    {
        var box = node.Box;
        Begin("g", null, ("class", $"state {node.State.Type}"));
        Text("title", $"{node.State.Type}: {node.State.Name}{(node.State is TaskState task ? $" ({task.Resource.Arn})" : "")}");
        Rectangle(box, node.State is SucceedState or FailState ? box.Height / 2 : node.State is ChoiceState ? 0 : 6);
        if (node.Frames.Count == 0)
            Text(
                "text", node.State.Name, ("x", Number(box.Middle)), ("y", Number(box.Y + (box.Height / 2) + 4)), ("text-anchor", "middle"));
        else
            Text("text", node.State.Name, ("x", Number(box.X + 10)), ("y", Number(box.Y + 17)));
        foreach (var frame in node.Frames)
        {
            Begin("g", null, ("class", "frame"));
            Rectangle(frame.Box, 4);
            Text("text", frame.Title, ("x", Number(frame.Box.X + 8)), ("y", Number(frame.Box.Y + 15)));
            Draw(frame.Figure);
            End();
        }

        End();
    }

    void Label(Arrow arrow)
    {
        // Beside where the arrow begins: there the arrows of one state have parted, and those of others have not come yet.
        var (from, to) = (arrow.Points[0], arrow.Points[1]);
        Begin(
            "text", null, ("class", "label"), ("x", Number(from.X + ((to.X - from.X) * 0.45))),
            ("y", Number(from.Y + ((to.Y - from.Y) * 0.45) + 3)), ("text-anchor", "middle"));
        if (arrow.Full != arrow.Label)
            Text("title", arrow.Full);
        _xml.WriteString(Clean(arrow.Label));
        End();
    }

    void Rectangle(Box box, double radius) =>
        Empty(
            "rect", ("x", Number(box.X)), ("y", Number(box.Y)), ("width", Number(box.Width)), ("height", Number(box.Height)),
            ("rx", Number(radius)));

    static string PathOf(IReadOnlyList<(double X, double Y)> points) =>
        "M" + string.Join('L', points.Select(p => $"{Number(p.X)} {Number(p.Y)}"));

    void Begin(string name, string? space = null, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _xml.WriteStartElement(name, space ?? "http://www.w3.org/2000/svg");
        foreach (var (attribute, value) in attributes)
            _xml.WriteAttributeString(attribute, value);
    }

    void Empty(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Begin(name, null, attributes);
        End();
    }

    void Text(string name, string text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Begin(name, null, attributes);
        _xml.WriteString(Clean(text));
        End();
    }

    void End() => _xml.WriteEndElement();

    /// <summary>Names may hold characters that XML has no way to write.</summary>
    static string Clean(string text) =>
        text.All(XmlConvert.IsXmlChar) || IsPaired(text) ? text : string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) ? c : '\uFFFD'));

    static bool IsPaired(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
                continue;
            if (i + 1 == text.Length || !XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                return false;
            i++;
        }

        return true;
    }

    /// <remarks>Zero has no sign here.</remarks>
    static string Number(double value) => (Math.Round(value, 1) + 0.0).ToString(CultureInfo.InvariantCulture);
}
