using System.Text.Json.Nodes;
using Granary.Platform;
using Granary.Platform.Secrets;

namespace Granary.Emulator.SecretsManager;

/// <summary>Secrets by their names. The values are texts, of which many hold JSON.</summary>
sealed class SecretActions(ISecrets secrets, TimeProvider clock)
{
    public async Task<JsonObject> GetAsync(ServiceRequest request)
    {
        var id = request.Text("SecretId");
        new Validation().Required("secretId", id).Length("secretId", id, 1, 2048).Check();
        var name = (await secrets.ListAsync(default)).FirstOrDefault(n => n == id || IsArnOf(id!, n));
        if (name is null || await secrets.FindAsync(name, default) is not { } value)
            throw ServiceException.Named("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
        var stage = request.Text("VersionStage") ?? "AWSCURRENT";
        if (stage != "AWSCURRENT")
            throw ServiceException.Named(
                "ResourceNotFoundException", $"Secrets Manager can't find the specified secret value for staging label: {stage}");
        var version = VersionOf(name);
        if (request.Text("VersionId") is { } wanted && wanted != version)
            throw ServiceException.Named(
                "ResourceNotFoundException", $"Secrets Manager can't find the specified secret value for VersionId: {wanted}");
        return new()
        {
            ["Arn"] = ArnOf(request, name),
            ["CreatedDate"] = Time(),
            ["Name"] = name,
            ["SecretString"] = value,
            ["VersionId"] = version,
            ["VersionStages"] = new JsonArray("AWSCURRENT"),
        };
    }

    public async Task<JsonObject> ListAsync(ServiceRequest request)
    {
        var prefixes = (request.List("Filters") ?? [])
            .Where(f => f?["Key"]?.ToString() == "name")
            .Select(f => (f!["Values"] as JsonArray ?? []).Select(v => v!.ToString()).ToList())
            .ToList();
        var limit = request.Int32("MaxResults");
        new Validation().Range("maxResults", limit, 1, 100).Check();
        var names = (await secrets.ListAsync(default))
            .Where(n => prefixes.TrueForAll(p => p.Exists(v => n.StartsWith(v, StringComparison.OrdinalIgnoreCase))));
        return new()
        {
            ["SecretList"] = new JsonArray([.. names.Take(limit ?? 100).Select(name => (JsonNode)new JsonObject
            {
                ["Arn"] = ArnOf(request, name),
                ["CreatedDate"] = Time(),
                ["LastChangedDate"] = Time(),
                ["Name"] = name,
                ["SecretVersionsToStages"] = new JsonObject { [VersionOf(name)] = new JsonArray("AWSCURRENT") },
            })]),
        };
    }

    /// <summary>An ARN ends in six signs that the service makes up; it may be given without them.</summary>
    static bool IsArnOf(string id, string name)
    {
        if (!Arn.TryParse(id, out var arn) || arn.Type != "secret")
            return false;
        return arn.Name == name || (arn.Name.Length == name.Length + 7 && arn.Name.StartsWith(name + "-", StringComparison.Ordinal));
    }

    static string ArnOf(ServiceRequest request, string name) =>
        new Arn("aws", "secretsmanager", request.Call.Region, request.Account, $"secret:{name}-{VersionOf(name)[^6..]}").ToString();

    /// <summary>The same for a name each time: nobody keeps versions here.</summary>
    static string VersionOf(string name) =>
        new Guid(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)).AsSpan(0, 16)).ToString();

    string Time() => ServiceResults.Text(clock.GetUtcNow());
}
