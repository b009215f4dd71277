using Granary.Model.Datasets;

namespace Granary.Model.Tests.Datasets;

public sealed class NamesTests
{
    [Theory]
    [InlineData("State ANSI", "state_ansi")]
    [InlineData("CV (%)", "cv")]
    [InlineData("  __Ag - District__ ", "ag_district")]
    [InlineData("2017 Acres", "_2017_acres")]
    [InlineData("Größe (m²)", "größe_m")]
    [InlineData("٣ days", "_٣_days")]
    [InlineData("𐐀bc", "𐐨bc")]
    [InlineData("camelCase", "camelcase")]
    public void Are_lower_case_with_single_underscores(string source, string expected)
    {
        Assert.Equal([expected], Names.SnakeCase([source]).Names);
    }

    [Theory]
    [InlineData("A|a", "a|a_2")]
    [InlineData("a|a|a", "a|a_2|a_3")]
    [InlineData("a|a|a_2", "a|a_3|a_2")]
    [InlineData("a|a|a|a 2", "a|a_3|a_4|a_2")]
    [InlineData("%||x", "column_1|column_2|x")]
    [InlineData("%|column 1", "column_1_2|column_1")]
    [InlineData("%|column 1|column_1|column_1_2", "column_1_3|column_1|column_1_4|column_1_2")]
    public void Stand_once_each(string source, string expected)
    {
        var result = Names.SnakeCase(source.Split('|'));

        Assert.Equal(expected.Split('|'), result.Names);
        Assert.Equal(result.Names.Count, result.Names.Distinct().Count());
    }

    [Fact]
    public void Come_with_a_list_of_what_was_renamed()
    {
        Assert.Equal(
            [new ColumnRename(2, "A!", "a", "a_2"), new ColumnRename(3, "", "column_3", "column_3")],
            Names.SnakeCase(["a", "A!", "", "b c"]).Changes);
    }

    [Fact]
    public void Are_unique_whatever_the_source_calls_its_columns()
    {
        var random = new Random(17);
        string[] pieces = ["a", "A", "_2", " 3", "%", "column_", "1", ""];
        for (var round = 0; round < 2000; round++)
        {
            var source = Enumerable
                .Range(0, random.Next(1, 9))
                .Select(_ => string.Concat(Enumerable.Range(0, random.Next(0, 4)).Select(_ => pieces[random.Next(pieces.Length)])))
                .ToList();

            var names = Names.SnakeCase(source).Names;

            Assert.Equal(names.Count, names.Distinct().Count());
            Assert.Equal(names, Names.SnakeCase(names).Names);
        }
    }

    [Theory]
    [InlineData("State ANSI", 0)]
    [InlineData("state_ansi", 0)]
    [InlineData("STATE-ANSI", 0)]
    [InlineData("state ansi", 1)]
    [InlineData("state_ansi_2", 1)]
    [InlineData("county", null)]
    public void Find_a_column_by_either_name(string name, int? position)
    {
        Assert.Equal(position, Names.SnakeCase(["State ANSI", "state ansi"]).Find(name));
    }

    [Theory]
    [InlineData("sales", true)]
    [InlineData("_sales-2017", true)]
    [InlineData("2017", true)]
    [InlineData("", false)]
    [InlineData("-sales", false)]
    [InlineData("Sales", false)]
    [InlineData("sales.csv", false)]
    [InlineData("../sales", false)]
    [InlineData("größe", false)]
    [InlineData("sales\n", false)]
    public void Of_tables_are_good_for_folders(string name, bool isGood)
    {
        Assert.Equal(isGood, Names.IsTable(name));
        Assert.Equal(isGood, Names.CheckTable(name) is null);
    }

    [Fact]
    public void Of_tables_have_at_most_128_characters()
    {
        Assert.True(Names.IsTable(new('a', 128)));
        Assert.False(Names.IsTable(new('a', 129)));
    }

    [Fact]
    public void Of_tables_are_named_when_they_will_not_do()
    {
        var problem = Names.CheckTable("Crop Acres 2017");

        Assert.Contains("\"Crop Acres 2017\"", problem!.Message);
        Assert.Equal("Name it \"crop_acres_2017\".", problem.Hint);
    }
}
