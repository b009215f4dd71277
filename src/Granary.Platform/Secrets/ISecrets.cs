namespace Granary.Platform.Secrets;

/// <summary>Secrets by their names. Nothing keeps a value longer than the request that asked for it.</summary>
public interface ISecrets
{
    /// <returns>The names, in ordinal order.</returns>
    /// <exception cref="SecretsException">The secrets cannot be read.</exception>
    Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken);

    /// <returns>The value, often JSON; null when there is no such secret.</returns>
    /// <exception cref="SecretsException">The secrets cannot be read.</exception>
    Task<string?> FindAsync(string name, CancellationToken cancellationToken);
}

/// <summary>The secrets cannot be read. The message holds nothing of them.</summary>
public sealed class SecretsException(string message) : Exception(message);

/// <param name="values">By name.</param>
public sealed class MemorySecrets(IReadOnlyDictionary<string, string> values) : ISecrets
{
    public Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. values.Keys.Order(StringComparer.Ordinal)]);

    public Task<string?> FindAsync(string name, CancellationToken cancellationToken) => Task.FromResult(values.GetValueOrDefault(name));
}
