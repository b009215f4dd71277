namespace Granary.Emulator.Tests;

/// <summary>Queues, topics, events and secrets.</summary>
public sealed class MessageServiceTests
{
    const string Queue = "https://sqs.us-east-1.amazonaws.com/111111111111/orders";

    [Fact]
    public async Task A_queue_takes_text_and_JSON()
    {
        var scene = new ServiceScene();

        var text = await scene.CallAsync("sqs:sendMessage", $$"""{"QueueUrl":"{{Queue}}","MessageBody":"hello"}""");
        var json = await scene.CallAsync(
            "sqs:sendMessage",
            """{"QueueUrl":"https://sqs.us-east-1.amazonaws.com/111111111111/orders","MessageBody":{"a":1}}"""
        );
        var sdk = await scene.CallAsync(
            "aws-sdk:sqs:sendMessage",
            """
                {"QueueUrl":"https://sqs.us-east-1.amazonaws.com/111111111111/orders","MessageBody":"{\"a\":1}",
                 "MessageAttributes":{"k":{"DataType":"String","StringValue":"v"}}}
                """
        );

        Assert.Equal("5d41402abc4b2a76b9719d911017c592", text!["MD5OfMessageBody"]!.ToString());
        Assert.Equal(json!["MD5OfMessageBody"]!.ToString(), sdk!["Md5OfMessageBody"]!.ToString());
        Assert.Equal("a8f7d1a5d4b5d1d7c2e3c7bb7a44ef6b".Length, sdk["Md5OfMessageAttributes"]!.ToString().Length);
    }

    [Theory]
    [InlineData(
        "sqs:sendMessage",
        """{"MessageBody":"x"}""",
        "SQS.AmazonSQSException",
        "The request must contain the parameter QueueUrl. (Service: AmazonSQS; Status Code: 400; Error Code: MissingParameter;")]
    [InlineData(
        "aws-sdk:sqs:sendMessage",
        """{"QueueUrl":"https://sqs.us-east-1.amazonaws.com/1/q"}""",
        "Sqs.SqsException",
        "The request must contain the parameter MessageBody. (Service: Sqs, Status Code: 400,")]
    [InlineData(
        "sqs:sendMessage",
        """{"QueueUrl":"https://sqs.us-east-1.amazonaws.com/1/q.fifo","MessageBody":"x"}""",
        "SQS.AmazonSQSException",
        "The request must contain the parameter MessageGroupId.")]
    [InlineData(
        "sqs:sendMessage",
        """{"QueueUrl":"orders","MessageBody":"x"}""",
        "SQS.SdkClientException",
        "Unable to execute HTTP request: orders: Name or service not known")]
    [InlineData(
        "sns:publish",
        """{"Message":"x"}""",
        "SNS.InvalidParameterException",
        "Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter (Service: AmazonSNS; Status Code: 400; Error "
            + "Code: InvalidParameter;"
    )]
    [InlineData(
        "sns:publish",
        """{"TopicArn":"arn:aws:sns:us-east-1:1:t","Message":""}""",
        "SNS.InvalidParameterException",
        "Invalid parameter: Empty message")]
    [InlineData(
        "sns:publish",
        """{"TopicArn":"t","Message":"x"}""",
        "SNS.InvalidParameterException",
        "Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1")]
    [InlineData(
        "aws-sdk:sns:publish",
        """{"TopicArn":"arn:aws:sns:us-east-1:1:t","Message":"{}","MessageStructure":"json"}""",
        "Sns.InvalidParameterException",
        "Invalid parameter: Message Structure - No default entry in JSON message body")]
    [InlineData(
        "events:putEvents",
        "{}",
        "EventBridge.AmazonEventBridgeException",
        "1 validation error detected: Value null at 'entries' failed to satisfy constraint: Member must not be null")]
    [InlineData(
        "events:putEvents",
        """{"Entries":[{"Source":"s","DetailType":"d"}]}""",
        "EventBridge.FailedEntry",
        """{"Entries":[{"ErrorCode":"InvalidArgument","ErrorMessage":"Parameter Detail is not valid. """
            + """Reason: Detail is a required argument."}],"FailedEntryCount":1}"""
    )]
    [InlineData(
        "aws-sdk:secretsmanager:getSecretValue",
        """{"SecretId":"none"}""",
        "SecretsManager.ResourceNotFoundException",
        "Secrets Manager can't find the specified secret. (Service: SecretsManager, Status Code: 400,")]
    [InlineData(
        "aws-sdk:secretsmanager:getSecretValue",
        "{}",
        "SecretsManager.SecretsManagerException",
        "1 validation error detected: Value null at 'secretId'")]
    [InlineData(
        "aws-sdk:sfn:sendTaskSuccess",
        """{"TaskToken":"none","Output":"1"}""",
        "Sfn.InvalidTokenException",
        "Invalid Token: 'Invalid token' (Service: Sfn, Status Code: 400,")]
    [InlineData(
        "aws-sdk:sfn:sendTaskSuccess",
        """{"TaskToken":"none"}""",
        "Sfn.SfnException",
        "1 validation error detected: Value null at 'output' failed to satisfy constraint: Member must not be null")]
    [InlineData(
        "aws-sdk:sfn:describeExecution",
        """{"ExecutionArn":"arn:aws:states:us-east-1:111111111111:execution:m:none"}""",
        "Sfn.ExecutionDoesNotExistException",
        "Execution Does Not Exist: 'arn:aws:states:us-east-1:111111111111:execution:m:none'")]
    [InlineData(
        "aws-sdk:sfn:describeStateMachine",
        """{"StateMachineArn":"arn:aws:states:us-east-1:111111111111:stateMachine:none"}""",
        "Sfn.StateMachineDoesNotExistException",
        "State Machine Does Not Exist: 'arn:aws:states:us-east-1:111111111111:stateMachine:none'")]
    [InlineData(
        "aws-sdk:sfn:listExecutions",
        """{"StateMachineArn":"m"}""",
        "Sfn.InvalidArnException",
        "Invalid Arn: 'Invalid ARN prefix: m'")]
    public async Task A_request_that_is_wrong_is_refused_in_the_services_words(string action, string parameters, string error, string cause)
    {
        var scene = new ServiceScene();

        await scene.ExpectErrorAsync(action, parameters, error, cause);
    }

