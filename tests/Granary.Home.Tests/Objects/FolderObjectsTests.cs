using Granary.Home.Objects;
using Granary.Platform.Objects;

namespace Granary.Home.Tests.Objects;

public sealed class FolderObjectsTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    FolderObjects Objects => new(Path.Combine(_folder.Path, "buckets"));

    [Fact]
    public async Task Lists_the_objects_below_a_prefix_with_their_sizes()
    {
        _folder.Write("buckets/b/p/dbo/t/1.csv", "12345");
        _folder.Write("buckets/b/p/dbo/t.csv", "");
        _folder.Write("buckets/b/p/dbo2/x.csv", "1");
        _folder.Write("buckets/b/other.csv", "1");
        _folder.Write("buckets/c/p/dbo/t.csv", "1");

        Assert.Equal([new("p/dbo/t.csv", 0), new("p/dbo/t/1.csv", 5)], await ListAsync("b", "p/dbo/"));
        Assert.Equal(["p/dbo/t.csv", "p/dbo/t/1.csv", "p/dbo2/x.csv"], Keys(await ListAsync("b", "p/dbo")));
        Assert.Equal(4, (await ListAsync("b", "")).Count);
        Assert.Empty(await ListAsync("b", "p/DBO/"));
        Assert.Empty(await ListAsync("b", "nowhere/"));
        Assert.Empty(await ListAsync("b", "/"));
    }

    [Fact]
    public async Task An_empty_folder_is_no_object()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "buckets", "b", "p", "dbo"));

        Assert.Empty(await ListAsync("b", "p/dbo/"));
    }

    [Fact]
    public async Task Hidden_files_are_objects_too()
    {
        _folder.Write("buckets/b/.hidden/.file", "1");

        Assert.Equal([".hidden/.file"], Keys(await ListAsync("b", "")));
    }

    [Fact]
    public async Task Keys_stand_in_the_order_of_their_bytes()
    {
        // UTF-16 would put the emoji before the full-width tilde.
        foreach (var name in new[] { "a/b", "a-b", "ａ～", "😀", "Z", "é" })
            _folder.Write($"buckets/b/{name}", "");

        Assert.Equal(["Z", "a-b", "a/b", "é", "ａ～", "😀"], Keys(await ListAsync("b", "")));
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_no_empty_one()
    {
        await Assert.ThrowsAsync<ObjectsException>(() => ListAsync("nowhere", ""));
    }

    [Fact]
    public async Task A_bucket_is_there_once_it_is_ensured()
    {
        Objects.Ensure("b");
        Objects.Ensure("b");

        Assert.Empty(await ListAsync("b", ""));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("a/..")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("./a")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a\\..\\b")]
    [InlineData("a\0b")]
    [InlineData("/")]
    public void A_key_that_a_folder_would_understand_otherwise_is_refused(string key)
    {
        Assert.Throws<ObjectsException>(() => Objects.PathOf("b", key));
        Assert.Throws<ObjectsException>(() => Objects.PathOf($"s3://b/{key}"));
    }

    [Theory]
    [InlineData("../")]
    [InlineData("../c/")]
    [InlineData("p/../../c/")]
    [InlineData("./")]
    [InlineData("p/../")]
    public async Task A_prefix_does_not_lead_out_of_the_bucket(string prefix)
    {
        _folder.Write("buckets/b/p/x", "");
        _folder.Write("buckets/c/secret", "");

        await Assert.ThrowsAsync<ObjectsException>(() => ListAsync("b", prefix));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a b")]
    [InlineData("a\0")]
    [InlineData("ä")]
    public void A_name_that_is_none_of_a_bucket_is_refused(string bucket)
    {
        Assert.Throws<ObjectsException>(() => Objects.PathOf(bucket, "key"));
        Assert.Throws<ObjectsException>(() => Objects.Ensure(bucket));
    }

    [Theory]
    [InlineData("a...b")]
    [InlineData("a b/ü.csv")]
    [InlineData("..a")]
    [InlineData("x=1/y=%2F")]
    public void Other_keys_are_paths_below_the_bucket(string key)
    {
        Assert.Equal(Path.Combine(_folder.Path, "buckets", "b", key), Objects.PathOf("b", key));
    }

    [Theory]
    [InlineData("s3://b/k/l.csv", "b", "k/l.csv")]
    [InlineData("s3://b/", "b", "")]
    [InlineData("s3://b", "b", "")]
    public void An_address_is_a_bucket_and_a_key(string address, string bucket, string key)
    {
        Assert.Equal((bucket, key), FolderObjects.Split(address));
    }

    [Theory]
    [InlineData("http://b/k")]
    [InlineData("/tmp/x")]
    [InlineData("S3://b/k")]
    public void Other_addresses_are_refused(string address)
    {
        Assert.Throws<ObjectsException>(() => FolderObjects.Split(address));
    }

    public void Dispose() => _folder.Dispose();

    async Task<List<StoredObject>> ListAsync(string bucket, string prefix)
    {
        var found = new List<StoredObject>();
        await foreach (var item in Objects.ListAsync(bucket, prefix, CancellationToken.None))
            found.Add(item);
        return found;
    }

    static IEnumerable<string> Keys(IEnumerable<StoredObject> objects) => objects.Select(o => o.Key);
}
