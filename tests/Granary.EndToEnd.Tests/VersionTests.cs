namespace Granary.EndToEnd.Tests;

public sealed class VersionTests
{
    [Fact]
    public async Task The_version_is_told_anywhere()
    {
        using var empty = new TemporaryFolder();

        Assert.Matches(@"^granary \d+\.\d+\.\d+\n$", (await BuiltProgram.RunAsync(empty.Path, home: null, "--version")).Exits(0).Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(empty.Path));
    }
}
