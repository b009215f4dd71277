using Granary.DuckDb;
using Granary.Tables.Keys;
using Granary.Tables.Stages;

namespace Granary.Tables.Tests.Keys;

public sealed class KeyScanTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly StageDatabase _database;

    public KeyScanTests() => _database = StageDatabase.Start(_folder.Path);

    [Theory]
    [InlineData("SELECT range AS k FROM range(3000000)", "k")]
    [InlineData("SELECT range::VARCHAR AS k FROM range(300000)", "k")]
    [InlineData("SELECT range % 1000 AS k, range // 1000 AS l FROM range(1000000)", "k,l")]
    [InlineData("SELECT 'a' AS k, 'bc' AS l UNION ALL SELECT 'ab', 'c' UNION ALL SELECT '', NULL UNION ALL SELECT NULL, ''", "k,l")]
    [InlineData("SELECT (range / 100)::DECIMAL(30,2) AS k FROM range(100000)", "k")]
    [InlineData("SELECT DATE '2000-01-01' + range::INT AS k FROM range(100000)", "k")]
    [InlineData("SELECT range / 3.0::DOUBLE AS k FROM range(100000)", "k")]
    [InlineData("SELECT 1 AS k WHERE false", "k")]
    public void Keys_that_differ_are_told_apart(string rows, string key) => Assert.False(MayRepeat(rows, key));

    [Theory]
    [InlineData("SELECT range % 2999999 AS k FROM range(3000000)", "k")]
    [InlineData("SELECT (range % 299999)::VARCHAR AS k FROM range(300000)", "k")]
    [InlineData("SELECT NULL::INTEGER AS k UNION ALL SELECT NULL", "k")]
    [InlineData("SELECT 'a' AS k, NULL::DATE AS l UNION ALL SELECT 'a', NULL", "k,l")]
    [InlineData("SELECT 1.50::DECIMAL(4,2) AS k UNION ALL SELECT 1.5", "k")]
    [InlineData("SELECT true AS k UNION ALL SELECT true", "k")]
    [InlineData("SELECT TIME '10:00' AS k UNION ALL SELECT TIME '10:00'", "k")]
    public void A_key_that_repeats_is_found(string rows, string key) => Assert.True(MayRepeat(rows, key));

    [Fact]
    public void A_key_that_repeats_is_found_wherever_it_stands()
    {
        var random = new Random(4711);
        for (var i = 0; i < 40; i++)
        {
            var rows = random.Next(2, 200_000);
            var (one, other) = (random.Next(rows), random.Next(rows));
            Assert.Equal(
                one != other, MayRepeat($"SELECT CASE WHEN range = {one} THEN {other} ELSE range END AS k FROM range({rows})", "k"));
        }
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    bool MayRepeat(string rows, string key) =>
        KeyScan.MayRepeat(_database, key.Split(','), Sql.From($"({Sql.Trusted(rows)})"), _folder.Path, CancellationToken.None);
}
