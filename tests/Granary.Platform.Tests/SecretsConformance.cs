using Granary.Home.Secrets;
using Granary.Platform.Secrets;

namespace Granary.Platform.Tests;

/// <summary>What every implementation of <see cref="ISecrets"/> does. There are b (text) and a (JSON).</summary>
public abstract class SecretsConformance
{
    protected abstract ISecrets Secrets { get; }

    [Fact]
    public async Task A_secret_is_found_by_its_name()
    {
        Assert.Equal(["a", "b"], await Secrets.ListAsync(default));
        Assert.Equal("text", await Secrets.FindAsync("b", default));
        Assert.Equal("""{"user":"u"}""", await Secrets.FindAsync("a", default));
        Assert.Null(await Secrets.FindAsync("B", default));
    }
}

public sealed class MemorySecretsTests : SecretsConformance
{
    protected override ISecrets Secrets { get; } =
        new MemorySecrets(new Dictionary<string, string> { ["b"] = "text", ["a"] = """{"user":"u"}""" });
}

public sealed class HomeSecretsTests : SecretsConformance, IDisposable
{
    readonly TemporaryFolder _folder = new();

    public HomeSecretsTests()
    {
        Write("""{"b": "text", "a": {"user": "u"}}""");
        Secrets = new HomeSecrets(_folder.Path);
    }

    protected override ISecrets Secrets { get; }

    [Theory]
    [InlineData("[\"hidden\"]")]
    [InlineData("{\"hidden\": hidden}")]
    public async Task What_cannot_be_read_is_not_shown(string text)
    {
        Write(text);

        var refused = await Assert.ThrowsAsync<SecretsException>(() => Secrets.ListAsync(default));

        Assert.DoesNotContain("hidden", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    void Write(string text) => _folder.Write(HomeSecrets.FileName, text);
}
