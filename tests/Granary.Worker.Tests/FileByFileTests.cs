using Granary.Model.Datasets;
using System.Text;
using System.Text.Json.Nodes;
using Granary.Tables.Landing;

namespace Granary.Worker.Tests;

/// <summary>
/// A table that is landed file by file is the table that is landed at once: rows, rejects, account, and what is said when it cannot be
/// landed.
/// </summary>
public sealed class FileByFileTests
{
    public static TheoryData<string> Tables => [.. Scenes.Keys];

    public static TheoryData<string> Refused => [.. RefusedScenes.Keys];

    static readonly Dictionary<string, Func<LandingScene>> Scenes = new(StringComparer.Ordinal)
    {
        ["one file"] = () => Scene(null, ("a.csv", "id,name\n1,a\n2,\"b \"\"c\"\"\"\n"u8.ToArray())),
        ["bad rows"] = () => Scene(null, ("a.csv", [.. "a,b\n1,2\n1\n1,2,3\na,b\n\n5,\""u8, 0xE9, .. "\"\n7,8\n9,\"open\n10,11\n"u8])),
        ["several files with different columns"] = () =>
            Scene(
                null, ("a.csv", "id,name\n1,a\n"u8.ToArray()), ("b.csv", "Name,extra\nb,x\nc\n"u8.ToArray()), ("c.csv", ""u8.ToArray()),
                ("d.csv", "ID;name\n4;d\n"u8.ToArray())),
        ["a name that is taken"] = () => Scene(null, ("a.csv", "x,X,_run_id\n1,2,3\n"u8.ToArray())),
        ["gzip, zip, tabs, UTF-16"] = () =>
            Scene(
                null,
                ("a.csv.gz", Packed.Gzip("id,name\n1,a\n2\n"u8)),
                ("b.zip", Packed.Zip(("n.csv", "id,name\n3,b\n"), ("README.md", "no"), ("s.csv", "name,id\nc,4\n5\n"))),
                ("c.tsv", "id\tname\n6\tf,g\n"u8.ToArray()),
                ("d.csv", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("id,name\n7,é\n8\n")])),
        ["fixed widths"] = () =>
            Scene(
                """
                { "source": { "header": false, "fixedWidth": [{ "name": "id", "start": 1, "length": 3 }, { "name": "name", "start": 4,
                "length": 4 }] } }
                """,
                ("a.csv", "001abcd\n002\n003efgh\n"u8.ToArray())),
        ["declared columns"] = () =>
            Scene(
                """{ "columns": [{ "name": "id", "type": "bigint" }, { "name": "name", "type": "string" }], "key": ["id"] }""",
                ("a.csv", "id,name\n1,a\n1,b\n"u8.ToArray())),
        ["no rows, which is allowed"] = () => Scene("""{ "onEmpty": "allow" }""", ("a.csv", "id,name\n"u8.ToArray())),
        ["a header on a later line, comments and a footer"] = () =>
            Scene(
                """{ "source": { "skipLines": 1, "comment": "#", "footerRows": 1 } }""",
                ("a.csv", "title\nid,name\n# no\n1,a\n\nTotal,1\n"u8.ToArray())),
    };

    static readonly Dictionary<string, Func<LandingScene>> RefusedScenes = new(StringComparer.Ordinal)
    {
        ["GR3002"] = () => Scene(null, ("a.csv", "id,name\n"u8.ToArray()), ("b.csv", ""u8.ToArray())),
        ["GR3004"] = () =>
            Scene(
                null, ("a.csv.gz", Packed.Gzip("id,name\n1,a\n2,b\n"u8)[..^3]), ("b.csv", "id\n1\n"u8.ToArray()),
                ("c.zip", "no archive"u8.ToArray())),
        ["GR3005"] = () => Scene(null, ("a.csv", "id,id\n1,2\n"u8.ToArray()), ("b.csv", "x,x\n1,2\n"u8.ToArray())),
        ["GR3006"] = () =>
            Scene("""{ "columns": [{ "name": "identity", "type": "bigint" }] }""", ("a.csv", "id,amount\n1,2\n"u8.ToArray())),
        ["GR3010"] = () => Scene(null, ("a.csv", "id,\"name\n1,2\n"u8.ToArray()), ("b.csv", "id,name\n1,2\n"u8.ToArray())),
        ["GR3011"] = () => Scene("""{ "source": { "columns": ["a", "b"] } }""", ("a.csv", "x,y,z\n1,2,3\n"u8.ToArray())),
        ["GR3040"] = () => Scene("""{ "source": { "maxColumns": 2 } }""", ("a.csv", "x,y,z\n1,2,3\n"u8.ToArray())),
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Rows_rejects_and_account_are_those_of_the_table_landed_at_once(string name)
    {
        using var scene = Scenes[name]();

        var atOnce = await scene.LandAtOnceAsync();
        var oneByOne = await scene.LandOneByOneAsync();

        Assert.StartsWith("{", atOnce, StringComparison.Ordinal);
        Assert.Equal(atOnce, oneByOne);
        Assert.Equal(LandingScene.Rows(scene.AtOnce), LandingScene.Rows(scene.OneByOne));
        Assert.Equal(scene.Rejects(scene.AtOnce), scene.Rejects(scene.OneByOne));
        Assert.Equal(File.ReadAllText(scene.AtOnce.ColumnsFile), File.ReadAllText(scene.OneByOne.ColumnsFile));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_cannot_be_landed_is_refused_with_the_same_words(string code)
    {
        using var scene = RefusedScenes[code]();

        var atOnce = await scene.LandAtOnceAsync();
        var oneByOne = await scene.LandOneByOneAsync();

        Assert.StartsWith($"error[{code}]", atOnce, StringComparison.Ordinal);
        Assert.Equal(atOnce, oneByOne);
    }

    [Theory]
    [InlineData("evolve", "{")]
    [InlineData("freeze", "error[GR3126]")]
    [InlineData("quarantine", "{")]
    public async Task Columns_are_held_against_those_of_the_published_version(string drift, string begins)
    {
        using var scene = new LandingScene($$"""{ "drift": "{{drift}}" }""")
        {
            Written = new([new("id", "id", new ColumnType.BigInt()), new("name", "name", new ColumnType.String())]),
        };
        scene.Write("a.csv", "name,id\na,1\n");
        scene.Write("b.csv", "id,name,extra\n2,b,x\n");

        var atOnce = await scene.LandAtOnceAsync();
        var oneByOne = await scene.LandOneByOneAsync();

        Assert.StartsWith(begins, atOnce, StringComparison.Ordinal);
        Assert.Contains("extra", atOnce, StringComparison.Ordinal);
        Assert.Equal(atOnce, oneByOne);
        if (drift == "freeze")
            return;
        Assert.Equal(LandingScene.Rows(scene.AtOnce), LandingScene.Rows(scene.OneByOne));
        Assert.Equal(scene.Rejects(scene.AtOnce), scene.Rejects(scene.OneByOne));
        Assert.Equal(scene.Written.Columns, LandedTableFile.Read(scene.OneByOne).Written!.Columns);
    }

    [Fact]
    public async Task An_archive_of_nothing_but_documentation_is_refused()
    {
        using var scene = Scene("""{ "onEmpty": "allow" }""", ("a.zip", Packed.Zip(("README.md", "no"))));

        Assert.StartsWith("error[GR3002]: t/a.zip holds no data.", await scene.LandAtOnceAsync(), StringComparison.Ordinal);
        Assert.Equal(await scene.LandAtOnceAsync(), await scene.LandOneByOneAsync());
    }

    [Fact]
    public async Task Every_damaged_file_is_told_at_once()
    {
        using var scene = RefusedScenes["GR3004"]();

        Assert.Equal(2, (await scene.LandAtOnceAsync()).Split("error[GR3004]").Length - 1);
    }

    [Fact]
    public async Task A_file_that_is_another_one_than_was_surveyed_is_not_landed()
    {
        using var scene = new LandingScene();
        scene.Write("a.csv", "id,name\n1,a\n");
        var survey = await LandingScene.AskAsync(
            "survey", new()
            {
                ["table"] = scene.Table(),
                ["name"] = "t/a.csv",
                ["path"] = scene.PathOf("t/a.csv"),
            });
        var plan = await LandingScene.AskAsync("plan", new() { ["table"] = scene.Table(), ["surveys"] = new JsonArray(survey) });
        File.WriteAllText(scene.PathOf("t/a.csv"), "name,id\na,1\n");

        var landed = await scene.LandAsync(plan["plan"]!.AsObject(), "t/a.csv");

        Assert.Equal("GR3003", (string)Assert.Single(landed["problems"]!.AsArray())!["code"]!);
    }

    [Fact]
    public async Task What_the_values_can_be_is_joined_over_all_files()
    {
        using var scene = new LandingScene("""{ "columns": [{ "name": "id", "type": "bigint" }] }""");
        scene.Write("a.csv", "id,n,d,only_a\n1,7,2026-01-01,x\n");
        scene.Write("b.csv", "d,n,id\n2026-01-02,1.25,2\n");

        await scene.LandOneByOneAsync();

        var evidence = LandedTableFile.Read(scene.OneByOne).Evidence;
        Assert.Equal(["n", "d", "only_a"], evidence.Columns.Keys);
        Assert.Equal(["decimal(18,2)", "date", "string"], evidence.Columns.Values.Select(e => e.Type.ToString()!));
    }

    [Fact]
    public async Task Where_all_columns_are_declared_nobody_looks_at_the_values()
    {
        using var scene = Scenes["declared columns"]();

        await scene.LandOneByOneAsync();

        Assert.Empty(LandedTableFile.Read(scene.OneByOne).Evidence.Columns);
    }

    static LandingScene Scene(string? definition, params (string Name, byte[] Bytes)[] files)
    {
        var scene = new LandingScene(definition);
        foreach (var (name, bytes) in files)
            scene.Write(name, bytes);
        return scene;
    }
}
