using Granary.Home.Delivery;
using Granary.Model;

namespace Granary.Home.Tests.Delivery;

public sealed class DeliveryPlannerTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("orders.csv", "orders/orders.csv")]
    [InlineData("Orders.CSV", "orders/Orders.CSV")]
    [InlineData("orders.tsv", "orders/orders.tsv")]
    [InlineData("orders.psv", "orders/orders.psv")]
    [InlineData("orders.txt", "orders/orders.txt")]
    [InlineData("orders.dat", "orders/orders.dat")]
    [InlineData("orders.csv.gz", "orders/orders.csv.gz")]
    [InlineData("orders.txt.zip", "orders/orders.txt.zip")]
    [InlineData("orders.gz", "orders/orders.gz")]
    [InlineData("orders.zip", "orders/orders.zip")]
    [InlineData("sales/2026/jan.csv", "sales/2026/jan.csv")]
    [InlineData("Sales/jan.csv", "sales/jan.csv")]
    public void Data_goes_to_the_table_of_its_folder_or_of_its_own_name(string file, string place)
    {
        _folder.Write(file, "a\n1\n");

        var plan = Plan(_folder.Path);

        var taken = Assert.Single(plan.Files);
        Assert.Equal((Path.Combine(_folder.Path, file), place), (taken.Source, $"{taken.Table}/{taken.Name}"));
        Assert.Empty(plan.LeftOut);
    }

    [Theory]
    [InlineData("README", "documentation")]
    [InlineData("readme.txt", "documentation")]
    [InlineData("README-first.csv", "documentation")]
    [InlineData("notes.md", "documentation")]
    [InlineData("orders.json", "JSON")]
    [InlineData("orders.JSON", "JSON")]
    [InlineData(".orders.csv", "begin with")]
    [InlineData("_orders.csv", "begin with")]
    [InlineData("_old/orders.csv", "begin with")]
    [InlineData("x/.git/orders.csv", "begin with")]
    [InlineData("orders.xlsx", "ending")]
    [InlineData("orders", "ending")]
    [InlineData("orders.csv.bak", "ending")]
    public void What_is_no_data_is_left_out_with_the_reason(string file, string reason)
    {
        _folder.Write(file, "a\n1\n");

        var plan = Plan(_folder.Path);

        Assert.Empty(plan.Files);
        Assert.Contains(reason, Assert.Single(plan.LeftOut).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_to_nothing_is_told()
    {
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "orders.csv"), "/nowhere.csv");

        Assert.Contains(
            "orders.csv is a link", Assert.Single(Assert.Throws<ProblemException>(() => Plan(_folder.Path)).Problems).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Files_and_folders_are_taken_together()
    {
        var file = _folder.Write("here/orders.csv", "");
        _folder.Write("there/items.csv", "");
        _folder.Write("there/parts/1.csv", "");

        var plan = Plan(file, Path.Combine(_folder.Path, "there"));

        Assert.Equal(["orders/orders.csv", "items/items.csv", "parts/1.csv"], Places(plan));
    }

    [Fact]
    public void A_datasets_claim_comes_first()
    {
        _folder.Write("ORD_2026_01.csv", "");
        _folder.Write("ORD_2026_02.extract", "");
        _folder.Write("drop/orders.csv", "");
        _folder.Write("items.csv", "");

        var plan = Plan([new("orders", ["ORD_*", "drop/"]), new("items", ["items.*", "items/"])], _folder.Path);

        Assert.Equal(
            ["items/items.csv", "orders/ORD_2026_01.csv", "orders/ORD_2026_02.extract", "orders/drop/orders.csv"],
            Places(plan).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_claim_takes_the_tables_own_folder_without_repeating_its_name()
    {
        _folder.Write("orders/2026/1.extract", "");

        Assert.Equal(["orders/2026/1.extract"], Places(Plan([new("orders", ["orders.*", "orders/"])], _folder.Path)));
    }

    [Fact]
    public void A_star_stays_within_a_name()
    {
        _folder.Write("sales_old/notes.csv", "");
        _folder.Write("sales_2026.csv", "");

        Assert.Equal(
            ["sales/sales_2026.csv", "sales_old/notes.csv"],
            Places(Plan([new("sales", ["sales_*.csv"])], _folder.Path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_claim_does_not_make_data_of_hidden_files()
    {
        _folder.Write("orders/.part.csv", "");

        Assert.Empty(Plan([new("orders", ["orders/"])], _folder.Path).Files);
    }

    [Theory]
    [InlineData("a b.csv", "\"a b\"")]
    [InlineData("ü.csv", "\"ü\"")]
    [InlineData("-x.csv", "\"-x\"")]
    [InlineData("a.b.csv", "\"a.b\"")]
    [InlineData("my folder/1.csv", "\"my folder\"")]
    public void A_table_name_that_is_no_good_folder_name_is_refused(string file, string name)
    {
        _folder.Write(file, "");

        var problem = Assert.Single(Assert.Throws<ProblemException>(() => Plan(_folder.Path)).Problems);

        Assert.Equal("GR1316", problem.Code);
        Assert.Contains(name, problem.Message, StringComparison.Ordinal);
        Assert.Contains(file, problem.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_files_for_one_place_are_refused_and_both_are_named()
    {
        var first = _folder.Write("one/orders.csv", "1");
        var second = _folder.Write("two/orders.csv", "2");

        var problem = Assert.Single(Assert.Throws<ProblemException>(() => Plan(first, second)).Problems);

        Assert.Equal("GR4003", problem.Code);
        Assert.Contains(first, problem.Message, StringComparison.Ordinal);
        Assert.Contains(second, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        _folder.Write("a b.csv", "");
        _folder.Write("c d.csv", "");

        var problems = Assert.Throws<ProblemException>(() => Plan(_folder.Path, Path.Combine(_folder.Path, "missing"))).Problems;

        Assert.Equal(["GR1316", "GR1316", "GR4001"], problems.Select(p => p.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_prefix_holds_exactly_the_delivered_files_afterwards()
    {
        _folder.Write("new/orders.csv", "a\n1\n");
        _folder.Write("new/parts/2026/x.csv", "b\n");
        _folder.Write("home/buckets/landing/sales/dbo/old/old.csv", "gone");
        _folder.Write("home/buckets/landing/other/dbo/kept.csv", "kept");
        var temporary = Directory.CreateDirectory(Path.Combine(_folder.Path, "home", "tmp", "r1")).FullName;
        var prefix = new LandingPrefix(new(Path.Combine(_folder.Path, "home", "buckets")), "landing", "sales/dbo/", temporary);

        await prefix.FillAsync(Plan(Path.Combine(_folder.Path, "new")).Files, CancellationToken.None);

        var landing = Path.Combine(_folder.Path, "home", "buckets", "landing");
        Assert.Equal(
            ["other/dbo/kept.csv", "sales/dbo/orders/orders.csv", "sales/dbo/parts/2026/x.csv"],
            Directory
                .EnumerateFiles(landing, "*", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(landing, f))
                .Order(StringComparer.Ordinal));
        Assert.Equal("a\n1\n", await File.ReadAllTextAsync(Path.Combine(landing, "sales/dbo/orders/orders.csv")));
    }

    [Fact]
    public async Task A_process_that_died_between_the_two_renames_costs_nothing()
    {
        _folder.Write("new/orders.csv", "a\n1\n");
        _folder.Write("home/tmp/r1/leaving/old/old.csv", "kept until the new files are there");
        _folder.Write("home/tmp/r1/arriving/orders/orders.csv", "half");
        var prefix = new LandingPrefix(
            new(Path.Combine(_folder.Path, "home", "buckets")), "landing", "sales/dbo/", Path.Combine(_folder.Path, "home", "tmp", "r1"));
        var gone = Plan(Path.Combine(_folder.Path, "new")).Files.Select(f => f with { Source = f.Source + ".gone" }).ToList();

        await Assert.ThrowsAsync<ProblemException>(() => prefix.FillAsync(gone, CancellationToken.None));
        var place = Path.Combine(_folder.Path, "home", "buckets", "landing", "sales", "dbo");
        Assert.True(File.Exists(Path.Combine(place, "old", "old.csv")));

        await prefix.FillAsync(Plan(Path.Combine(_folder.Path, "new")).Files, CancellationToken.None);
        Assert.Equal("a\n1\n", await File.ReadAllTextAsync(Path.Combine(place, "orders", "orders.csv")));
        Assert.False(Directory.Exists(Path.Combine(place, "old")));
    }

    public void Dispose() => _folder.Dispose();

    static DeliveryPlan Plan(params string[] paths) => Plan([], paths);

    static DeliveryPlan Plan(DeliveryClaim[] claims, params string[] paths) => new DeliveryPlanner(claims).Plan(paths);

    static IEnumerable<string> Places(DeliveryPlan plan) => plan.Files.Select(f => $"{f.Table}/{f.Name}");
}
