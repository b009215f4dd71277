using Granary.Model;
using Granary.Platform.Stacks;

namespace Granary.Home.Tests.Resources;

/// <summary>A run pins its stack as JSON, and another process reads it back.</summary>
public sealed class StackJsonTests
{
    [Fact]
    public void A_stack_reads_back_as_it_was_written()
    {
        var stack = new Stack("sales", "dev", "us-east-2", EveryKind())
        {
            Entry = new(new("machine"), new(new("bucket"), "in/"), new("key", 1)),
            LedgerDays = 5,
        };

        Assert.Equivalent(stack, StackJson.Read(StackJson.Write(stack)), strict: true);
    }

    [Fact]
    public void Every_kind_of_resource_is_read_back_by_its_kind()
    {
        var kinds = typeof(Resource).Assembly.GetTypes().Where(t => t.IsSealed && t.IsSubclassOf(typeof(Resource))).ToHashSet();

        Assert.Equal(kinds, EveryKind().Select(r => r.GetType()).ToHashSet());
        Assert.All(EveryKind(), r => Assert.Equivalent(r, StackJson.ReadResource(StackJson.Write(r)), strict: true));
        Assert.Equal(EveryKind().Count, EveryKind().Select(r => r.Address).Distinct().Count());
    }

    [Theory]
    [InlineData("""{"Project":"sales","Region":"us-east-2","EntryMachine":"m","InputBucket":"b","InputPrefix":"p/","Resources":[]}""")]
    [InlineData("""{"Format":3,"Stack":{"Project":"sales","Environment":"dev","Region":"us-east-2","Resources":[]}}""")]
    [InlineData("""{"Format":2,"Stack":{"Project":"sales","Environment":"dev","Region":"us-east-2","Resources":[],"Extra":1}}""")]
    [InlineData("""{"Format":2,"Stack":{"Project":"sales","Region":"us-east-2","Resources":[]}}""")]
    [InlineData("""{"Format":2,"Stack":{"Project":"s","Environment":"e","Region":"r","Resources":[{"$type":"ship","Name":"n"}]}}""")]
    public void A_stack_of_another_version_is_refused(string text)
    {
        Assert.Equal("GR4030", Assert.Throws<ProblemException>(() => StackJson.Read(text)).Problems[0].Code);
    }

    static IReadOnlyList<Resource> EveryKind() =>
    [
        new ArtifactResource(new("bucket"), "a/b.json", "{}"),
        new BucketResource("bucket", "us-east-1"),
        new CrawlerResource("crawler", new("role"), new("database"), ["s3://b/"], ["**/_v/**"]),
        new DatabaseResource("database"),
        new EventSourceMappingResource("mapping", new("queue"), new("function"), 10),
        new FunctionResource("function", "arn:f", "Step", new("role"), "dotnet10", "h", 30, 256, ["l"], Pairs("A", "b"))
        {
            Package = new("package"),
        },
        new ItemTableResource("table", ["id"]) { Stream = StreamView.NewAndOldImages },
        new JobResource("job", new("arn:aws:iam::1:role/r"), "s3://b/j.py", "5.0", "G.1X", 2, 60, 0, 1, ["c"], Pairs("--a", "b")),
        new LogGroupResource("logs", 30),
        new PackageResource("package", new("bucket"), "p.zip", "00"),
        new PipeResource("pipe", new("role"), new("table"), ["""{"eventName":["INSERT"]}"""], """{"id":<$.eventID>}""", new("machine")),
        new QueueResource("queue") { DeadLetters = new(new("dead"), 3) },
        new RoleResource("role", "states.amazonaws.com", [new(["s3:GetObject"], ["*"])]),
        new RuleResource("rule", new("role"), """{"source":["x"]}""", new("machine"), null),
        new ScheduleResource("schedule", new("role"), "rate(1 day)", "UTC", new("machine"), "{}") { IsEnabled = false },
        new SecretResource("secret", "A password."),
        new StateMachineResource("machine", "arn:m", new("role"), "{}") { AllowedFunctions = [new("function")] },
        new TopicResource("topic") { Queues = [new("queue")] },
    ];

    static Dictionary<string, string> Pairs(string name, string value) => new(StringComparer.Ordinal) { [name] = value };
}
