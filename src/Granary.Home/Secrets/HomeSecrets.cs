using System.Text.Json;
using System.Text.Json.Nodes;
using Granary.Emulator;
using Granary.Platform.Secrets;

namespace Granary.Home.Secrets;

/// <summary>Secrets in a file of the home that its owner writes: <c>secrets.json</c>, an object of names and values.</summary>
/// <param name="folder">The home's.</param>
sealed class HomeSecrets(string folder) : ISecrets
{
    public const string FileName = "secrets.json";

    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await ReadAsync(cancellationToken)).Select(s => s.Key).Order(StringComparer.Ordinal)];

    public async Task<string?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var secrets = await ReadAsync(cancellationToken);
        return secrets.ContainsKey(name) ? ServiceRequest.TextOrJson(secrets[name]) ?? "" : null;
    }

    async Task<JsonObject> ReadAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return [];
        try
        {
            return JsonNode.Parse(await File.ReadAllTextAsync(path, cancellationToken)) as JsonObject
                ?? throw new SecretsException($"{path} must be a JSON object of names and values.");
        }
        catch (JsonException e)
        {
            // The parser's own message would show a part of the file.
            throw new SecretsException($"{path} is not valid JSON: line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}.");
        }
    }
}