    [Fact]
    public async Task Events_that_the_sdk_puts_are_answered_one_by_one()
    {
        var scene = new ServiceScene();

        var result = await scene.CallAsync("aws-sdk:eventbridge:putEvents", """
            {"Entries":[{"Source":"s","DetailType":"d","Detail":"{}"},{"Source":"aws.s3","DetailType":"d","Detail":"{}"},{"Source":"s",
             "DetailType":"d","Detail":"[]"}]}
            """);

        Assert.Equal("2", result!["FailedEntryCount"]!.ToString());
        Assert.Equal(
            [null, "NotAuthorizedForSourceException", "MalformedDetail"],
            result["Entries"]!.AsArray().Select(e => e!["ErrorCode"]?.ToString()));
    }

    [Fact]
    public async Task A_secret_is_found_by_its_name_and_by_its_ARN()
    {
        var scene = new ServiceScene();

        var byName = (await scene.CallAsync("aws-sdk:secretsmanager:getSecretValue", """{"SecretId":"db/login"}"""))!.AsObject();
        var byArn = await scene.CallAsync("aws-sdk:secretsmanager:getSecretValue", $$"""{"SecretId":"{{byName["Arn"]}}"}""");
        var all = await scene.CallAsync("aws-sdk:secretsmanager:listSecrets", """{"Filters":[{"Key":"name","Values":["db/l"]}]}""");

        Assert.Equal("""{"user":"u"}""", byName["SecretString"]!.ToString());
        Assert.Equal(["Arn", "CreatedDate", "Name", "SecretString", "VersionId", "VersionStages"], byName.Select(m => m.Key));
        Assert.Equal(byName["SecretString"]!.ToString(), byArn!["SecretString"]!.ToString());
        Assert.Equal("db/login", Assert.Single(all!["SecretList"]!.AsArray())!["Name"]!.ToString());
    }
}
