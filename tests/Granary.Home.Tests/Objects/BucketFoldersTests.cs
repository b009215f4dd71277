using Granary.Home.Objects;
using Granary.Platform.Objects;

namespace Granary.Home.Tests.Objects;

public sealed class BucketFoldersTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    BucketFolders Objects => new(Path.Combine(_folder.Path, "buckets"));

    [Fact]
    public void A_bucket_exists_once_it_is_ensured()
    {
        Assert.False(Objects.Exists("b"));
        Objects.Ensure("b");
        Objects.Ensure("b");

        Assert.True(Objects.Exists("b"));
    }

    [Theory]
    [MemberData(nameof(HostileKeys.All), MemberType = typeof(HostileKeys))]
    public void A_key_that_a_folder_would_understand_otherwise_is_refused(string key)
    {
        Assert.Throws<ObjectsException>(() => Objects.PathOf("b", key));
        Assert.Throws<ObjectsException>(() => Objects.PathOf($"s3://b/{key}"));
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
    public void A_name_that_is_not_valid_for_a_bucket_is_refused(string bucket)
    {
        Assert.Throws<ObjectsException>(() => Objects.PathOf(bucket, "key"));
        Assert.Throws<ObjectsException>(() => Objects.Ensure(bucket));
        Assert.False(Objects.Exists(bucket));
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
        Assert.Equal(new(bucket, key), ObjectAddress.Parse(address));
    }

    [Theory]
    [InlineData("http://b/k")]
    [InlineData("/tmp/x")]
    [InlineData("S3://b/k")]
    public void Other_addresses_are_refused(string address)
    {
        Assert.Throws<ObjectsException>(() => ObjectAddress.Parse(address));
    }

    public void Dispose() => _folder.Dispose();
}
