namespace Granary.EndToEnd.Tests;

/// <summary>The built program by itself.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task The_version_is_told_anywhere()
    {
        using var empty = new TemporaryFolder();

        Assert.Matches(@"^granary \d+\.\d+\.\d+\n$", (await BuiltProgram.RunAsync(empty.Path, home: null, "--version")).Exits(0).Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(empty.Path));
    }

    [Fact]
    public async Task Requests_from_standard_input_are_answered_line_by_line()
    {
        using var empty = new TemporaryFolder();
        const string Request = """{"id":1,"definition":{"StartAt":"S","States":{"S":{"Type":"Succeed"}}},"type":"STANDARD"}""";

        var answers = (await BuiltProgram.RunAsync(empty.Path, [Request, "nonsense"], "states", "validate", "--stdin")).Exits(0).Objects;

        Assert.Equal([true, false], answers.Select(a => (bool)a["valid"]!));
    }
}
