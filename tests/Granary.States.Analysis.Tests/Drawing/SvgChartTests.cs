using System.Globalization;
using System.Xml.Linq;
using Granary.States.Analysis.Drawing;
using Granary.States.Definition;
using Granary.States.Reading;
using Granary.Testing.Cases;

namespace Granary.States.Analysis.Tests.Drawing;

public sealed class SvgChartTests
{
    static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Boxes_of_the_originals_machines_lie_in_each_other_or_apart()
    {
        var machines = RecordedInventory.All().SelectMany(i => i.Machines).ToList();
        Assert.True(machines.Count >= 17);
        foreach (var (name, definition) in machines)
            AssertApart(name, Read(definition.ToJsonString()));
    }

    [Fact]
    public void Boxes_of_recorded_cases_lie_in_each_other_or_apart()
    {
        foreach (var recorded in RecordedCase.All().Where(c => c.Written is not null))
        {
            if (DefinitionReader.Read(recorded.Definition, "m").Definition is { } definition)
                AssertApart(recorded.Id, definition);
        }
    }

    [Fact]
    public void Every_state_has_its_box_every_way_its_arrow_and_errors_a_dashed_one()
    {
        var chart = XDocument.Parse(SvgChart.Of(Read("""
            {"StartAt": "A", "States": {
              "A": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:1:function:f", "Catch": [{"ErrorEquals": ["States.ALL"],
              "Next": "F"}], "Next": "C"},
              "C": {"Type": "Choice", "Choices": [{"Variable": "$.a", "StringEquals": "<&\">", "Next": "A"},
              {"Variable": "$.a.rather.long.path.to.a.value", "NumericLessThan": 7, "Next": "S"}], "Default": "P"},
              "P": {"Type": "Parallel", "Branches": [{"StartAt": "X", "States": {"X": {"Type": "Wait", "Seconds": 1, "End": true}}},
              {"StartAt": "Y", "States": {"Y": {"Type": "Pass", "End": true}}}], "End": true},
              "S": {"Type": "Succeed"}, "F": {"Type": "Fail"}}}
            """)));

        var states = chart.Descendants(Svg + "g").Where(g => ClassOf(g).StartsWith("state ", StringComparison.Ordinal)).Select(ClassOf);
        var ways = chart.Descendants(Svg + "path").Select(ClassOf).Where(c => c.StartsWith("way", StringComparison.Ordinal)).ToList();
        Assert.Equal(["state Task", "state Choice", "state Parallel", "state Wait", "state Pass", "state Succeed", "state Fail"], states);
        Assert.Equal((6, 1), (ways.Count, ways.Count(w => w == "way catch")));
        Assert.Equal(2, chart.Descendants(Svg + "g").Count(g => ClassOf(g) == "frame"));
        Assert.Equal(
            ["States.ALL", "$.a StringEquals \"<&\\\">\"", "$.a.rather.long.path.to.a.value N…", "otherwise"],
            chart
                .Descendants(Svg + "text")
                .Where(t => ClassOf(t) == "label")
                .Select(t => string.Concat(t.Nodes().OfType<XText>().Select(x => x.Value))));
    }

    [Fact]
    public void No_arrow_runs_through_a_box()
    {
        foreach (var (name, definition) in RecordedInventory.All().SelectMany(i => i.Machines))
        {
            var chart = XDocument.Parse(SvgChart.Of(Read(definition.ToJsonString())));
            foreach (var way in chart.Descendants(Svg + "path").Where(p => ClassOf(p).StartsWith("way", StringComparison.Ordinal)))
            {
                var points = way.Attribute("d")!
                    .Value[1..]
                    .Split('L')
                    .Select(p => p.Split(' '))
                    .Select(p => (X: double.Parse(p[0], CultureInfo.InvariantCulture), Y: double.Parse(p[1], CultureInfo.InvariantCulture)))
                    .ToList();
                var boxes = way.Parent!.Elements(Svg + "g")
                    .Where(g => ClassOf(g).StartsWith("state", StringComparison.Ordinal))
                    .Select(g => g.Element(Svg + "rect")!);
                foreach (var box in boxes)
                {
                    var (left, top, right, bottom) = (
                        Of(box, "x") + 0.5, Of(box, "y") + 0.5, Of(box, "x") + Of(box, "width") - 0.5,
                        Of(box, "y") + Of(box, "height") - 0.5);
                    var runsThrough = points
                        .Zip(points.Skip(1))
                        .Any(l =>
                            Enumerable
                                .Range(0, 101)
                                .Select(n => n / 100.0)
                                .Any(t =>
                                    l.First.X + (t * (l.Second.X - l.First.X)) is var x
                                    && l.First.Y + (t * (l.Second.Y - l.First.Y)) is var y
                                    && x > left
                                    && x < right
                                    && y > top
                                    && y < bottom));
                    Assert.False(runsThrough, $"{name}: {way} and {box}");
                }
            }
        }
    }

    [Fact]
    public void The_same_definition_gives_the_same_drawing()
    {
        var definition = RecordedInventory.All().First().Machines.First().Definition.ToJsonString();

        Assert.Equal(SvgChart.Of(Read(definition)), SvgChart.Of(Read(definition)));
    }

    static void AssertApart(string name, StateMachineDefinition definition)
    {
        var boxes = XDocument
            .Parse(SvgChart.Of(definition))
            .Descendants(Svg + "rect")
            .Select(r =>
                (Box: (X: Of(r, "x"), Y: Of(r, "y"), Right: Of(r, "x") + Of(r, "width"), Bottom: Of(r, "y") + Of(r, "height")), Element: r))
            .ToList();
        Assert.NotEmpty(boxes);
        foreach (var (one, i) in boxes.Select((b, i) => (b, i)))
        {
            foreach (var other in boxes.Skip(i + 1))
            {
                var (a, b) = (one.Box, other.Box);
                var isApart = a.Right < b.X || b.Right < a.X || a.Bottom < b.Y || b.Bottom < a.Y;
                var isInside =
                    other.Element.Ancestors().Contains(one.Element.Parent)
                    && a.X < b.X
                    && b.Right < a.Right
                    && a.Y < b.Y
                    && b.Bottom < a.Bottom;
                Assert.True(isApart || isInside, $"{name}: {one} and {other}");
            }
        }
    }

    static string ClassOf(XElement element) => (string?)element.Attribute("class") ?? "";

    static double Of(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    static StateMachineDefinition Read(string text) => DefinitionReader.Read(text, "m").GetDefinition();
}
