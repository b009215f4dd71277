using System.Text.Json.Nodes;
using Granary.Home;
using Granary.Platform.Items;
using Granary.Platform.Stacks;

namespace Granary.Platform.Tests.Items;

/// <summary>
/// What every implementation of <see cref="IItems"/> does. There are two tables: Runs (jobId, project) and Others (jobId).
/// </summary>
/// <remarks>Documented: DynamoDB API reference and developer guide.</remarks>
public abstract class ItemsConformance : IDisposable
{
    protected abstract IItems Items { get; }

    [Fact]
    public async Task An_item_is_found_as_it_was_written()
    {
        const string Written = """
            {
              "jobId": {"S": "1"}, "project": {"S": "p"}, "n": {"N": "1.5"},
              "l": {"L": [{"BOOL": true}, {"NULL": true}]}, "é": {"S": "\"ü\""}
            }
            """;

        await PutAsync(Written);

        AssertItem(Written, await FindAsync(Key("1")));
    }

    [Fact]
    public async Task A_number_comes_back_in_its_shortest_form()
    {
        await PutAsync("""{ "jobId": {"S": "1"}, "project": {"S": "p"}, "n": {"N": "+1.50"} }""");

        Assert.Equal("1.5", (string)(await FindAsync(Key("1")))!["n"]!["N"]!);
    }

    [Fact]
    public async Task The_order_of_key_attributes_does_not_matter()
    {
        await PutAsync("""{ "project": {"S": "p"}, "x": {"S": ""}, "jobId": {"S": "1"} }""");

        Assert.NotNull(await FindAsync(Item("""{ "project": {"S": "p"}, "jobId": {"S": "1"} }""")));
    }

    [Fact]
    public async Task Neither_another_key_nor_another_table_has_the_item()
    {
        await PutAsync(Key("1"));

        Assert.Null(await FindAsync(Key("2")));
        Assert.Null(await FindAsync(Item("""{ "jobId": {"S": "1"} }"""), "Others"));
        Assert.Equal([true, false], await AreThereAsync("1", "2"));
    }

    [Fact]
    public async Task A_put_takes_the_place_of_the_item_unless_its_condition_fails()
    {
        await PutAsync("""{ "jobId": {"S": "1"}, "project": {"S": "p"}, "v": {"S": "first"} }""");
        var second = Item("""{ "jobId": {"S": "1"}, "project": {"S": "p"}, "w": {"S": "second"} }""");

        Assert.Equal(ItemsError.ConditionFailed, await RefusalAsync(new ItemWrite.Put("Runs", second, Condition.HasNot("jobId"))));
        Assert.Equal("first", (string)(await FindAsync(Key("1")))!["v"]!["S"]!);
        var written = await Items.WriteAsync(new ItemWrite.Put("Runs", second, Condition.Has("jobId")), default);

        Assert.Equal(("first", null), ((string)written.Old!["v"]!["S"]!, written.New!["v"]));
        AssertItem(second.ToJsonString(), await FindAsync(Key("1")));
    }

    [Fact]
    public async Task An_update_sets_attributes_and_leaves_the_others()
    {
        await PutAsync("""{ "jobId": {"S": "1"}, "project": {"S": "p"}, "a": {"S": "a"}, "b": {"S": "b"} }""");

        await Items.WriteAsync(Setting("1", """{ "b": {"S": "B"}, "c": {"S": "C"} }"""), default);

        AssertItem(
            """{ "jobId": {"S": "1"}, "project": {"S": "p"}, "a": {"S": "a"}, "b": {"S": "B"}, "c": {"S": "C"} }""",
            await FindAsync(Key("1")));
    }

    [Fact]
    public async Task An_update_creates_an_item_unless_it_must_be_there()
    {
        var update = Setting("1", """{ "b": {"S": "B"} }""");

        Assert.Equal(ItemsError.ConditionFailed, await RefusalAsync(update with { Condition = Condition.Has("jobId") }));
        Assert.Null(await FindAsync(Key("1")));
        await Items.WriteAsync(update, default);

        AssertItem("""{ "jobId": {"S": "1"}, "project": {"S": "p"}, "b": {"S": "B"} }""", await FindAsync(Key("1")));
    }

    [Fact]
    public async Task An_update_does_not_change_the_key()
    {
        await PutAsync(Key("1"));

        Assert.Equal(ItemsError.Validation, await RefusalAsync(Setting("1", """{ "jobId": {"S": "2"} }""")));
        AssertItem(Key("1").ToJsonString(), await FindAsync(Key("1")));
    }

