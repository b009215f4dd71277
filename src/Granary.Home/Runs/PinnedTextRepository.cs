using System.Security.Cryptography;
using System.Text;
using Granary.Home.Storage;

namespace Granary.Home.Runs;

/// <summary>The texts that runs were started with, <c>pinned_text</c>: definitions and stacks, which may have changed since.</summary>
sealed class PinnedTextRepository(Database database)
{
    /// <returns>The text's SHA-256, under which it can be found again.</returns>
    public string Add(string text)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        database.Execute("INSERT INTO pinned_text (sha256, text) VALUES (?1, ?2) ON CONFLICT DO NOTHING", hash, text);
        return hash;
    }

    public string Get(string sha256) => database.Query("SELECT text FROM pinned_text WHERE sha256 = ?1", r => r.GetString(0), sha256)[0];
}
