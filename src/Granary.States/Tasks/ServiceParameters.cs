namespace Granary.States.Tasks;

/// <summary>The parameters that the actions take which are built.</summary>
/// <remarks>Source: the AWS API models of 2026; names with a large first letter, as Step Functions takes them.</remarks>
static class ServiceParameters
{
    static readonly Dictionary<string, string[]> Actions = Read();

    /// <returns>The names, those with a star before them required; null where they are not known.</returns>
    public static IReadOnlyList<string>? Of(TaskResource resource) =>
        resource.Kind == TaskResourceKind.Service
            ? Actions.GetValueOrDefault($"{resource.Service.Replace("aws-sdk:", "", StringComparison.Ordinal)}:{resource.Operation}")
            : null;

    /// <summary>An action begins a paragraph; what is indented further belongs to it.</summary>
    static Dictionary<string, string[]> Read()
    {
        var actions = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var paragraph in Text.ReplaceLineEndings("\n").Replace("\n    ", " ", StringComparison.Ordinal).Split('\n'))
        {
            var words = paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            actions.Add(words[0], words[1..]);
        }

        return actions;
    }

    const string Text = """
        dynamodb:batchGetItem *RequestItems ReturnConsumedCapacity
        dynamodb:batchWriteItem *RequestItems ReturnConsumedCapacity ReturnItemCollectionMetrics
        dynamodb:deleteItem ConditionExpression ConditionalOperator Expected ExpressionAttributeNames ExpressionAttributeValues *Key
            ReturnConsumedCapacity ReturnItemCollectionMetrics ReturnValues ReturnValuesOnConditionCheckFailure *TableName
        dynamodb:getItem AttributesToGet ConsistentRead ExpressionAttributeNames *Key ProjectionExpression ReturnConsumedCapacity
            *TableName
        dynamodb:putItem ConditionExpression ConditionalOperator Expected ExpressionAttributeNames ExpressionAttributeValues *Item
            ReturnConsumedCapacity ReturnItemCollectionMetrics ReturnValues ReturnValuesOnConditionCheckFailure *TableName
        dynamodb:query AttributesToGet ConditionalOperator ConsistentRead ExclusiveStartKey ExpressionAttributeNames
            ExpressionAttributeValues FilterExpression IndexName KeyConditionExpression KeyConditions Limit ProjectionExpression
            QueryFilter ReturnConsumedCapacity ScanIndexForward Select *TableName
        dynamodb:scan AttributesToGet ConditionalOperator ConsistentRead ExclusiveStartKey ExpressionAttributeNames
            ExpressionAttributeValues FilterExpression IndexName Limit ProjectionExpression ReturnConsumedCapacity ScanFilter Segment
            Select *TableName TotalSegments
        dynamodb:transactGetItems ReturnConsumedCapacity *TransactItems
        dynamodb:transactWriteItems ClientRequestToken ReturnConsumedCapacity ReturnItemCollectionMetrics *TransactItems
        dynamodb:updateItem AttributeUpdates ConditionExpression ConditionalOperator Expected ExpressionAttributeNames
            ExpressionAttributeValues *Key ReturnConsumedCapacity ReturnItemCollectionMetrics ReturnValues
            ReturnValuesOnConditionCheckFailure *TableName UpdateExpression
        eventbridge:putEvents EndpointId *Entries
        events:putEvents EndpointId *Entries
        glue:getCrawler *Name
        glue:getJobRun *JobName PredecessorsIncluded *RunId
        glue:startCrawler *Name
        glue:startJobRun AllocatedCapacity Arguments ExecutionClass ExecutionRoleSessionPolicy *JobName JobRunId JobRunQueuingEnabled
            MaxCapacity NotificationProperty NumberOfWorkers SecurityConfiguration Timeout WorkerType
        lambda:invoke ClientContext DurableExecutionName *FunctionName InvocationType LogType Payload Qualifier TenantId
        s3:copyObject ACL *Bucket BucketKeyEnabled CacheControl ChecksumAlgorithm ContentDisposition ContentEncoding ContentLanguage
            ContentType *CopySource CopySourceIfMatch CopySourceIfModifiedSince CopySourceIfNoneMatch CopySourceIfUnmodifiedSince
            CopySourceSSECustomerAlgorithm CopySourceSSECustomerKey CopySourceSSECustomerKeyMD5 ExpectedBucketOwner
            ExpectedSourceBucketOwner Expires GrantFullControl GrantRead GrantReadACP GrantWriteACP IfMatch IfNoneMatch *Key Metadata
            MetadataDirective ObjectLockLegalHoldStatus ObjectLockMode ObjectLockRetainUntilDate RequestPayer SSECustomerAlgorithm
            SSECustomerKey SSECustomerKeyMD5 SSEKMSEncryptionContext SSEKMSKeyId ServerSideEncryption StorageClass Tagging
            TaggingDirective WebsiteRedirectLocation
        s3:deleteObject *Bucket BypassGovernanceRetention ExpectedBucketOwner IfMatch IfMatchLastModifiedTime IfMatchSize *Key MFA
            RequestPayer VersionId
        s3:deleteObjects *Bucket BypassGovernanceRetention ChecksumAlgorithm *Delete ExpectedBucketOwner MFA RequestPayer
        s3:getObject *Bucket ChecksumMode ExpectedBucketOwner IfMatch IfModifiedSince IfNoneMatch IfUnmodifiedSince *Key PartNumber
            Range RequestPayer ResponseCacheControl ResponseContentDisposition ResponseContentEncoding ResponseContentLanguage
            ResponseContentType ResponseExpires SSECustomerAlgorithm SSECustomerKey SSECustomerKeyMD5 VersionId
        s3:headBucket *Bucket ExpectedBucketOwner
        s3:headObject *Bucket ChecksumMode ExpectedBucketOwner IfMatch IfModifiedSince IfNoneMatch IfUnmodifiedSince *Key PartNumber
            Range RequestPayer ResponseCacheControl ResponseContentDisposition ResponseContentEncoding ResponseContentLanguage
            ResponseContentType ResponseExpires SSECustomerAlgorithm SSECustomerKey SSECustomerKeyMD5 VersionId
        s3:listObjects *Bucket Delimiter EncodingType ExpectedBucketOwner Marker MaxKeys OptionalObjectAttributes Prefix RequestPayer
        s3:listObjectsV2 *Bucket ContinuationToken Delimiter EncodingType ExpectedBucketOwner FetchOwner MaxKeys
            OptionalObjectAttributes Prefix RequestPayer StartAfter
        s3:putObject ACL Body *Bucket BucketKeyEnabled CacheControl ChecksumAlgorithm ChecksumCRC32 ChecksumCRC32C ChecksumCRC64NVME
            ChecksumMD5 ChecksumSHA1 ChecksumSHA256 ChecksumSHA512 ChecksumXXHASH128 ChecksumXXHASH3 ChecksumXXHASH64 ContentDisposition
            ContentEncoding ContentLanguage ContentLength ContentMD5 ContentType ExpectedBucketOwner Expires GrantFullControl GrantRead
            GrantReadACP GrantWriteACP IfMatch IfNoneMatch *Key Metadata ObjectLockLegalHoldStatus ObjectLockMode
            ObjectLockRetainUntilDate RequestPayer SSECustomerAlgorithm SSECustomerKey SSECustomerKeyMD5 SSEKMSEncryptionContext
            SSEKMSKeyId ServerSideEncryption StorageClass Tagging WebsiteRedirectLocation WriteOffsetBytes
        secretsmanager:getSecretValue *SecretId VersionId VersionStage
        secretsmanager:listSecrets Filters IncludePlannedDeletion MaxResults NextToken SortBy SortOrder
        sfn:describeExecution *ExecutionArn IncludedData
        sfn:describeStateMachine IncludedData *StateMachineArn
        sfn:listExecutions MapRunArn MaxResults NextToken RedriveFilter StateMachineArn StatusFilter
        sfn:listStateMachines MaxResults NextToken
        sfn:sendTaskFailure Cause Error *TaskToken
        sfn:sendTaskHeartbeat *TaskToken
        sfn:sendTaskSuccess *Output *TaskToken
        sfn:startExecution Input Name *StateMachineArn TraceHeader
        sfn:stopExecution Cause Error *ExecutionArn
        sns:publish *Message MessageAttributes MessageDeduplicationId MessageGroupId MessageStructure PhoneNumber Subject TargetArn
            TopicArn
        sqs:sendMessage DelaySeconds MessageAttributes *MessageBody MessageDeduplicationId MessageGroupId MessageSystemAttributes
            *QueueUrl
        states:startExecution Input Name *StateMachineArn TraceHeader
        """;
}
