namespace Granary.Platform.Tests;

public sealed class ArnTests
{
    [Theory]
    [InlineData("arn:aws:lambda:us-east-1:111111111111:function:Load:3", "lambda", "function", "Load")]
    [InlineData("arn:aws:states:us-east-1:111111111111:stateMachine:m", "states", "stateMachine", "m")]
    [InlineData("arn:aws:states:us-east-1:111111111111:execution:m/map:1", "states", "execution", "m/map")]
    [InlineData("arn:aws:iam::111111111111:role/a/b", "iam", "role", "a/b")]
    [InlineData("arn:aws:sns:us-east-1:1:topic", "sns", "", "topic")]
    public void An_ARN_has_a_service_a_type_and_a_name(string text, string service, string type, string name)
    {
        var arn = Arn.Parse(text);

        Assert.Equal((service, type, name, text), (arn.Service, arn.Type, arn.Name, arn.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("arn:aws:states:us-east-1:1:")]
    [InlineData("arn:aws:states:us-east-1:1")]
    public void A_text_of_another_shape_is_not_an_ARN(string text)
    {
        Assert.False(Arn.TryParse(text, out _));
        Assert.Throws<FormatException>(() => Arn.Parse(text));
    }

    [Fact]
    public void An_execution_belongs_to_its_state_machine()
    {
        var machine = Arn.StateMachine("us-east-1", "111111111111", "m");

        Assert.Equal("arn:aws:states:us-east-1:111111111111:execution:m:run", machine.Execution("run").ToString());
        Assert.Equal(machine.Execution("run"), (machine with { Resource = "stateMachine:m:PROD" }).Execution("run"));
        Assert.Equal(machine, machine.Execution("run").StateMachineOfExecution());
        Assert.Equal(machine, Arn.Parse("arn:aws:states:us-east-1:111111111111:execution:m/map:1").StateMachineOfExecution());
        Assert.True(machine.Execution("run").IsExecution);
        Assert.False((machine with { Resource = "execution:m" }).IsExecution);
    }

    [Theory]
    [InlineData("Load")]
    [InlineData("Load:3")]
    [InlineData("111111111111:function:Load")]
    [InlineData("arn:aws:lambda:us-east-1:111111111111:function:Load:PROD")]
    public void A_function_is_named_in_full_or_in_part(string text) => Assert.Equal("Load", Arn.NameIn(text, "function"));
}
