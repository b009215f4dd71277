using System.Text.Json.Nodes;
using Granary.Emulator.DynamoDb;
using Granary.Emulator.EventBridge;
using Granary.Emulator.Messaging;
using Granary.Emulator.S3;
using Granary.Emulator.SecretsManager;
using Granary.Emulator.StepFunctions;
using Granary.Platform.Items;
using Granary.Platform.Notices;
using Granary.Platform.Objects;
using Granary.Platform.Secrets;
using Granary.States.Tasks;

namespace Granary.Emulator;

/// <summary>What the services work on: the home's folders and file, or memory that mocks have filled.</summary>
public sealed record ServiceStores(
    IObjects Objects, IItems Items, INotices Notices, ISecrets Secrets, ITaskTokens Tokens, IExecutions Executions);

/// <summary>The services that answer a request at once, the same for a home and for mocks.</summary>
public sealed class AnsweringServices
{
    readonly Dictionary<string, ServiceAction> _actions = new(StringComparer.Ordinal);

    public AnsweringServices(ServiceStores stores, TimeProvider clock)
    {
        AddItems(stores.Items);
        AddObjects(stores.Objects);
        AddNotices(stores.Notices);
        AddSfn(stores);
        var secrets = new SecretActions(stores.Secrets, clock);
        Add(Service.SecretsManager, "aws-sdk:secretsmanager:getSecretValue", secrets.GetAsync);
        Add(Service.SecretsManager, "aws-sdk:secretsmanager:listSecrets", secrets.ListAsync);
    }

    /// <summary>Such as <c>aws-sdk:s3:getObject</c>.</summary>
    public IReadOnlyCollection<string> Names => _actions.Keys;

    public bool Has(TaskResource resource) => _actions.ContainsKey(KeyOf(resource));

    /// <summary>Whether the action leaves something in the home's file, so that it must not happen twice.</summary>
    public bool Writes(TaskResource resource) => _actions[KeyOf(resource)].Writes;

    /// <returns>The result as the task shows it.</returns>
    /// <exception cref="TaskFailedException">The service refused.</exception>
    public async Task<JsonObject> AnswerAsync(TaskCall call) => Finish(call, await RunAsync(call));

    /// <summary>Runs the action.</summary>
    /// <returns>The service's own result, before the integration gives it its shape.</returns>
    public async Task<JsonObject> RunAsync(TaskCall call)
    {
        var action = _actions[KeyOf(call.Resource)];
        try
        {
            return await action.Run(new(call));
        }
        catch (SecretsException e)
        {
            throw new TaskFailedException("States.Runtime", e.Message, e);
        }
        catch (ItemsException e)
        {
            throw action.Service.Failure(call, ServiceException.From(e));
        }
        catch (ServiceException e)
        {
            throw action.Service.Failure(call, e);
        }
    }

    /// <summary>What the integration makes of the service's result.</summary>
    public JsonObject Finish(TaskCall call, JsonObject result)
    {
        var service = _actions[KeyOf(call.Resource)].Service;
        if (call.Resource.Service.StartsWith("aws-sdk:", StringComparison.Ordinal))
            return service == Service.DynamoDb ? SdkTypeNames.In(result) : result;
        if (service != Service.EventBridge)
            return call.Resource.Service == "s3" ? result : ServiceResults.WithMetadata(result);
        return EventActions.Failure(result) is { } failure ? throw failure : result;
    }

    static string KeyOf(TaskResource resource) => $"{resource.Service}:{resource.Operation}";

