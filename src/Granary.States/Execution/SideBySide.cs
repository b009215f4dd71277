namespace Granary.States.Execution;

/// <summary>Runs parts of one state side by side; the first failure ends the others.</summary>
/// <param name="numbers">The parts to run, in the order that they begin.</param>
/// <param name="atOnce">How many of them at a time, at least one.</param>
sealed class SideBySide(IEnumerable<int> numbers, int atOnce)
{
    readonly int[] _numbers = [.. numbers];
    readonly Lock _lock = new();
    StateFailure? _failure;
    int _next;

    /// <param name="part">Runs one part. It is told its number and, once there are no fresh places, the event that the part before it in
    /// its place ended with.</param>
    /// <exception cref="StateFailure">The first failure of a part, after every other part has ended.</exception>
    public async ValueTask RunAsync(Func<int, long?, CancellationToken, ValueTask<long>> part, CancellationToken cancellationToken)
    {
        using var others = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var places = new Task[Math.Min(_numbers.Length, atOnce)];
        for (var i = 0; i < places.Length; i++)
            places[i] = WorkAsync(part, others);
        await Task.WhenAll(places);
        cancellationToken.ThrowIfCancellationRequested();
        if (_failure is not null)
            throw _failure;
    }

    async Task WorkAsync(Func<int, long?, CancellationToken, ValueTask<long>> part, CancellationTokenSource others)
    {
        long? last = null;
        while (!others.IsCancellationRequested && Take() is { } number)
        {
            try
            {
                last = await part(number, number < atOnce ? null : last, others.Token);
            }
            catch (StateFailure failure)
            {
                Fail(failure, others);
            }
            catch (OperationCanceledException) when (others.IsCancellationRequested)
            {
                return; // another part has failed, or the execution ends; RunAsync tells which
            }
            catch
            {
                // The history cannot be written any more. Nothing may go on that nobody will know of.
                others.Cancel();
                throw;
            }
        }
    }

    void Fail(StateFailure failure, CancellationTokenSource others)
    {
        lock (_lock)
            _failure ??= failure;
        others.Cancel();
    }

    int? Take()
    {
        lock (_lock)
            return _next < _numbers.Length ? _numbers[_next++] : null;
    }
}
