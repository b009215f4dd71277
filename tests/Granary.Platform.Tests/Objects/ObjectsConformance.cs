using System.Text;
using Granary.Platform.Objects;

namespace Granary.Platform.Tests.Objects;

/// <summary>What every implementation of <see cref="IObjects"/> does. There are two buckets: store and other.</summary>
/// <remarks>Documented: Amazon S3 API reference, PutObject, GetObject, ListObjectsV2, CompleteMultipartUpload.</remarks>
public abstract class ObjectsConformance : IDisposable
{
    static readonly ObjectAddress Key = new("store", "a/b.txt");

    protected abstract IObjects Objects { get; }

    [Fact]
    public async Task An_object_is_read_as_it_was_written()
    {
        var header = new ObjectHeader("text/plain", new Dictionary<string, string> { ["kind"] = "ü" });

        var etag = await PutAsync(Key, "hello", header);

        Assert.Equal("hello", await ReadAsync(Key));
        var found = await Objects.FindAsync(Key, default);
        Assert.Equal((Key.Key, 5, etag), (found!.Object.Key, found.Object.Size, found.ETag));
        Assert.Equal(("text/plain", "ü"), (found.Header.ContentType, found.Header.Metadata["kind"]));
    }

    [Fact]
    public async Task An_object_is_replaced_as_a_whole_with_what_was_recorded_of_it()
    {
        var first = await PutAsync(Key, "hello, world", new("text/plain", new Dictionary<string, string> { ["kind"] = "x" }));
        var second = await PutAsync(Key, "");

        Assert.NotEqual(first, second);
        Assert.Equal("", await ReadAsync(Key));
        Assert.Equal("binary/octet-stream", (await Objects.FindAsync(Key, default))!.Header.ContentType);
        Assert.Equal(first, await PutAsync(Key, "hello, world"));
    }

    [Fact]
    public async Task An_object_that_is_replaced_or_deleted_is_read_to_its_end_as_it_was()
    {
        await PutAsync(Key, "before");
        await using var replaced = await Objects.GetAsync(Key, null, default);
        await PutAsync(Key, "behind, and longer");
        await using var deleted = await Objects.GetAsync(Key, null, default);
        await Objects.DeleteAsync("store", [Key.Key], default);

        Assert.Equal("before", await TextAsync(replaced));
        Assert.Equal("behind, and longer", await TextAsync(deleted));
    }

    [Theory]
    [InlineData(1L, 3L, "ell")]
    [InlineData(3L, null, "lo")]
    [InlineData(0L, 99L, "hello")]
    [InlineData(4L, 4L, "o")]
    public async Task A_range_is_a_part_of_the_content(long first, long? last, string text)
    {
        await PutAsync(Key, "hello");

        await using var read = await Objects.GetAsync(Key, new ByteRange.Between(first, last), default);

        Assert.Equal((first, text.Length, 5), (read.Start, read.Length, read.Description.Object.Size));
        Assert.Equal(text, await TextAsync(read));
    }

    [Theory]
    [InlineData(2, "lo")]
    [InlineData(99, "hello")]
    public async Task A_range_may_be_counted_from_the_end(long count, string text)
    {
        await PutAsync(Key, "hello");

        await using var read = await Objects.GetAsync(Key, new ByteRange.Tail(count), default);

        Assert.Equal(text, await TextAsync(read));
    }

    [Fact]
    public async Task A_range_that_no_byte_is_in_is_refused()
    {
        await PutAsync(Key, "hello");

        await ExpectAsync(ObjectsError.InvalidRange, () => Objects.GetAsync(Key, new ByteRange.Between(5, null), default));
        await ExpectAsync(ObjectsError.InvalidRange, () => Objects.GetAsync(Key, new ByteRange.Between(3, 2), default));
        await ExpectAsync(ObjectsError.InvalidRange, () => Objects.GetAsync(Key, new ByteRange.Tail(0), default));
    }

