namespace Granary.Model.Tests;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("projct", "project")]
    [InlineData("PROJECT", "project")]
    [InlineData("regoin", "region")]
    [InlineData("landingBucketName", "landingBucketNameParam")]
    [InlineData("x", null)]
    [InlineData("", null)]
    [InlineData("wheat", null)]
    public void Finds_the_nearest_name_if_it_is_near(string word, string? expected)
    {
        Assert.Equal(expected, Spelling.Closest(word, ["project", "region", "key", "landingBucketNameParam"]));
    }
}
