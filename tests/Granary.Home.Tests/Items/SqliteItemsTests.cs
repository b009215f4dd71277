using System.Text.Json.Nodes;
using Granary.Platform.Items;
using Granary.Platform.Stacks;

namespace Granary.Home.Tests.Items;

public sealed class SqliteItemsTests : IDisposable
{
    readonly TestHome _scene = new();

    public SqliteItemsTests() =>
        _scene.Home.Resources.Apply(
            TestHome.Stack(new ItemTableResource("Runs", ["jobId", "project"]), new ItemTableResource("Others", ["jobId"])));

    IItems Items => _scene.Home.Items;

    [Fact]
    public async Task An_item_is_found_as_it_was_written()
    {
        await Items.AddAsync("Runs", Item("""{ "jobId": {"S": "1"}, "project": {"S": "p"}, "n": {"N": "1.50"}, "l": {"L": [{"BOOL": true}, {"NULL": true}]}, "é": {"S": "\"ü\""} }"""), default);

        AssertItem(
            """{ "jobId": {"S": "1"}, "project": {"S": "p"}, "n": {"N": "1.50"}, "l": {"L": [{"BOOL": true}, {"NULL": true}]}, "é": {"S": "\"ü\""} }""",
            await Items.FindAsync("Runs", Key("1"), default));
    }

    [Fact]
    public async Task The_order_of_key_attributes_does_not_matter()
    {
        await Items.AddAsync("Runs", Item("""{ "project": {"S": "p"}, "x": {"S": ""}, "jobId": {"S": "1"} }"""), default);

        Assert.NotNull(await Items.FindAsync("Runs", Item("""{ "project": {"S": "p"}, "jobId": {"S": "1"} }"""), default));
    }

    [Fact]
    public async Task Neither_another_key_nor_another_table_has_the_item()
    {
        await Items.AddAsync("Runs", Key("1"), default);

        Assert.Null(await Items.FindAsync("Runs", Key("2"), default));
        Assert.Null(await Items.FindAsync("Others", Key("1"), default));
    }

    [Fact]
    public async Task A_key_is_taken_once()
    {
        await Items.AddAsync("Runs", Item("""{ "jobId": {"S": "1"}, "project": {"S": "p"}, "v": {"S": "first"} }"""), default);

        await Assert.ThrowsAsync<ItemsException>(() =>
            Items.AddAsync("Runs", Item("""{ "jobId": {"S": "1"}, "project": {"S": "p"}, "v": {"S": "second"} }"""), default));

        Assert.Equal("first", (string)(await Items.FindAsync("Runs", Key("1"), default))!["v"]!["S"]!);
    }

    [Fact]
    public async Task An_update_sets_attributes_and_leaves_the_others()
    {
        await Items.AddAsync("Runs", Item("""{ "jobId": {"S": "1"}, "project": {"S": "p"}, "a": {"S": "a"}, "b": {"S": "b"} }"""), default);

        await Items.UpdateAsync("Runs", Key("1"), Item("""{ "b": {"S": "B"}, "c": {"S": "C"} }"""), default);

        AssertItem(
            """{ "jobId": {"S": "1"}, "project": {"S": "p"}, "a": {"S": "a"}, "b": {"S": "B"}, "c": {"S": "C"} }""",
            await Items.FindAsync("Runs", Key("1"), default));
    }

    [Fact]
    public async Task An_update_needs_its_item()
    {
        await Assert.ThrowsAsync<ItemsException>(() => Items.UpdateAsync("Runs", Key("1"), Item("""{ "b": {"S": "B"} }"""), default));

        Assert.Null(await Items.FindAsync("Runs", Key("1"), default));
    }

    [Fact]
    public async Task An_update_does_not_change_the_key()
    {
        await Items.AddAsync("Runs", Key("1"), default);

        await Assert.ThrowsAsync<ItemsException>(() => Items.UpdateAsync("Runs", Key("1"), Item("""{ "jobId": {"S": "2"} }"""), default));

        AssertItem("""{ "jobId": {"S": "1"}, "project": {"S": "p"} }""", await Items.FindAsync("Runs", Key("1"), default));
    }

    [Fact]
    public async Task A_table_or_a_key_attribute_that_is_missing_is_named()
    {
        Assert.Contains(
            "Nowhere",
            (await Assert.ThrowsAsync<ItemsException>(() => Items.AddAsync("Nowhere", Key("1"), default))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "project",
            (await Assert.ThrowsAsync<ItemsException>(() => Items.AddAsync("Runs", Item("""{ "jobId": {"S": "1"} }"""), default))).Message,
            StringComparison.Ordinal);
        await Assert.ThrowsAsync<ItemsException>(() => Items.FindAsync("Runs", [], default));
    }

    [Fact]
    public async Task Items_outlive_the_program()
    {
        await Items.AddAsync("Runs", Key("1"), default);

        _scene.Reopen();

        Assert.NotNull(await Items.FindAsync("Runs", Key("1"), default));
    }

    public void Dispose() => _scene.Dispose();

    static JsonObject Item(string json) => JsonNode.Parse(json)!.AsObject();

    static JsonObject Key(string jobId) => Item($$"""{ "jobId": {"S": "{{jobId}}"}, "project": {"S": "p"} }""");

    static void AssertItem(string expected, JsonObject? actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), actual?.ToJsonString());
}