    [Fact]
    public async Task What_does_not_exist_is_not_found()
    {
        await PutAsync(Key, "hello");

        Assert.Null(await Objects.FindAsync(Key with { Key = "a" }, default));
        Assert.Null(await Objects.FindAsync(Key with { Key = "a/" }, default));
        Assert.Null(await Objects.FindAsync(Key with { Key = "a/b.txt/c" }, default));
        Assert.Null(await Objects.FindAsync(Key with { Key = "../store/a/b.txt" }, default));
        Assert.Null(await Objects.FindAsync(Key with { Bucket = "other" }, default));
        await ExpectAsync(ObjectsError.ObjectNotFound, () => Objects.GetAsync(Key with { Key = "c" }, null, default));
        await Objects.DeleteAsync("store", ["never", "../never"], default);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("..")]
    [InlineData("store/a")]
    [InlineData("")]
    public async Task A_bucket_that_does_not_exist_is_not_an_empty_one(string bucket)
    {
        var address = new ObjectAddress(bucket, "k");
        await PutAsync(Key, "hello");

        Assert.False(await Objects.HasBucketAsync(bucket, default));
        await ExpectAsync(ObjectsError.BucketNotFound, () => Objects.ListPageAsync(bucket, "", null, 9, default));
        await ExpectAsync(ObjectsError.BucketNotFound, () => Objects.FindAsync(address, default));
        await ExpectAsync(ObjectsError.BucketNotFound, () => Objects.GetAsync(address, null, default));
        await ExpectAsync(ObjectsError.BucketNotFound, () => PutAsync(address, ""));
        await ExpectAsync(ObjectsError.BucketNotFound, () => Objects.CopyAsync(Key, address, null, default));
        await ExpectAsync(ObjectsError.BucketNotFound, () => Objects.DeleteAsync(bucket, ["k"], default));
        await ExpectAsync(ObjectsError.BucketNotFound, () => Objects.StartUploadAsync(address, ObjectHeader.Default, default));
        Assert.True(await Objects.HasBucketAsync("store", default));
    }

    [Fact]
    public async Task A_key_is_as_long_as_in_S3()
    {
        var longest = string.Join('/', Enumerable.Repeat(new string('k', 99), 10)) + "/" + new string('ü', 12);

        await PutAsync(Key with { Key = longest }, "1");

        Assert.Equal([longest], await KeysAsync(""));
        await ExpectAsync(ObjectsError.InvalidKey, () => PutAsync(Key with { Key = longest + "k" }, ""));
        await ExpectAsync(ObjectsError.InvalidKey, () => PutAsync(Key with { Key = "" }, ""));
    }

    [Fact]
    public async Task A_listing_shows_what_is_below_a_prefix()
    {
        foreach (var (key, text) in new[] { ("p/dbo/t/1.csv", "12345"), ("p/dbo/t.csv", ""), ("p/dbo2/x.csv", "1"), (".hidden/.f", "1") })
            await PutAsync(new("store", key), text);
        await PutAsync(new("other", "p/dbo/t.csv"), "1");

        Assert.Equal(
            [("p/dbo/t.csv", 0), ("p/dbo/t/1.csv", 5)],
            (await Objects.ListAsync("store", "p/dbo/").ToListAsync()).Select(o => (o.Key, o.Size)));
        Assert.Equal(["p/dbo/t.csv", "p/dbo/t/1.csv", "p/dbo2/x.csv"], await KeysAsync("p/dbo"));
        Assert.Equal(4, (await KeysAsync("")).Count);
        foreach (var none in new[] { "p/DBO/", "nowhere/", "/", "../", "p/../", "./", "../other/" })
            Assert.Empty(await KeysAsync(none));
    }

    [Fact]
    public async Task A_listing_is_in_the_order_of_bytes_and_can_begin_anywhere()
    {
        // UTF-16 would put the emoji before the full-width tilde; a folder's name is followed by '/', which is behind '-' and '.'.
        string[] keys = ["Z", "a-b", "a.x", "a/b", "a/b/c", "a0", "é", "ａ～", "😀"];
        foreach (var key in keys.Where(k => k != "a/b").Reverse())
            await PutAsync(new("store", key), "");

        var expected = keys.Where(k => k != "a/b").ToList();
        Assert.Equal(expected, await KeysAsync(""));
        foreach (var after in keys.Concat(["", "a", "a/", "a/b/", "a/b/zz", "zzz", "😀😀"]))
            Assert.Equal(
                expected.Where(k => StoredObject.KeyOrder.Compare(k, after) > 0),
                (await Objects.ListPageAsync("store", "", after, 1000, default)).Objects.Select(o => o.Key));
        Assert.Empty((await Objects.ListPageAsync("store", "a/", "b", 1000, default)).Objects);
        Assert.Single((await Objects.ListPageAsync("store", "a/", "Z", 1000, default)).Objects);
    }

    [Fact]
    public async Task A_listing_comes_in_pages()
    {
        for (var i = 0; i < 7; i++)
            await PutAsync(new("store", $"p/{i}/x"), "");

        var first = await Objects.ListPageAsync("store", "p/", null, 3, default);
        var second = await Objects.ListPageAsync("store", "p/", first.Objects[^1].Key, 4, default);

        Assert.Equal((3, false, 4, true), (first.Objects.Count, first.IsLast, second.Objects.Count, second.IsLast));
        Assert.Equal(7, first.Objects.Concat(second.Objects).Select(o => o.Key).Distinct().Count());
    }

