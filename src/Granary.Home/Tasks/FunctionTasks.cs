using System.Text;
using System.Text.Json.Nodes;
using Granary.Emulator.Lambda;
using Granary.Home.Execution;
using Granary.Home.Items;
using Granary.Home.Objects;
using Granary.Home.Runs;
using Granary.Platform.Functions;
using Granary.Platform.Stacks;
using Granary.States.Tasks;

namespace Granary.Home.Tasks;

/// <summary><c>lambda:invoke</c> and ARNs of functions: they run in-process.</summary>
/// <remarks>What a function writes to items is committed together with its result, and only when it succeeds.</remarks>
/// <param name="write">Does work in one transaction of the home's file.</param>
/// <param name="steps">How the class behind a function is made, by the step that the resource names.</param>
sealed class FunctionTasks(
    LocalHome home, Action<Action> write, IReadOnlyDictionary<string, Func<FunctionContext, IFunction>> steps, RunFailures failures
) : ITaskRunner
{
    readonly FunctionAllowList _allowed = new(home);

    readonly Effects _effects = new(home.Database, write);

    public async Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        var request = new FunctionRequest(call);
        _allowed.Check(call, request.FunctionName);
        var function = home.Resources.Find<FunctionResource>(request.FunctionName) ?? throw request.NotFound();
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(function.TimeoutSeconds), home.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return request.Result(
                _effects.Find(call, out var before) ? before : await InvokeAsync(call, function, request.Payload, either.Token));
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Failed(call, "Sandbox.Timedout", $"Task timed out after {function.TimeoutSeconds}.00 seconds");
        }
        catch (FunctionException e)
        {
            throw Failed(call, e.Name, e.Message, e);
        }
        catch (Exception e) when (e is not (OperationCanceledException or LeaseLostException))
        {
            // The edge of somebody's function: whatever it throws is its failure, reported in full.
            throw Failed(call, e.GetType().Name, e.Message, e);
        }
    }

    async Task<JsonNode?> InvokeAsync(TaskCall call, FunctionResource function, JsonNode? payload, CancellationToken cancellationToken)
    {
        if (!steps.TryGetValue(function.Step, out var make))
            throw new FunctionException("Runtime.HandlerNotFound", $"The program has no step {function.Step}.");
        var items = new PendingItems(home.Items);
        var instance = make(new(function.Environment, new HomeObjects(home), items, home.Clock));
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(payload?.ToJsonString() ?? "null"));
        await using var output = await instance.HandleAsync(input, cancellationToken);
        var result = await JsonNode.ParseAsync(output, cancellationToken: cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return _effects.Once(call, () =>
        {
            items.Commit();
            return result;
        });
    }

    TaskFailedException Failed(TaskCall call, string error, string message, Exception? inner = null)
    {
        failures.Add(call.StateName, error, message);
        return new(error, new JsonObject { ["errorType"] = error, ["errorMessage"] = message }.ToJsonString(), inner);
    }
}