    [Fact]
    public async Task A_deleted_item_is_gone_and_deleting_it_again_is_no_error()
    {
        await PutAsync(Key("1"));

        Assert.NotNull((await Items.WriteAsync(new ItemWrite.Delete("Runs", Key("1")), default)).Old);
        Assert.Null((await Items.WriteAsync(new ItemWrite.Delete("Runs", Key("1")), default)).Old);
        Assert.Null(await FindAsync(Key("1")));
    }

    [Fact]
    public async Task A_table_or_a_key_that_does_not_fit_is_refused()
    {
        Assert.Equal(ItemsError.TableNotFound, await RefusalAsync(new ItemWrite.Put("Nowhere", Key("1"))));
        Assert.Equal(ItemsError.Validation, await RefusalAsync(new ItemWrite.Put("Runs", Item("""{ "jobId": {"S": "1"} }"""))));
        Assert.Equal(ItemsError.Validation, await RefusalAsync(new ItemWrite.Delete("Runs", Item("""{ "jobId": {"S": "1"} }"""))));
        Assert.Equal(
            ItemsError.Validation,
            await RefusalAsync(new ItemWrite.Put("Runs", Item("""{ "jobId": {"S": ""}, "project": {"S": "p"} }"""))));
        await Assert.ThrowsAsync<ItemsException>(() => FindAsync([]));
    }

    [Fact]
    public async Task A_query_reads_one_partition_in_the_order_of_the_sort_key_page_by_page()
    {
        foreach (var project in new[] { "c", "a", "b" })
            await PutAsync($$"""{ "jobId": {"S": "1"}, "project": {"S": "{{project}}"}, "n": {"N": "1"} }""");
        await PutAsync("""{ "jobId": {"S": "2"}, "project": {"S": "a"} }""");
        var query = new ItemQuery("Runs", KeyCondition.Of(Is("jobId", "1")), Condition.Has("n")) { Limit = 2 };

        var first = await Items.QueryAsync(query, default);
        var second = await Items.QueryAsync(query with { StartAfter = first.LastKey }, default);
        var backwards = await Items.QueryAsync(query with { IsDescending = true, Limit = null }, default);

        Assert.Equal(("a b", 2), (Projects(first), first.Scanned));
        Assert.Equal(("c", null), (Projects(second), second.LastKey));
        Assert.Equal("c b a", Projects(backwards));
        await Assert.ThrowsAsync<ItemsException>(() =>
            Items.QueryAsync(new("Runs", KeyCondition.Of(Is("project", "a"))), default));
    }

    [Fact]
    public async Task A_scan_filters_after_it_has_counted()
    {
        await PutAsync("""{ "jobId": {"S": "1"}, "project": {"S": "a"}, "n": {"N": "1"} }""");
        await PutAsync("""{ "jobId": {"S": "2"}, "project": {"S": "a"} }""");

        var page = await Items.ScanAsync(new("Runs", Condition.Has("n")), default);

        Assert.Equal((1, 2, null), (page.Items.Count, page.Scanned, page.LastKey));
    }

    [Fact]
    public async Task A_transaction_happens_as_a_whole_or_not_at_all()
    {
        await PutAsync(Key("1"));

        var refused = await Assert.ThrowsAsync<ItemsException>(() => Items.TransactAsync(
            [
                new ItemWrite.Delete("Runs", Key("1")), new ItemWrite.Check("Runs", Key("3"), Condition.Has("jobId")),
            ],
            default));
        Assert.Equal(ItemsError.TransactionCanceled, refused.Error);
        Assert.EndsWith("[None, ConditionalCheckFailed]", refused.Message);
        Assert.Single(await Items.ReadChangesAsync("Runs", 0, 10, default));
        await Items.TransactAsync([new ItemWrite.Delete("Runs", Key("1")), new ItemWrite.Put("Runs", Key("2"))], default);

        Assert.Equal([false, true], await AreThereAsync("1", "2"));
    }

    [Fact]
    public async Task A_batch_has_one_write_of_an_item()
    {
        await Items.WriteAllAsync([new ItemWrite.Put("Runs", Key("1")), new ItemWrite.Put("Runs", Key("2"))], default);

        await Assert.ThrowsAsync<ItemsException>(() =>
            Items.WriteAllAsync([new ItemWrite.Put("Runs", Key("3")), new ItemWrite.Delete("Runs", Key("3"))], default));
        Assert.Equal(2, (await Items.ScanAsync(new("Runs"), default)).Items.Count);
    }

