using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Granary.Platform.Functions;

namespace Granary.Functions;

/// <summary>Turns streams of JSON into an event and back.</summary>
public abstract class StepFunction : IFunction
{
    public async Task<Stream> HandleAsync(Stream input, CancellationToken cancellationToken)
    {
        var output = await HandleAsync(await ReadAsync(input, cancellationToken), cancellationToken);
        return new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(output, StepJson.Default.JsonObject));
    }

    protected abstract Task<JsonObject> HandleAsync(JsonObject input, CancellationToken cancellationToken);

    static async Task<JsonObject> ReadAsync(Stream input, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(input, StepJson.Default.JsonObject, cancellationToken)
                ?? throw new FunctionException("InvalidEvent", "The event is null; a JSON object is expected.");
        }
        catch (JsonException e)
        {
            throw new FunctionException("InvalidEvent", $"The event is not a JSON object: {e.Message}", e);
        }
    }
}

[JsonSerializable(typeof(JsonObject))]
sealed partial class StepJson : JsonSerializerContext;