    [Fact]
    public async Task A_copy_has_the_header_of_its_source_or_another()
    {
        await PutAsync(Key, "hello", new("text/plain", new Dictionary<string, string> { ["kind"] = "x" }));
        var (same, other) = (new ObjectAddress("other", "c"), new ObjectAddress("store", "d"));

        var etag = await Objects.CopyAsync(Key, same, null, default);
        await Objects.CopyAsync(Key, other, new("text/csv", new Dictionary<string, string>()), default);

        var copied = await Objects.FindAsync(same, default);
        Assert.Equal((etag, "text/plain", "x"), (copied!.ETag, copied.Header.ContentType, copied.Header.Metadata["kind"]));
        Assert.Equal("text/csv", (await Objects.FindAsync(other, default))!.Header.ContentType);
        Assert.Equal(("hello", "hello", "hello"), (await ReadAsync(Key), await ReadAsync(same), await ReadAsync(other)));
        await ExpectAsync(ObjectsError.ObjectNotFound, () => Objects.CopyAsync(new("store", "never"), other, null, default));
    }

    [Fact]
    public async Task A_key_is_free_again_once_its_object_is_deleted()
    {
        await PutAsync(Key, "hello");

        await Objects.DeleteAsync("store", [Key.Key, "never"], default);
        Assert.Empty(await KeysAsync(""));
        await PutAsync(new("store", "a"), "now an object");

        Assert.Equal("now an object", await ReadAsync(new("store", "a")));
    }

    [Fact]
    public async Task A_put_can_require_that_there_is_no_object()
    {
        await PutAsync(Key, "first", condition: new PutCondition.Absent());

        await ExpectAsync(ObjectsError.PreconditionFailed, () => PutAsync(Key, "second", condition: new PutCondition.Absent()));
        Assert.Equal("first", await ReadAsync(Key));
    }

    [Fact]
    public async Task A_put_can_require_that_the_object_is_unchanged()
    {
        await ExpectAsync(ObjectsError.ObjectNotFound, () => PutAsync(Key, "", condition: new PutCondition.Unchanged("e")));
        var first = await PutAsync(Key, "first");
        var second = await PutAsync(Key, "second", condition: new PutCondition.Unchanged(first));

        await ExpectAsync(ObjectsError.PreconditionFailed, () => PutAsync(Key, "third", condition: new PutCondition.Unchanged(first)));
        Assert.Equal(("second", second), (await ReadAsync(Key), (await Objects.FindAsync(Key, default))!.ETag));
    }

