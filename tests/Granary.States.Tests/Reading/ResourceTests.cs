using Granary.States.Reading;

namespace Granary.States.Tests.Reading;

/// <summary>Which services a Task may name, and what it must give them.</summary>
public sealed class ResourceTests
{
    const string NotRecognized = "The resource provided {0} is not recognized. The value is not a valid resource ARN, or the resource is "
        + "not available in this region.";

    [Theory]
    [InlineData("aws-sdk:dynamodb:query", """{"TableName":"T","KeyConditionExpression":"a = :a"}""")]
    [InlineData("aws-sdk:sfn:sendTaskSuccess", """{"TaskToken.$":"$.t","Output":"{}"}""")]
    [InlineData("aws-sdk:s3:putObject", """{"Bucket":"b","Key.$":"$.k","Body":{},"SseCustomerKey":"k"}""")]
    [InlineData("aws-sdk:sqs:sendMessage.waitForTaskToken", """{"QueueUrl":"q","MessageBody.$":"$$.Task.Token"}""")]
    [InlineData("lambda:invoke", "\"text\"")]
    public void What_the_service_has_and_we_too_is_taken(string resource, string parameters) => Assert.Empty(Read(resource, parameters));

    [Theory]
    [InlineData("athena:startQueryExecution.sync")]
    [InlineData("ecs:runTask.waitForTaskToken")]
    [InlineData("http:invoke")]
    [InlineData("aws-sdk:ec2:describeInstances")]
    [InlineData("aws-sdk:dynamodb:describeTable")]
    [InlineData("aws-sdk:bedrockruntime:converse.waitForTaskToken")]
    public void What_the_service_has_and_we_lack_is_a_warning(string resource)
    {
        var problem = Assert.Single(Read(resource, "{}"));

        Assert.Equal(("GR4110", false, "/States/A/Resource"), (problem.Problem.Code, problem.Problem.IsError, problem.Path));
    }

    [Theory]
    [InlineData("dynamodb:query", "arn:aws:states:::aws-sdk:dynamodb:…")]
    [InlineData("glue:startJobRun.waitForTaskToken", "glue has no integration")]
    [InlineData("lambada:invoke", "Did you mean \"lambda\"?")]
    [InlineData("ec2:runInstances", "arn:aws:states:::aws-sdk:ec2:runInstances")]
    [InlineData("aws-sdk:dinamodb:query", "Did you mean \"dynamodb\"?")]
    [InlineData("aws-sdk:dynamodb:Query", "begin with a small letter")]
    [InlineData("aws-sdk:glue:startJobRun.sync", ".waitForTaskToken alone")]
    [InlineData("s3:getObject", "aws-sdk:s3:getObject")]
    public void What_the_service_does_not_have_is_an_error(string resource, string hint)
    {
        var problem = Assert.Single(Read(resource, "{}"));

        Assert.Equal(("GR2015", true), (problem.Problem.Code, problem.Problem.IsError));
        Assert.Equal(NotRecognized.Replace("{0}", "arn:aws:states:::" + resource), problem.AwsMessage);
        Assert.Contains(hint, problem.Problem.ToString());
    }

    [Theory]
    [InlineData(
        "aws-sdk:s3:getObject",
        """{"bucket":"b","Key":"k"}""",
        "The field \"Bucket\" is required but was missing",
        "The field \"bucket\" is not supported by Step Functions")]
    [InlineData("lambda:invoke", """{"Payload.$":"$"}""", "The field \"FunctionName\" is required but was missing")]
    [InlineData(
        "dynamodb:putItem",
        """{"TableName":"T","Item.$":"$.i","Items":{}}""",
        "The field \"Items\" is not supported by Step Functions")]
    public void A_task_gives_its_service_what_that_takes(string resource, string parameters, params string[] words)
    {
        var problems = Read(resource, parameters);

        Assert.Equal(words, problems.Select(p => p.AwsMessage));
        Assert.All(problems, p => Assert.Equal("/States/A/Parameters", p.Path));
    }

    static IReadOnlyList<DefinitionProblem> Read(string resource, string parameters) =>
        DefinitionReader
            .Read(
                "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::"
                    + resource
                    + "\",\"Parameters\":"
                    + parameters
                    + ",\"End\":true}}}",
                "test")
            .Problems;
}
