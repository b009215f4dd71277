namespace Granary.Platform.Functions;

/// <summary>A step of a pipeline: JSON in, JSON out. A step that fails throws; it never returns its failure as a value.</summary>
public interface IFunction
{
    /// <param name="input">The event, UTF-8 JSON.</param>
    /// <returns>The result, UTF-8 JSON, from its beginning.</returns>
    Task<Stream> HandleAsync(Stream input, CancellationToken cancellationToken);
}

/// <summary>What a function may reach.</summary>
/// <param name="Environment">Its environment variables.</param>
public sealed record FunctionContext(
    IReadOnlyDictionary<string, string> Environment,
    Objects.IObjects Objects,
    Items.IItems Items,
    TimeProvider Clock)
{
    /// <exception cref="FunctionException">The variable is missing or blank.</exception>
    public string Variable(string name) =>
        Environment.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value)
            ? value
            : throw new FunctionException("ConfigurationError", $"The environment variable {name} is not set.");
}

/// <summary>Ends a function with an error of this name, which a state machine's Catch and Retry can match.</summary>
public sealed class FunctionException(string name, string message, Exception? cause = null) : Exception(message, cause)
{
    public string Name { get; } = name;
}