    void AddItems(IItems items)
    {
        var (single, queries) = (new ItemActions(items), new QueryActions(items));
        var batches = new BatchActions(items);
        foreach (var prefix in (string[])["", "aws-sdk:"])
        {
            Add(Service.DynamoDb, prefix + "dynamodb:getItem", single.GetAsync);
            Add(Service.DynamoDb, prefix + "dynamodb:putItem", single.PutAsync, writes: true);
            Add(Service.DynamoDb, prefix + "dynamodb:updateItem", single.UpdateAsync, writes: true);
            Add(Service.DynamoDb, prefix + "dynamodb:deleteItem", single.DeleteAsync, writes: true);
        }

        Add(Service.DynamoDb, "aws-sdk:dynamodb:query", queries.QueryAsync);
        Add(Service.DynamoDb, "aws-sdk:dynamodb:scan", queries.ScanAsync);
        Add(Service.DynamoDb, "aws-sdk:dynamodb:batchGetItem", batches.GetAsync);
        Add(Service.DynamoDb, "aws-sdk:dynamodb:batchWriteItem", batches.WriteAsync, writes: true);
        Add(Service.DynamoDb, "aws-sdk:dynamodb:transactGetItems", batches.TransactGetAsync);
        Add(Service.DynamoDb, "aws-sdk:dynamodb:transactWriteItems", batches.TransactWriteAsync, writes: true);
    }

    void AddObjects(IObjects objects)
    {
        var single = new ObjectActions(objects);
        var lists = new ListActions(objects, single);
        Add(Service.S3, "s3:getObject", single.GetForReaderAsync);
        Add(Service.S3, "aws-sdk:s3:getObject", single.GetAsync);
        foreach (var prefix in (string[])["", "aws-sdk:"])
        {
            Add(Service.S3, prefix + "s3:putObject", single.PutAsync);
            Add(Service.S3, prefix + "s3:listObjectsV2", lists.ListV2Async);
        }

        Add(Service.S3, "aws-sdk:s3:listObjects", lists.ListAsync);
        Add(Service.S3, "aws-sdk:s3:headObject", single.HeadAsync);
        Add(Service.S3, "aws-sdk:s3:headBucket", single.HeadBucketAsync);
        Add(Service.S3, "aws-sdk:s3:copyObject", single.CopyAsync);
        Add(Service.S3, "aws-sdk:s3:deleteObject", single.DeleteAsync);
        Add(Service.S3, "aws-sdk:s3:deleteObjects", single.DeleteManyAsync);
    }

    void AddNotices(INotices notices)
    {
        var (sending, events) = (new MessageActions(notices), new EventActions(notices));
        foreach (var prefix in (string[])["", "aws-sdk:"])
        {
            Add(Service.Sqs, prefix + "sqs:sendMessage", sending.SendAsync, writes: true);
            Add(Service.Sns, prefix + "sns:publish", sending.PublishAsync, writes: true);
        }

        Add(Service.EventBridge, "events:putEvents", events.PutAsync, writes: true);
        Add(Service.EventBridge, "aws-sdk:eventbridge:putEvents", events.PutAsync, writes: true);
    }

    void AddSfn(ServiceStores stores)
    {
        var sfn = new SfnActions(stores.Tokens, stores.Executions);
        Add(Service.Sfn, "aws-sdk:sfn:sendTaskSuccess", sfn.Succeed, writes: true);
        Add(Service.Sfn, "aws-sdk:sfn:sendTaskFailure", sfn.Fail, writes: true);
        Add(Service.Sfn, "aws-sdk:sfn:sendTaskHeartbeat", sfn.SendHeartbeat);
        Add(Service.Sfn, "aws-sdk:sfn:describeExecution", sfn.Describe);
        Add(Service.Sfn, "aws-sdk:sfn:listExecutions", sfn.List);
        Add(Service.Sfn, "aws-sdk:sfn:stopExecution", sfn.Stop);
        Add(Service.Sfn, "aws-sdk:sfn:describeStateMachine", sfn.DescribeMachine);
        Add(Service.Sfn, "aws-sdk:sfn:listStateMachines", sfn.ListMachines);
    }

    void Add(Service service, string name, Func<ServiceRequest, JsonObject> run, bool writes = false) =>
        Add(service, name, request => Task.FromResult(run(request)), writes);

    void Add(Service service, string name, Func<ServiceRequest, Task<JsonObject>> run, bool writes = false) =>
        _actions.Add(name, new(service, run, writes));
}
