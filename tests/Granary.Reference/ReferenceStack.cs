using System.Text.Json.Nodes;
using Granary.Home.Runs;
using Granary.Platform.Functions;
using Granary.Platform.Items;
using Granary.Platform.Stacks;

namespace Granary.Reference;

/// <summary>The reference machine, its child, its function and its table.</summary>
public static class ReferenceStack
{
    /// <summary>The items that the machine goes over.</summary>
    public const int Items = 6;

    /// <summary>The keys that each run writes, once each.</summary>
    public static IReadOnlyList<string> Effects { get; } =
    [
        "prepare", "left", "child-one", "child-three", "ask", "last",
        .. Enumerable.Range(1, Items).SelectMany(i => new[] { $"load-{i}", $"store-{i}" }),
    ];

    /// <summary>How often each run counts up.</summary>
    public const int Counted = 7;

    public static IReadOnlyDictionary<string, Func<FunctionContext, IFunction>> Steps { get; } =
        new Dictionary<string, Func<FunctionContext, IFunction>>(StringComparer.Ordinal) { ["Work"] = context => new Work(context) };

    public static RunRequest Request() => new("reference", "test", Stack(), Delivery: null, new JsonObject
    {
        ["items"] = new JsonArray([.. Enumerable.Range(1, Items).Select(i => (JsonNode)i)]),
    });

    static Stack Stack() =>
        new(
            "reference", "test", "us-east-1",
            [
                new BucketResource("landing", "us-east-1"), new ItemTableResource("effects", ["id"]),
                new FunctionResource(
                    "work", "arn:aws:lambda:us-east-1:111111111111:function:work", "Work", new("role"), "dotnet", "h", 60, 128, [],
                    new Dictionary<string, string>(StringComparer.Ordinal)),
                Machine("Reference"), Machine("Child"),
            ])
        {
            Entry = new(new("Reference"), Concurrency: new("landing/reference", 1)),
        };

    static StateMachineResource Machine(string name) => new(
        name, $"arn:aws:states:us-east-1:111111111111:stateMachine:{name}", new("arn:aws:iam::111111111111:role/states"),
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, $"{name}.asl.json")));

    /// <summary>Writes an item that must not be there, unless it is to fail.</summary>
    sealed class Work(FunctionContext context) : IFunction
    {
        public async Task<Stream> HandleAsync(Stream input, CancellationToken cancellationToken)
        {
            var payload = (await JsonNode.ParseAsync(input, cancellationToken: cancellationToken))!;
            if ((int)payload["retry"]! < (int)payload["failures"]!)
                throw new FunctionException("Busy", "later");
            var item = new JsonObject { ["id"] = new JsonObject { ["S"] = (string)payload["key"]! } };
            await context.Items.WriteAsync(new ItemWrite.Put("effects", item, Condition.HasNot("id")), cancellationToken);
            return new MemoryStream("{}"u8.ToArray());
        }
    }
}
