namespace Granary.Home.Tests.Tasks;

/// <summary>Objects where a home and mocks differ.</summary>
public sealed class ObjectServiceTests
{
    [Fact]
    public async Task Results_of_a_map_need_no_bucket_in_mocks_and_one_in_a_home()
    {
        using var mocks = ServiceScene.Of("mocks");
        using var home = ServiceScene.Of("home");

        await mocks.CallAsync("s3:putObject", """{"Bucket":"results","Key":"k","Body":"[]"}""");
        await mocks.ExpectErrorAsync(
            "aws-sdk:s3:putObject",
            """{"Bucket":"others","Key":"k","Body":"[]"}""",
            "S3.NoSuchBucketException",
            "The specified bucket does not exist");
        await home.ExpectErrorAsync(
            "s3:putObject",
            """{"Bucket":"results","Key":"k","Body":"[]"}""",
            "S3.NoSuchBucketException",
            "The specified bucket does not exist");
    }

    [Fact]
    public async Task A_home_keeps_no_key_that_leads_out_of_its_bucket()
    {
        using var scene = ServiceScene.Of("home");

        await scene.ExpectErrorAsync(
            "aws-sdk:s3:putObject",
            """{"Bucket":"store","Key":"../x","Body":""}""",
            "S3.S3Exception",
            "The object ../x cannot be kept in a folder");
    }
}
