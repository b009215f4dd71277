using System.Text.Json;
using Granary.Model;
using Granary.Tables.Ledger;
using Granary.Tables.Sources;
using Granary.Tables.Stages;

namespace Granary.Tables.Tests.Sources;

public sealed class SourceUnitTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Of_an_archive_each_member_with_data_is_one()
    {
        var path = _folder.Write("a.zip", Packed.Zip(("n/b.csv", "a\n"), ("README.md", "no"), (".c.csv", "no"), ("d.csv", "a\n1\n")));
        var leftOut = new List<string>();

        var units = SourceUnit.In("t/a.zip", path, leftOut);

        Assert.Equal(
            [new SourceUnit.ArchiveMember("t/a.zip", "n/b.csv"), new SourceUnit.ArchiveMember("t/a.zip", "d.csv")],
            units.Select(u => u.Unit));
        Assert.Equal(["t/a.zip/n/b.csv", "t/a.zip/d.csv"], units.Select(u => u.Unit.Name));
        Assert.Equal(["t/a.zip/README.md", "t/a.zip/.c.csv"], leftOut);
        Assert.Equal([("t/a.zip", "12/n/b.csv"), ("t/a.zip", "12/d.csv")], units.Select(u => (u.Unit.File, u.Unit.IdentityOf("12"))));
    }

    [Fact]
    public void A_file_below_a_folder_that_is_called_as_an_archive_is_a_file()
    {
        var unit = Assert.Single(SourceUnit.In("t/a.zip/b.csv", _folder.Write("a.zip/b.csv", "a\n1\n"), [])).Unit;

        Assert.Equal(new SourceUnit.WholeFile("t/a.zip/b.csv"), unit);
        Assert.Equal(("t/a.zip/b.csv", "12"), (unit.File, unit.IdentityOf("12")));
        Assert.NotEqual<SourceUnit>(new SourceUnit.ArchiveMember("t/a.zip", "b.csv"), unit);
    }

    [Fact]
    public void A_member_that_is_unpacked_goes_again()
    {
        var path = _folder.Write("a.zip", Packed.Zip(("n/b.csv", "a\n1\n")));
        string copy;

        using (var text = new SourceUnit.ArchiveMember("t/a.zip", "n/b.csv").Unpack(path, _folder.Path, CancellationToken.None))
        {
            copy = text.Path;
            Assert.Equal("a\n1\n", File.ReadAllText(copy));
        }

        Assert.False(File.Exists(copy));
        new SourceUnit.WholeFile("t/a.zip").Unpack(path, _folder.Path, CancellationToken.None).Dispose();
        Assert.True(File.Exists(path));
    }

    [Fact]
    public void Is_stored_with_the_account_of_its_rows()
    {
        var version = new TableVersion(_folder.Path, "s3://b/t/");
        SourceUnit[] units = [new SourceUnit.WholeFile("t/a.zip/b.csv"), new SourceUnit.ArchiveMember("t/b.zip", "n/b.csv")];
        var account = new StageAccount(
            "landing", "t", "s3://b/t/", TimeSpan.Zero, null, [.. units.Select(u => new SourceAccount(u, "12", 1, 1, 0, 1, 1, 0, 0))], []);

        AccountFile.Write(version, account);

        Assert.Equal(units, AccountFile.Read(version).Sources.Select(s => s.Source));
    }

    [Fact]
    public void An_account_that_does_not_tell_files_from_members_is_refused()
    {
        var version = new TableVersion(_folder.Path, "s3://b/t/");
        _folder.Write("_account.json", """
            { "Stage": "landing", "Table": "t", "Location": "s3://b/t/", "Elapsed": "00:00:01", "Derived": null, "Files": [
              { "Path": "t/a.zip/b.csv", "Sha256": "12", "Bytes": 1, "Records": 1, "Skipped": 0, "Read": 1, "Written": 1, "Rejected": 0,
                "Duplicate": 0 }
            ], "Notes": [] }
            """);

        Assert.Equal("GR3253", Assert.Single(Assert.Throws<ProblemException>(() => AccountFile.Read(version)).Problems).Code);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("""{ "archive": "t/a.zip" }""")]
    [InlineData("""{ "archive": "t/a.zip", "member": 1 }""")]
    public void Anything_else_is_not_a_source(string json)
    {
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<SourceUnit>(json));
    }

    public void Dispose() => _folder.Dispose();
}
