using System.Text.Json.Nodes;
using Granary.Platform.Objects;

namespace Granary.Emulator.Tests;

/// <summary>Objects as S3 has them.</summary>
public sealed class ObjectServiceTests
{
    [Fact]
    public async Task An_object_is_put_got_copied_and_deleted()
    {
        var scene = new ServiceScene();

        await scene.ExpectAsync(
            "aws-sdk:s3:putObject",
            """{"Bucket":"store","Key":"a/b.txt","Body":"hello","ContentType":"text/plain","Metadata":{"Kind":"x"}}""",
            """{"ETag":"\"5d41402abc4b2a76b9719d911017c592\"","ServerSideEncryption":"AES256"}"""
        );
        await AssertObjectAsync(scene, "a/b.txt", "hello", "text/plain", """{"kind":"x"}""");
        await scene.CallAsync("aws-sdk:s3:copyObject", """{"Bucket":"store","Key":"c.txt","CopySource":"/store/a/b.txt"}""");
        await AssertObjectAsync(scene, "c.txt", "hello", "text/plain", """{"kind":"x"}""");
        await scene.ExpectAsync("aws-sdk:s3:deleteObject", """{"Bucket":"store","Key":"a/b.txt"}""", "{}");
        await scene.ExpectAsync("aws-sdk:s3:deleteObject", """{"Bucket":"store","Key":"a/b.txt"}""", "{}");
        await scene.ExpectAsync(
            "aws-sdk:s3:deleteObjects",
            """{"Bucket":"store","Delete":{"Objects":[{"Key":"c.txt"},{"Key":"never"}]}}""",
            """{"Deleted":[{"Key":"c.txt"},{"Key":"never"}]}"""
        );
        await scene.ExpectErrorAsync(
            "aws-sdk:s3:getObject",
            """{"Bucket":"store","Key":"c.txt"}""",
            "S3.NoSuchKeyException",
            "The specified key does not exist. (Service: S3, Status Code: 404, Request ID: ");
    }

    [Theory]
    [InlineData("""{"a":[1,"ü"]}""", """{"a":[1,"ü"]}""")]
    [InlineData("[]", "[]")]
    [InlineData("\"text\"", "text")]
    [InlineData("12.50", "12.50")]
    public async Task A_body_is_text_or_the_text_of_JSON(string body, string text)
    {
        var scene = new ServiceScene();
        await scene.CallAsync("aws-sdk:s3:putObject", $$"""{"Bucket":"store","Key":"k","Body":{{body}} }""");

        Assert.Equal(text, (await scene.CallAsync("aws-sdk:s3:getObject", """{"Bucket":"store","Key":"k"}"""))!["Body"]!.ToString());
    }

    [Theory]
    [InlineData("bytes=1-3", "ell")]
    [InlineData("bytes=3-", "lo")]
    [InlineData("bytes=-2", "lo")]
    [InlineData("bytes=0-99", "hello")]
    public async Task A_range_is_a_part_of_the_content(string range, string text)
    {
        var scene = new ServiceScene();
        await scene.CallAsync("aws-sdk:s3:putObject", """{"Bucket":"store","Key":"k","Body":"hello"}""");

        Assert.Equal(
            text,
            (await scene.CallAsync("aws-sdk:s3:getObject", $$"""{"Bucket":"store","Key":"k","Range":"{{range}}"}"""))![
                "Body"
            ]!.ToString());
    }

    [Fact]
    public async Task A_listing_goes_page_by_page_in_the_order_of_bytes()
    {
        var scene = new ServiceScene();
        foreach (var key in new[] { "b", "a/2", "a/1", "B", "a.x", "é" })
            await scene.CallAsync("aws-sdk:s3:putObject", $$"""{"Bucket":"store","Key":"{{key}}","Body":"12"}""");

        Assert.Equal("B a.x a/1 a/2 b é", Keys(await scene.CallAsync("aws-sdk:s3:listObjectsV2", """{"Bucket":"store"}""")));
        Assert.Equal("a/1 a/2", Keys(await scene.CallAsync("aws-sdk:s3:listObjects", """{"Bucket":"store","Prefix":"a/"}""")));
        Assert.Equal("b é", Keys(await scene.CallAsync("s3:listObjectsV2", """{"Bucket":"store","StartAfter":"a/2"}""")));
        var first = await scene.CallAsync("aws-sdk:s3:listObjectsV2", """{"Bucket":"store","MaxKeys":4}""");
        Assert.Equal(("true", "4"), (first!["IsTruncated"]!.ToString(), first["KeyCount"]!.ToString()));
        Assert.Equal(
            "b é",
            Keys(
                await scene.CallAsync(
                    "aws-sdk:s3:listObjectsV2",
                    $$"""{"Bucket":"store","ContinuationToken":"{{first["NextContinuationToken"]}}"}""")));
        var folders = await scene.CallAsync("aws-sdk:s3:listObjectsV2", """{"Bucket":"store","Delimiter":"/"}""");
        Assert.Equal(("B a.x b é", """[{"Prefix":"a/"}]"""), (Keys(folders), folders!["CommonPrefixes"]!.ToJsonString()));
        Assert.Equal(["ETag", "Key", "LastModified", "Size", "StorageClass"], folders["Contents"]![0]!.AsObject().Select(m => m.Key));
    }

