using Granary.Home.Jobs;

namespace Granary.Home.Tests.Jobs;

public sealed class VersionsTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    DateTime _last = DateTime.MinValue;

    [Fact]
    public void The_last_three_stay()
    {
        foreach (var name in new[] { "a", "d", "c", "e", "b" })
            Create(name);

        Versions.RemoveOld(PathOf("b"), keep: 3);

        Assert.Equal(["b", "c", "e"], Names());
    }

    [Fact]
    public void The_version_that_was_written_stays_however_old_its_folder_is()
    {
        foreach (var name in new[] { "a", "b", "c", "d", "e" })
            Create(name);

        Versions.RemoveOld(PathOf("a") + "/", keep: 3);

        Assert.Equal(["a", "c", "d", "e"], Names());
    }

    [Fact]
    public void A_table_without_versions_is_let_be()
    {
        Versions.RemoveOld(PathOf("a"), keep: 3);

        Assert.False(Directory.Exists(PathOf("")));
    }

    public void Dispose() => _folder.Dispose();

    string PathOf(string name) => Path.Combine(_folder.Path, "table", "_v", name);

    /// <summary>The file system's clock goes in steps: made again until it has gone on.</summary>
    void Create(string name)
    {
        DateTime created;
        do
        {
            if (Directory.Exists(PathOf(name)))
                Directory.Delete(PathOf(name));
            created = Directory.CreateDirectory(PathOf(name)).CreationTimeUtc;
        }
        while (created <= _last);
        _last = created;
        File.WriteAllText(Path.Combine(PathOf(name), "part-00001.parquet"), name);
    }

    IEnumerable<string> Names() =>
        Directory.EnumerateDirectories(PathOf("")).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal);
}
