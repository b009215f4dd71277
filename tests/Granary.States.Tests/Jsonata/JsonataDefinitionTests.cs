using Granary.Model;
using Granary.States.Reading;

namespace Granary.States.Tests.Jsonata;

/// <summary>What is written in JSONata is held to the language's rules and then not run.</summary>
public sealed class JsonataDefinitionTests
{
    const string Inner = "\"StartAt\": \"I\", \"States\": {\"I\": {\"Type\": \"Succeed\"}}";
    const string Distributed = "\"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\", \"ExecutionType\": \"EXPRESS\"}";

    [Theory]
    [InlineData(
        "\"Type\": \"Pass\", \"Output\": {\"a\": \"{% $states.input.a %}\", \"b\": 1}, \"Assign\": {\"x\": \"{% 1 %}\"}, \"End\": true")]
    [InlineData(
        "\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\", \"Arguments\": {\"FunctionName\": \"f\"}, "
            + "\"TimeoutSeconds\": \"{% $t %}\", \"HeartbeatSeconds\": 1, \"End\": true, \"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], "
            + "\"Output\": \"{% 1 %}\", \"Next\": \"End\"}]"
    )]
    [InlineData(
        "\"Type\": \"Choice\", \"Choices\": [{\"Condition\": \"{% $x > 1 %}\", \"Next\": \"End\", \"Output\": 1}], \"Default\": \"End\"")]
    [InlineData("\"Type\": \"Wait\", \"Seconds\": \"{% $x %}\", \"Next\": \"End\"")]
    [InlineData("\"Type\": \"Wait\", \"Timestamp\": \"{% $x %}\", \"Next\": \"End\"")]
    [InlineData("\"Type\": \"Fail\", \"Error\": \"{% $x %}\", \"Cause\": \"c\"")]
    [InlineData("\"Type\": \"Succeed\", \"Output\": \"plain\"")]
    [InlineData("\"Type\": \"Parallel\", \"Arguments\": \"{% $x %}\", \"Branches\": [{\"StartAt\": \"B\", \"States\": {\"B\": {\"Type\": "
        + "\"Succeed\"}}}], \"Next\": \"End\"")]
    [InlineData("\"Type\": \"Map\", \"Items\": \"{% $x %}\", \"ItemSelector\": {\"v\": \"{% $states.context.Map.Item.Value %}\"}, "
        + "\"MaxConcurrency\": \"{% 2 %}\", \"ItemProcessor\": {" + Inner + "}, \"Next\": \"End\"")]
    [InlineData("\"Type\": \"Map\", \"ItemReader\": {\"Resource\": \"arn:aws:states:::s3:getObject\", \"Arguments\": {\"Bucket\": \"{% $b "
        + "%}\"}, \"ReaderConfig\": {\"InputType\": \"JSON\", \"MaxItems\": \"{% 2 %}\"}}, \"ItemBatcher\": {\"MaxItemsPerBatch\": 2}, "
        + "\"ItemProcessor\": {" + Distributed + ", " + Inner + "}, \"Next\": \"End\"")]
    public void A_machine_is_valid_and_does_not_run(string state)
    {
        var read = Read(Machine(state));

        Assert.Equal(["GR2030"], read.Problems.Select(p => p.Problem.Code));
        Assert.True(read.IsValid);
        Assert.Equal(["GR2030"], Assert.Throws<ProblemException>(read.GetDefinition).Problems.Select(p => p.Code));
    }

