using System.Globalization;

namespace Granary.Testing;

/// <summary>Long series of cases: in full under GRANARY_LONG, else a random sample whose seed the test prints.</summary>
public static class Series
{
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("GRANARY_LONG") is { Length: > 0 };

    /// <summary>GRANARY_SEED repeats the samples of an earlier run.</summary>
    public static int Seed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("GRANARY_SEED"), CultureInfo.InvariantCulture, out var seed)
            ? seed
            : Random.Shared.Next();

    /// <summary>The numbers from <paramref name="first"/> to <paramref name="last"/>, or some of them with both ends, in order.</summary>
    public static IReadOnlyList<int> From(int first, int last, int sample)
    {
        var length = last - first + 1;
        if (IsLong || length <= sample)
            return [.. Enumerable.Range(first, Math.Max(length, 0))];
        TestContext.Current.TestOutputHelper?.WriteLine($"GRANARY_SEED={Seed}");
        var random = new Random(Seed);
        return [.. new SortedSet<int>(Enumerable.Range(0, sample - 2).Select(_ => random.Next(first, last + 1))) { first, last }];
    }
}
