using System.Text.Json.Nodes;
using Granary.States.Tasks;

namespace Granary.Simulator.Mocks;

/// <summary>What a mock says to one call.</summary>
/// <param name="Delay">How long it takes.</param>
abstract record MockAnswer(TimeSpan Delay)
{
    /// <param name="Value">Null for JSON's null.</param>
    public sealed record Return(JsonNode? Value, TimeSpan Delay) : MockAnswer(Delay);

    /// <summary>Gives back what it was given.</summary>
    public sealed record Echo(TimeSpan Delay) : MockAnswer(Delay);

    public sealed record Fail(string Error, string? Cause, TimeSpan Delay) : MockAnswer(Delay);

    /// <exception cref="TaskFailedException">The answer is a failure.</exception>
    public async Task<JsonNode?> GiveAsync(JsonNode? given, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (Delay > TimeSpan.Zero)
            await Task.Delay(Delay, clock, cancellationToken);
        return this switch
        {
            Return r => r.Value?.DeepClone(),
            Fail f => throw new TaskFailedException(f.Error, f.Cause),
            _ => given?.DeepClone(),
        };
    }
}

/// <summary>Answers that are used in order; the last one repeats.</summary>
sealed class MockAnswers(IReadOnlyList<MockAnswer> answers)
{
    int _used;

    /// <returns>Null when nobody answers: the list is empty.</returns>
    public MockAnswer? Next() => answers.Count == 0 ? null : answers[Math.Min(Interlocked.Increment(ref _used), answers.Count) - 1];
}
