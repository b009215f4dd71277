namespace Granary.Tables.Tests.Traps;

/// <summary>Ways in which readers change values because of the type that they took a column for.</summary>
public sealed class ChangedValueTests : IDisposable
{
    readonly TrapScene _scene = new();

    [Theory]
    [InlineData("11/6/18")]
    [InlineData("08/01/2004")]
    [InlineData("18-3-03")]
    public async Task Trap_15_a_day_that_can_be_read_in_two_ways_stays_the_text_that_it_is(string day)
    {
        _scene.Deliver("id,day", 200, i => $"{i},{day}");

        await _scene.CleanseAsync();
        Assert.Equal(["id|BIGINT", "day|VARCHAR"], _scene.Types);
        Assert.Equal(day, _scene.CleansedRows("day")[0]);

        await _scene.CleanseAsync(_scene.Infer().Text);
        Assert.Equal(day, _scene.CleansedRows("day")[0]);
    }

    [Fact]
    public async Task Trap_15_days_that_can_be_read_in_one_way_alone_are_proposed_with_it()
    {
        _scene.Deliver("id,day", 60, i => $"{i},{(i % 12) + 1:00}/{(i % 28) + 1:00}/2024");

        await _scene.CleanseAsync(_scene.Infer().Text);

        Assert.Equal(["id|BIGINT", "day|DATE"], _scene.Types);
        Assert.Equal("2024-08-20", _scene.CleansedRows("day")[19]);
    }

    [Fact]
    public async Task Trap_16_letters_words_and_long_numbers_stay_what_they_are()
    {
        _scene.Deliver(
            "sex,answer,measure,long", 500,
            i => $"F,{(i % 2 == 0 ? "Yes" : "No")},{(i == 400 ? "NaN" : $"{i}.5")},12345678901234567890123{i % 10}");

        await _scene.CleanseAsync();

        Assert.Equal(["sex|VARCHAR", "answer|VARCHAR", "measure|VARCHAR", "long|DECIMAL(38,0)"], _scene.Types);
        Assert.Equal("F|Yes|NaN|123456789012345678901230", _scene.CleansedRows("sex, answer, measure, long")[400]);
    }

    [Fact]
    public async Task Trap_17_a_leading_zero_anywhere_keeps_all_of_a_column_as_text()
    {
        _scene.Deliver("fips,zip", 25_001, i => i == 25_000 ? "00001,01234" : $"{i:00000},{i + 10_000}");

        await _scene.CleanseAsync();

        Assert.Equal(["fips|VARCHAR", "zip|VARCHAR"], _scene.Types);
        Assert.Equal("00001|01234", _scene.CleansedRows("fips, zip")[25_000]);
    }

    [Fact]
    public async Task Trap_18_what_comes_late_in_a_file_counts_as_much_as_what_comes_first()
    {
        _scene.Deliver("id,n", 30_000, i => i switch { 29_000 => $"{i},\"say \"\"a,b\"\"\"", 29_500 => $"{i},x", _ => $"{i},{i}" });

        var account = await _scene.CleanseAsync();

        Assert.Equal((30_000L, 30_000L), (account.Read, account.Written));
        Assert.Equal(["id|BIGINT", "n|VARCHAR"], _scene.Types);
        Assert.Equal("say \"a,b\"", _scene.CleansedRows("n")[29_000]);
    }

    public void Dispose() => _scene.Dispose();
}
