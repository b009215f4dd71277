using System.Text.Json.Nodes;

namespace Granary.Emulator.StepFunctions;

/// <summary>The tokens that tasks wait for.</summary>
public interface ITaskTokens
{
    /// <exception cref="ServiceException">InvalidToken, TaskTimedOut or TaskDoesNotExist.</exception>
    void Check(string token);

    void Succeed(string token, JsonNode? output);

    void Fail(string token, string error, string? cause);

    void SendHeartbeat(string token);
}
