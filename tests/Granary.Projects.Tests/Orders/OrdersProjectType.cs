using System.Text.Json.Nodes;
using Granary.Model;
using Granary.Model.Schemas;
using Granary.Platform;
using Granary.Platform.Functions;
using Granary.Platform.Items;
using Granary.Platform.Stacks;
using Granary.Projects.Definitions;
using Granary.Tables.Stages;

namespace Granary.Projects.Tests.Orders;

/// <summary>A made-up project type: orders are registered, and a pipe has each new one processed by a job.</summary>
sealed class OrdersProjectType : IProjectType
{
    const string Region = "us-east-1";
    const string Account = "000000000000";

    /// <summary>The orders that the job has processed.</summary>
    public List<string> Processed { get; } = [];

    public string Name => "orders";

    public string Description => "orders that are processed one by one";

    public IReadOnlyList<string> DefinitionFiles => [];

    public IReadOnlyDictionary<string, Func<FunctionContext, IFunction>> Functions =>
        new Dictionary<string, Func<FunctionContext, IFunction>>(StringComparer.Ordinal) { ["Register"] = c => new Register(c) };

    public IReadOnlyDictionary<string, ITableJob> Jobs =>
        new Dictionary<string, ITableJob>(StringComparer.Ordinal) { ["process_order.py"] = new ProcessOrder(Processed) };

    public IReadOnlyList<SchemaFile> Schemas => [];

    public ProjectDemo? Demo => null;

    public void CheckEnvironment(EnvironmentFile environment, ICollection<Problem> problems) => JsonNode.Parse(environment.Text);

    public Stack ToStack(ProjectDefinition project, EnvironmentFile environment, ICollection<Problem> problems)
    {
        var role = new RoleResource("orders", "states.amazonaws.com", []);
        var name = (string)JsonNode.Parse(environment.Text)!["table"]!;
        var table = new ItemTableResource(name, ["id"]) { Stream = StreamView.NewAndOldImages };
        var (intake, processing) = (
            Machine("Intake", role, """
                {"StartAt":"Register","States":{"Register":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke",
                 "Parameters":{"FunctionName":"Register","Payload.$":"$"},"End":true}}}
                """),
            Machine("Processing", role, """
                {"StartAt":"Process","States":{"Process":{"Type":"Task","Resource":"arn:aws:states:::glue:startJobRun.sync",
                 "Parameters":{"JobName":"Process","Arguments":{"--order.$":"$[0].id"}},"End":true}}}
                """));
        return new(project.Name, environment.Name, Region,
        [
            role, table, intake, processing,
            new FunctionResource(
                "Register", Arn.Function(Region, Account, "Register").ToString(), "Register", new(role.Name), "dotnet10", "h", 30, 256, [],
                new Dictionary<string, string>(StringComparer.Ordinal) { ["TABLE"] = table.Name }),
            new JobResource(
                "Process", new(role.Name), "s3://code/process_order.py", "5.0", "G.1X", 2, 10, 0, 1, [],
                new Dictionary<string, string>(StringComparer.Ordinal)),
            new PipeResource(
                "new-orders", new(role.Name), ResourceReference.To(table),
                ["""{"eventName":["INSERT"],"dynamodb":{"NewImage":{"status":{"S":["NEW"]}}}}"""],
                """{"id": <$.dynamodb.NewImage.id.S>}""", ResourceReference.To(processing)),
        ])
        {
            Entry = new(ResourceReference.To(intake)),
        };
    }

    static StateMachineResource Machine(string name, RoleResource role, string definition) =>
        new(name, Arn.StateMachine(Region, Account, name).ToString(), new(role.Name), definition);

    /// <summary>Writes an item for each order: new ones, and one that is done already.</summary>
    sealed class Register(FunctionContext context) : IFunction
    {
        public async Task<Stream> HandleAsync(Stream input, CancellationToken cancellationToken)
        {
            foreach (var (id, status) in new[] { ("1", "NEW"), ("2", "DONE"), ("3", "NEW") })
            {
                var item = new JsonObject { ["id"] = new JsonObject { ["S"] = id }, ["status"] = new JsonObject { ["S"] = status } };
                await context.Items.WriteAsync(new ItemWrite.Put(context.Variable("TABLE"), item), cancellationToken);
            }

            return new MemoryStream("{}"u8.ToArray());
        }
    }

    sealed class ProcessOrder(List<string> processed) : ITableJob
    {
        public Task RunAsync(TableJobRun run, CancellationToken cancellationToken)
        {
            processed.Add(run.Argument("order"));
            return Task.CompletedTask;
        }
    }
}