    [Theory]
    [InlineData("\"Type\": \"Pass\", \"InputPath\": \"$.a\", \"End\": true", "GR2001", "/States/A")]
    [InlineData("\"Type\": \"Pass\", \"Parameters\": {}, \"End\": true", "GR2001", "/States/A")]
    [InlineData("\"Type\": \"Pass\", \"Output\": \"{% 1\", \"End\": true", "GR2065", "/States/A/Output")]
    [InlineData("\"Type\": \"Pass\", \"Output\": {\"a\": [\"{% %}\"]}, \"End\": true", "GR2065", "/States/A/Output/a[0]")]
    [InlineData("\"Type\": \"Pass\", \"Assign\": {\"a.b\": 1}, \"End\": true", "GR2063", "/States/A/Assign")]
    [InlineData("\"Type\": \"Pass\", \"Output\": 1", "GR2020", "/States/A")]
    [InlineData("\"Type\": \"Pass\", \"Next\": \"Nowhere\"", "GR2021", "/States/A/Next")]
    [InlineData(
        "\"Type\": \"Choice\", \"Choices\": [{\"Variable\": \"$.a\", \"IsNull\": true, \"Next\": \"End\"}]", "GR2002",
        "/States/A/Choices[0]")]
    [InlineData(
        "\"Type\": \"Choice\", \"Choices\": [{\"Condition\": \"$x\", \"Next\": \"End\"}]", "GR2065", "/States/A/Choices[0]/Condition")]
    [InlineData("\"Type\": \"Wait\", \"SecondsPath\": \"$.a\", \"Next\": \"End\"", "GR2002", "/States/A")]
    [InlineData("\"Type\": \"Wait\", \"Timestamp\": \"tomorrow\", \"Next\": \"End\"", "GR2005", "/States/A/Timestamp")]
    [InlineData("\"Type\": \"Map\", \"Items\": 5, \"ItemProcessor\": {" + Inner + "}, \"Next\": \"End\"", "GR2003", "/States/A/Items")]
    [InlineData("\"Type\": \"Map\", \"ItemsPath\": \"$.a\", \"ItemProcessor\": {" + Inner + "}, \"Next\": \"End\"", "GR2001", "/States/A")]
    [InlineData(
        "\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\", \"ResultPath\": \"$.a\", \"Next\": \"End\"", "GR2001",
        "/States/A")]
    [InlineData(
        "\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\", \"Next\": \"End\", \"Catch\": [{\"ErrorEquals\": "
            + "[\"States.ALL\"], \"ResultPath\": \"$.a\", \"Next\": \"End\"}]",
        "GR2001", "/States/A/Catch[0]")]
    [InlineData("\"Type\": \"Pass\", \"QueryLanguage\": \"JSONPath\", \"Next\": \"End\"", "GR2064", "/States/A/QueryLanguage")]
    [InlineData("\"Type\": \"Pass\", \"QueryLanguage\": \"SQL\", \"Next\": \"End\"", "GR2006", "/States/A/QueryLanguage")]
    public void A_mistake_is_reported_beside_the_warning(string state, string code, string path)
    {
        var read = Read(Machine(state));

        Assert.False(read.IsValid);
        Assert.Contains((code, path), read.Problems.Where(p => p.Problem.IsError).Select(p => (p.Problem.Code, p.Path)));
    }

    [Fact]
    public void A_single_state_may_be_in_JSONata()
    {
        var read = Read("""
            {"StartAt": "A", "States": {
              "A": {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% 1 %}", "Next": "B"},
              "B": {"Type": "Pass", "InputPath": "$.a", "Next": "C"},
              "C": {"Type": "Succeed", "QueryLanguage": "JSONata"}}}
            """);

        Assert.True(read.IsValid);
        Assert.Equal([("GR2030", "/States/A/QueryLanguage")], read.Problems.Select(p => (p.Problem.Code, p.Path)));
    }

    [Theory]
    [InlineData("\"Type\": \"Pass\", \"Output\": 1, \"End\": true")]
    [InlineData("\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\", \"Arguments\": {}, \"End\": true")]
    [InlineData(
        "\"Type\": \"Choice\", \"Choices\": [{\"Condition\": \"{% true %}\", \"Variable\": \"$.a\", \"IsNull\": true, \"Next\": \"A\"}]")]
    [InlineData("\"Type\": \"Map\", \"Items\": [], \"ItemProcessor\": {" + Inner + "}, \"End\": true")]
    public void What_is_JSONata_s_does_not_stand_in_JSONPath(string state)
    {
        var problem = Read($"{{\"StartAt\": \"A\", \"States\": {{\"A\": {{{state}}}}}}}").Problems.First(p => p.Problem.Code == "GR2001");

        Assert.Contains("JSONata", problem.Problem.Hint);
    }

    /// <summary>A machine that begins with the state; a second one is there where the state points to it.</summary>
    static string Machine(string state)
    {
        var end = state.Contains(": \"End\"", StringComparison.Ordinal) ? ", \"End\": {\"Type\": \"Succeed\"}" : "";
        return $"{{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"A\", \"States\": {{\"A\": {{{state}}}{end}}}}}";
    }

    static ReadDefinition Read(string text) => DefinitionReader.Read(text, "load.asl.json");
}
