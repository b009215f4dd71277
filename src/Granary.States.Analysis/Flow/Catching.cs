using Granary.States.Definition;
using Granary.States.Tasks;
using Granary.States.Values;

namespace Granary.States.Analysis.Flow;

/// <summary>Which catcher takes which error, and after how many tries.</summary>
static class Catching
{
    /// <summary>How often work is tried before that counts as for ever.</summary>
    public const int MostTries = 1_000;

    /// <returns>The number of the catcher that takes the error; -1 for none.</returns>
    public static int CatcherOf(WorkState state, string error) =>
        state.Catch.Index().Where(c => ErrorNames.Match(c.Item.ErrorEquals, error)).Select(c => c.Index).FirstOrDefault(-1);

    /// <returns>An error that this catcher takes and none before it; null when there is none.</returns>
    public static string? ErrorFor(WorkState state, int catcher) =>
        state
            .Catch[catcher]
            .ErrorEquals.Select(n => n == ErrorNames.All ? ErrorNames.TaskFailed : n)
            .Append("Sample.Error")
            .FirstOrDefault(n => CatcherOf(state, n) == catcher);

    /// <summary>How often work is tried that always fails so, the first try included.</summary>
    public static int TriesOf(WorkState state, string error) =>
        state.Retry.FirstOrDefault(r => ErrorNames.Match(r.ErrorEquals, error)) is { } retrier ? retrier.MaxAttempts + 1 : 1;
}

/// <summary>What is known of the results of tasks.</summary>
static class Results
{
    public static Shape Of(TaskState state, Place place) =>
        IsInvocation(state)
            ? Shape.Object(
                ("ExecutedVersion", Shape.Anything), ("LogResult", Shape.Anything), ("Payload", Shape.At(place.Below("Payload"))),
                ("SdkHttpMetadata", Shape.Anything), ("SdkResponseMetadata", Shape.Anything), ("StatusCode", Shape.Anything))
            : Shape.At(place);

    /// <summary>Whether the result is what Lambda answers to a call that was waited for.</summary>
    /// <remarks>Source: Lambda API, Invoke, "Response elements".</remarks>
    public static bool IsInvocation(TaskState state) =>
        state.Resource is { Kind: TaskResourceKind.Service, Service: "lambda", Operation: "invoke", Pattern: TaskPattern.RequestResponse }
        && (state.Parameters?.Source as DataObject)?.Find("InvocationType") is null;
}