    [Fact]
    public async Task Of_writers_that_all_require_that_there_is_no_object_one_writes_it()
    {
        var results = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
            {
                try
                {
                    await PutAsync(Key, $"{i}", condition: new PutCondition.Absent());
                    return $"{i}";
                }
                catch (ObjectsException e) when (e.Error == ObjectsError.PreconditionFailed)
                {
                    return null;
                }
            })));

        Assert.Equal([await ReadAsync(Key)], results.OfType<string>());
    }

    [Fact]
    public async Task A_large_object_has_an_ETag_too()
    {
        var content = new byte[9 << 20];
        var etag = await Objects.PutAsync(Key, new MemoryStream(content), ObjectHeader.Default, null, default);

        Assert.Equal(etag, (await Objects.FindAsync(Key, default))!.ETag);
        content[7] = 1;
        await Objects.PutAsync(Key, new MemoryStream(content), ObjectHeader.Default, new PutCondition.Unchanged(etag), default);
        Assert.NotEqual(etag, (await Objects.FindAsync(Key, default))!.ETag);
    }

    [Fact]
    public async Task Parts_are_an_object_once_they_are_completed()
    {
        var header = new ObjectHeader("text/csv", new Dictionary<string, string> { ["kind"] = "x" });
        var upload = await Objects.StartUploadAsync(Key, header, default);
        var last = await PutPartAsync(upload, 7, [1, 2, 3]);
        await PutPartAsync(upload, 2, new byte[ObjectUpload.MinPartBytes + 1]);
        var first = await PutPartAsync(upload, 2, new byte[ObjectUpload.MinPartBytes]);
        await PutPartAsync(upload, 9, [9]);

        Assert.Null(await Objects.FindAsync(Key, default));
        Assert.Empty(await KeysAsync(""));
        Assert.Equal([upload], await Objects.ListUploadsAsync("store", default).ToListAsync());
        var etag = await Objects.CompleteUploadAsync(upload, [first, last], null, default);

        var found = await Objects.FindAsync(Key, default);
        Assert.Equal(
            (ObjectUpload.MinPartBytes + 3, etag, "text/csv", "x"),
            (found!.Object.Size, found.ETag, found.Header.ContentType, found.Header.Metadata["kind"]));
        await using var tail = await Objects.GetAsync(Key, new ByteRange.Tail(4), default);
        Assert.Equal("\0\u0001\u0002\u0003", await TextAsync(tail));
        Assert.Empty(await Objects.ListUploadsAsync("store", default).ToListAsync());
        await ExpectAsync(ObjectsError.UploadNotFound, () => PutPartAsync(upload, 1, [1]));
        await ExpectAsync(ObjectsError.UploadNotFound, () => Objects.CompleteUploadAsync(upload, [first, last], null, default));
    }

    [Fact]
    public async Task Parts_that_do_not_fit_are_refused_and_can_be_corrected()
    {
        var upload = await Objects.StartUploadAsync(Key, ObjectHeader.Default, default);
        var (one, two) = (await PutPartAsync(upload, 1, [1]), await PutPartAsync(upload, 2, [2]));

        await ExpectAsync(ObjectsError.InvalidPart, () => PutPartAsync(upload, 0, [1]));
        await ExpectAsync(ObjectsError.InvalidPart, () => PutPartAsync(upload, 10_001, [1]));
        UploadedPart[][] misfits = [[], [one, two], [two, one], [one, one], [one with { Number = 3 }], [one with { ETag = "e" }]];
        foreach (var parts in misfits)
            await ExpectAsync(ObjectsError.InvalidPart, () => Objects.CompleteUploadAsync(upload, parts, null, default));
        Assert.Empty(await KeysAsync(""));

        await Objects.CompleteUploadAsync(upload, [two], null, default);
        Assert.Equal("\u0002", await ReadAsync(Key));
    }

    [Fact]
    public async Task A_condition_holds_when_an_upload_is_completed()
    {
        var upload = await Objects.StartUploadAsync(Key, ObjectHeader.Default, default);
        var part = await PutPartAsync(upload, 1, [1]);
        await PutAsync(Key, "another's");

        await ExpectAsync(
            ObjectsError.PreconditionFailed, () => Objects.CompleteUploadAsync(upload, [part], new PutCondition.Absent(), default));

        Assert.Equal("another's", await ReadAsync(Key));
    }

    [Fact]
    public async Task An_aborted_upload_leaves_nothing()
    {
        var upload = await Objects.StartUploadAsync(Key, ObjectHeader.Default, default);
        var part = await PutPartAsync(upload, 1, [1]);

        await Objects.AbortUploadAsync(upload, default);
        await Objects.AbortUploadAsync(upload, default);

        Assert.Empty(await KeysAsync(""));
        Assert.Empty(await Objects.ListUploadsAsync("store", default).ToListAsync());
        await ExpectAsync(ObjectsError.UploadNotFound, () => Objects.CompleteUploadAsync(upload, [part], null, default));
    }

    [Fact]
    public async Task A_writer_that_fails_leaves_what_there_was()
    {
        await PutAsync(Key, "before");

        await Assert.ThrowsAsync<IOException>(() => Objects.PutAsync(Key, new BrokenStream(), ObjectHeader.Default, null, default));

        Assert.Equal("before", await ReadAsync(Key));
    }

    public virtual void Dispose() => GC.SuppressFinalize(this);

    protected Task<string> PutAsync(ObjectAddress address, string text, ObjectHeader? header = null, PutCondition? condition = null) =>
        Objects.PutAsync(address, new MemoryStream(Encoding.UTF8.GetBytes(text)), header ?? ObjectHeader.Default, condition, default);

    protected Task<UploadedPart> PutPartAsync(ObjectUpload upload, int number, byte[] content) =>
        Objects.PutPartAsync(upload, number, new MemoryStream(content), default);

    protected async Task<string> ReadAsync(ObjectAddress address)
    {
        await using var content = await Objects.GetAsync(address, null, default);
        return await TextAsync(content);
    }

    protected async Task<List<string>> KeysAsync(string prefix) =>
        [.. (await Objects.ListAsync("store", prefix).ToListAsync()).Select(o => o.Key)];

    protected static async Task ExpectAsync(ObjectsError error, Func<Task> operation) =>
        Assert.Equal(error, (await Assert.ThrowsAsync<ObjectsException>(operation)).Error);

    static async Task<string> TextAsync(ObjectContent content)
    {
        using var reader = new StreamReader(content.Stream, leaveOpen: true);
        return await reader.ReadToEndAsync();
    }

    /// <summary>Gives some bytes, and then fails.</summary>
    sealed class BrokenStream : MemoryStream
    {
        public BrokenStream()
            : base(new byte[1 << 20])
        {
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position < Length ? base.ReadAsync(buffer, cancellationToken) : throw new IOException("The connection was closed.");

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) =>
            throw new IOException("The connection was closed.");
    }
}
