using System.Text.Json.Nodes;

namespace Granary.States.Tasks;

/// <summary>Does the work of tasks: the functions, services and activities on the other side.</summary>
public interface ITaskRunner
{
    /// <returns>The result as the service shapes it, such as <c>{"Payload": …, "StatusCode": 200}</c>; null for JSON's null.</returns>
    /// <exception cref="TaskFailedException">The work failed with an error name that Retry and Catch can tell apart.</exception>
    /// <exception cref="Exception">Anything else fails the task as <c>States.TaskFailed</c>, so that the execution ends.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled: a time limit was reached, or the execution ends. It must come
    /// soon after.</exception>
    Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken);
}

/// <summary>A task failed.</summary>
/// <param name="error">The name that Retry and Catch look at, such as <c>Lambda.Unknown</c>.</param>
/// <param name="cause">The text for people and for those who parse it; functions give JSON.</param>
public sealed class TaskFailedException(string error, string? cause, Exception? inner = null) : Exception($"{error}: {cause}", inner)
{
    public string Error => error;

    public string? Cause => cause;
}