    [Theory]
    [InlineData(
        "getObject",
        """{"Bucket":"nowhere","Key":"k"}""",
        "S3.NoSuchBucketException",
        "The specified bucket does not exist (Service: S3, Status Code: 404, Request ID: ")]
    [InlineData(
        "listObjectsV2",
        """{"Bucket":"nowhere"}""",
        "S3.NoSuchBucketException",
        "The specified bucket does not exist (Service: S3, Status Code: 404, Request ID: ")]
    [InlineData("headObject", """{"Bucket":"store","Key":"k"}""", "S3.NoSuchKeyException", " (Service: S3, Status Code: 404, Request ID: ")]
    [InlineData("headBucket", """{"Bucket":"nowhere"}""", "S3.NoSuchBucketException", " (Service: S3, Status Code: 404, Request ID: ")]
    [InlineData(
        "copyObject",
        """{"Bucket":"store","Key":"k","CopySource":"store/none"}""",
        "S3.NoSuchKeyException",
        "The specified key does not exist.")]
    [InlineData(
        "getObject",
        """{"Bucket":"store"}""",
        "States.Runtime",
        "An error occurred while executing the state 'A' (entered at the event id #0). The Parameters '{\"Bucket\":\"store\"}' "
            + "could not be used to start the Task: ["
    )]
    [InlineData(
        "listObjectsV2",
        """{"Bucket":"store","MaxKeys":"two"}""",
        "States.Runtime",
        "An error occurred while executing the state 'A'")]
    [InlineData(
        "getObject",
        """{"Bucket":"store","Key":"../../granary.db"}""",
        "S3.NoSuchKeyException",
        "The specified key does not exist.")]
    public async Task A_request_for_what_is_not_there_fails_as_in_the_service(string action, string parameters, string error, string cause)
    {
        var scene = new ServiceScene();

        await scene.ExpectErrorAsync($"aws-sdk:s3:{action}", parameters, error, cause);
    }

    [Fact]
    public async Task A_put_whose_condition_does_not_hold_changes_nothing()
    {
        var scene = new ServiceScene();
        const string Put = """{"Bucket":"store","Key":"k","Body":"second","IfNoneMatch":"*"}""";
        var first = await scene.CallAsync("aws-sdk:s3:putObject", """{"Bucket":"store","Key":"k","Body":"first","IfNoneMatch":"*"}""");

        await scene.ExpectErrorAsync(
            "aws-sdk:s3:putObject", Put, "S3.S3Exception",
            "At least one of the pre-conditions you specified did not hold (Service: S3, Status Code: 412, Request ID: ");
        await scene.CallAsync(
            "aws-sdk:s3:putObject",
            $$"""{"Bucket":"store","Key":"k","Body":"third","IfMatch":{{first!["ETag"]!.ToJsonString()}}}""");

        Assert.Equal("third", (await scene.CallAsync("aws-sdk:s3:getObject", """{"Bucket":"store","Key":"k"}"""))!["Body"]!.ToString());
    }

    [Fact]
    public async Task What_is_not_text_comes_to_a_reader_as_bytes()
    {
        var scene = new ServiceScene();
        scene.Objects.Put(new("store", "x.gz"), [0x1F, 0x8B, 0xFF], ObjectHeader.Default);

        var read = await scene.CallAsync("s3:getObject", """{"Bucket":"store","Key":"x.gz"}""");

        Assert.Equal(("H4v/", null), (read!["BodyBase64"]!.ToString(), read["Body"]));
    }

    static async Task AssertObjectAsync(ServiceScene scene, string key, string body, string type, string metadata)
    {
        var got = (await scene.CallAsync("aws-sdk:s3:getObject", $$"""{"Bucket":"store","Key":"{{key}}"}"""))!.AsObject();
        Assert.Equal(
            ["AcceptRanges", "Body", "ContentLength", "ContentType", "ETag", "LastModified", "Metadata", "ServerSideEncryption"],
            got.Select(m => m.Key));
        Assert.Equal((body, type, metadata), (got["Body"]!.ToString(), got["ContentType"]!.ToString(), got["Metadata"]!.ToJsonString()));
        var head = (await scene.CallAsync("aws-sdk:s3:headObject", $$"""{"Bucket":"store","Key":"{{key}}"}"""))!.AsObject();
        got.Remove("Body");
        Assert.True(JsonNode.DeepEquals(got, head));
    }

    static string Keys(JsonNode? listing) => string.Join(' ', listing!["Contents"]!.AsArray().Select(c => c!["Key"]!.ToString()));
}
