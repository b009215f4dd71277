using Granary.States.Analysis.Drawing;
using Granary.States.Reading;

namespace Granary.States.Analysis.Tests.Drawing;

public sealed class MermaidChartTests
{
    [Fact]
    public void A_chart_shows_every_state_and_every_way()
    {
        var definition = DefinitionReader.Read("""
            {"StartAt":"Look","States":{
              "Look":{"Type":"Choice","Choices":[
                {"And":[{"Variable":"$.n","NumericGreaterThan":3},
                {"Not":{"Variable":"$.s","StringEquals":"a\"b"}}],"Next":"Hold"}],"Default":"Each"},
              "Hold":{"Type":"Wait","Seconds":1,"Next":"Both"},
              "Each":{"Type":"Map","ItemProcessor":{"StartAt":"Item","States":{"Item":{"Type":"Pass","End":true}}},"Next":"Both"},
              "Both":{"Type":"Parallel","Next":"Good","Catch":[{"ErrorEquals":["States.ALL"],"Next":"Bad"}],"Branches":[
                {"StartAt":"L","States":{"L":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","End":true}}},
                {"StartAt":"R","States":{"R":{"Type":"Pass","End":true}}}]},
              "Good":{"Type":"Succeed"},
              "Bad":{"Type":"Fail"}}}
            """, "chart.asl.json").GetDefinition();

        Snapshot.Matches(MermaidChart.Of(definition), "chart");
    }
}