    [Fact]
    public async Task Each_change_is_in_the_feed_with_both_images()
    {
        await PutAsync("""{ "jobId": {"S": "1"}, "project": {"S": "p"}, "v": {"S": "a"} }""");
        await Items.WriteAsync(Setting("1", """{ "v": {"S": "b"} }"""), default);
        await Items.WriteAsync(new ItemWrite.Delete("Runs", Key("1")), default);
        await Items.WriteAsync(new ItemWrite.Put("Others", Item("""{ "jobId": {"S": "1"} }""")), default);

        var changes = await Items.ReadChangesAsync("Runs", 0, 10, default);

        Assert.Equal([ItemChangeKind.Insert, ItemChangeKind.Modify, ItemChangeKind.Remove], changes.Select(c => c.Kind));
        Assert.Equal([null, "a", "b"], changes.Select(c => (string?)c.OldImage?["v"]?["S"]));
        Assert.Equal(["a", "b", null], changes.Select(c => (string?)c.NewImage?["v"]?["S"]));
        Assert.All(changes, c => AssertItem(Key("1").ToJsonString(), c.Keys));
        Assert.Equal(changes.Select(c => c.Sequence).Distinct().Order(), changes.Select(c => c.Sequence));
    }

    [Fact]
    public async Task The_feed_is_read_from_a_position()
    {
        foreach (var id in new[] { "1", "2", "3" })
            await PutAsync(Key(id));
        var first = await Items.ReadChangesAsync("Runs", 0, 2, default);

        var rest = await Items.ReadChangesAsync("Runs", first[^1].Sequence, 2, default);

        Assert.Equal(["1", "2", "3"], first.Concat(rest).Select(c => (string)c.Keys["jobId"]!["S"]!));
        Assert.Empty(await Items.ReadChangesAsync("Runs", rest[^1].Sequence, 2, default));
    }

    [Fact]
    public async Task What_changes_nothing_is_not_in_the_feed()
    {
        await PutAsync(Key("1"));
        await PutAsync(Key("1"));
        await Items.WriteAsync(new ItemWrite.Delete("Runs", Key("2")), default);
        await RefusalAsync(new ItemWrite.Put("Runs", Key("1"), Condition.HasNot("jobId")));

        Assert.Single(await Items.ReadChangesAsync("Runs", 0, 10, default));
    }

    public virtual void Dispose() => GC.SuppressFinalize(this);

    protected static JsonObject Item(string json) => JsonNode.Parse(json)!.AsObject();

    protected static JsonObject Key(string jobId) => Item($$"""{ "jobId": {"S": "{{jobId}}"}, "project": {"S": "p"} }""");

    protected Task<JsonObject?> FindAsync(JsonObject key, string table = "Runs") => Items.FindAsync(new(table, key), default);

    protected Task PutAsync(JsonObject item) => Items.WriteAsync(new ItemWrite.Put("Runs", item), default);

    Task PutAsync(string item) => PutAsync(Item(item));

    async Task<ItemsError> RefusalAsync(ItemWrite write) =>
        (await Assert.ThrowsAsync<ItemsException>(() => Items.WriteAsync(write, default))).Error;

    async Task<IEnumerable<bool>> AreThereAsync(params string[] jobIds) =>
        (await Items.FindAllAsync([.. jobIds.Select(id => new ItemKey("Runs", Key(id)))], default)).Select(i => i is not null);

    static ItemWrite.Update Setting(string jobId, string attributes) =>
        new("Runs", Key(jobId), UpdateExpression.Setting(Item(attributes)));

    static Condition.Compare Is(string attribute, string text) =>
        new("=", new Operand.At(new([attribute])), new Operand.Fixed(AttributeValue.Of("S", text)));

    static string Projects(ItemPage page) => string.Join(' ', page.Items.Select(i => (string)i["project"]!["S"]!));

    static void AssertItem(string expected, JsonObject? actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), actual?.ToJsonString());
}

public sealed class MemoryItemsTests : ItemsConformance
{
    readonly MemoryItems _items = new(TimeProvider.System);

    public MemoryItemsTests()
    {
        _items.Add("Runs", ["jobId", "project"], []);
        _items.Add("Others", ["jobId"], []);
    }

    protected override IItems Items => _items;
}

public sealed class SqliteItemsTests : ItemsConformance
{
    readonly TemporaryFolder _folder = new();
    LocalHome _home;

    public SqliteItemsTests()
    {
        _home = LocalHome.Open(_folder.Path, TimeProvider.System);
        _home.Resources.Put(new ItemTableResource("Runs", ["jobId", "project"]));
        _home.Resources.Put(new ItemTableResource("Others", ["jobId"]));
    }

    protected override IItems Items => _home.Items;

    [Fact]
    public async Task Items_and_their_changes_outlive_the_program()
    {
        await PutAsync(Key("1"));

        _home.Dispose();
        _home = LocalHome.Open(_folder.Path, TimeProvider.System);

        Assert.NotNull(await FindAsync(Key("1")));
        Assert.Single(await Items.ReadChangesAsync("Runs", 0, 10, default));
    }

    public override void Dispose()
    {
        _home.Dispose();
        _folder.Dispose();
        base.Dispose();
    }
}
