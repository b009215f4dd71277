using Granary.Home;
using Granary.Home.Objects;
using Granary.Home.Runs;
using Granary.Platform.Objects;

namespace Granary.Platform.Tests.Objects;

public sealed class HomeObjectsTests : ObjectsConformance
{
    readonly TemporaryFolder _folder = new();
    readonly SettableClock _clock = new();
    readonly LocalHome _home;

    public HomeObjectsTests()
    {
        _home = LocalHome.Open(_folder.Path, _clock);
        _home.Objects.Ensure("store");
        _home.Objects.Ensure("other");
        Objects = new HomeObjects(_home);
    }

    protected override IObjects Objects { get; }

    [Theory]
    [MemberData(nameof(HostileKeys.All), MemberType = typeof(HostileKeys))]
    [InlineData("folder/")]
    public async Task A_key_that_a_folder_would_understand_otherwise_is_refused(string key)
    {
        var address = new ObjectAddress("store", key);

        await ExpectAsync(ObjectsError.InvalidKey, () => PutAsync(address, "x"));
        await ExpectAsync(ObjectsError.InvalidKey, () => Objects.StartUploadAsync(address, ObjectHeader.Default, default));
        Assert.Null(await Objects.FindAsync(address, default));
        await Objects.DeleteAsync("store", [key], default);
        AssertNothingTemporary();
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a/b.txt/c")]
    public async Task A_key_cannot_be_both_an_object_and_a_folder(string key)
    {
        await PutAsync(new("store", "a/b.txt"), "hello");

        await ExpectAsync(ObjectsError.InvalidKey, () => PutAsync(new("store", key), ""));

        Assert.Equal("hello", await ReadAsync(new("store", "a/b.txt")));
        AssertNothingTemporary();
    }

    [Fact]
    public async Task A_part_of_a_key_is_as_long_as_the_name_of_a_file_can_be()
    {
        await PutAsync(new("store", new string('k', 255)), "");

        await ExpectAsync(ObjectsError.InvalidKey, () => PutAsync(new("store", new string('k', 256)), ""));
        Assert.Null(await Objects.FindAsync(new("store", new string('k', 256)), default));
        AssertNothingTemporary();
    }

    [Fact]
    public async Task A_file_that_somebody_else_has_put_there_is_an_object()
    {
        await PutAsync(new("store", "x"), "1", new("text/plain", new Dictionary<string, string>()));
        _folder.Write("buckets/store/x", "hello");

        var found = await Objects.FindAsync(new("store", "x"), default);

        Assert.Equal(("5d41402abc4b2a76b9719d911017c592", "binary/octet-stream"), (found!.ETag, found.Header.ContentType));
    }

    [Fact]
    public async Task An_upload_can_be_continued_by_another_process_until_it_is_too_old()
    {
        var address = new ObjectAddress("store", "x");
        var (kept, old) = (
            await Objects.StartUploadAsync(address, ObjectHeader.Default, default),
            await Objects.StartUploadAsync(address, ObjectHeader.Default, default));
        var part = await PutPartAsync(kept, 1, [1]);
        await PutPartAsync(old, 1, [1]);
        OrphanCleanup.Run(_home);

        await new HomeObjects(_home).CompleteUploadAsync(kept, [part], null, default);
        Assert.Equal([old], await Objects.ListUploadsAsync("store", default).ToListAsync());
        _clock.Now += ObjectUpload.Lifetime + TimeSpan.FromMinutes(1);
        OrphanCleanup.Run(_home);

        Assert.Empty(await Objects.ListUploadsAsync("store", default).ToListAsync());
        AssertNothingTemporary();
    }

    [Fact]
    public async Task A_write_that_was_killed_is_removed_when_it_is_old()
    {
        var left = _folder.Write("tmp/object-0123", "half");

        OrphanCleanup.Run(_home);
        Assert.True(File.Exists(left));
        _clock.Now += ObjectUpload.Lifetime + TimeSpan.FromMinutes(1);
        OrphanCleanup.Run(_home);

        AssertNothingTemporary();
        Assert.Empty(await KeysAsync(""));
    }

    [Fact]
    public async Task A_part_has_no_name_that_leads_out_of_its_upload()
    {
        var upload = await Objects.StartUploadAsync(new("store", "x"), ObjectHeader.Default, default);
        _folder.Write("tmp/secret", "secret");

        await ExpectAsync(
            ObjectsError.InvalidPart, () => Objects.CompleteUploadAsync(upload, [new(1, "/../../secret")], null, default));
        await ExpectAsync(
            ObjectsError.UploadNotFound, () => Objects.CompleteUploadAsync(upload with { Id = "../.." }, [new(1, "e")], null, default));
    }

    public override void Dispose()
    {
        _home.Dispose();
        _folder.Dispose();
        base.Dispose();
    }

    void AssertNothingTemporary() => Assert.Empty(Directory.EnumerateFileSystemEntries(_home.TemporaryFolder("")));

    /// <summary>Stands where it is set.</summary>
    sealed class SettableClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
