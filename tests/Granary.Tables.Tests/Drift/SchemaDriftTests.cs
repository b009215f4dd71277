using Granary.Model.Datasets;
using Granary.Tables.Drift;
using Granary.Tables.Loading;
using Granary.Tables.Plans;

namespace Granary.Tables.Tests.Drift;

public sealed class SchemaDriftTests
{
    [Theory]
    [InlineData("a b c", "a b c", "")]
    [InlineData("", "", "")]
    [InlineData("a b", "a b c", "the column \"c\" is new")]
    [InlineData("a b c", "a c", "the column \"b\" is missing")]
    [InlineData("a b c", "a x c", "the column \"b\" is missing and \"x\" is new, perhaps its other name")]
    [InlineData("id amount", "amuont id", "the column \"amount\" is missing and \"amuont\" is new, perhaps its other name")]
    [InlineData("a b c", "x a b", "the column \"c\" is missing; the column \"x\" is new")]
    [InlineData("a b c d", "d a b c", "the column \"d\" is at position 1 and was at 4")]
    [InlineData("a b c", "b a c", "the column \"a\" is at position 2 and was at 1")]
    [InlineData("a b c", "a new b c", "the column \"new\" is new")]
    [InlineData("Order-No a", "order_no a", "")]
    [InlineData("a A", "A a", "the column \"a\" is at position 2 and was at 1")]
    [InlineData("v:bigint w:date", "v:string w:date", "the column \"v\" is string and was bigint")]
    [InlineData("v:bigint w", "v w:date", "")]
    [InlineData("a:bigint b:date", "a:bigint x:string", "the column \"b\" is missing; the column \"x\" is new")]
    [InlineData("a b:bigint", "b:string", "the column \"a\" is missing; the column \"b\" is string and was bigint")]
    public void Tells_what_is_different_by_name(string written, string now, string expected)
    {
        Assert.Equal(expected, string.Join("; ", SchemaDrift.Between(Columns(written), Columns(now))));
    }

    [Fact]
    public void Thousands_of_columns_in_another_order_are_no_work()
    {
        var written = Enumerable.Range(0, 20_000).Select(i => new SchemaColumn($"c{i}", null)).ToList();

        var changes = SchemaDrift.Between(written, [.. written.Skip(1), written[0]]);

        Assert.Equal([new SchemaChange.Reordered("c0", 1, 20_000)], changes);
    }

    [Theory]
    [InlineData("string", TypeKinds.None, 0, 0, true)]
    [InlineData("bigint", TypeKinds.Number, 18, 0, true)]
    [InlineData("bigint", TypeKinds.Number, 19, 0, false)]
    [InlineData("bigint", TypeKinds.Number, 1, 1, false)]
    [InlineData("integer", TypeKinds.Number, 9, 0, true)]
    [InlineData("decimal(18,2)", TypeKinds.Number, 16, 2, true)]
    [InlineData("decimal(18,2)", TypeKinds.Number, 17, 0, false)]
    [InlineData("decimal(18,2)", TypeKinds.Number, 3, 3, false)]
    [InlineData("double", TypeKinds.Number, 3, 3, true)]
    [InlineData("double", TypeKinds.Double, 0, 0, true)]
    [InlineData("date", TypeKinds.Timestamp, 0, 0, false)]
    [InlineData("timestamp", TypeKinds.Date, 0, 0, true)]
    [InlineData("boolean", TypeKinds.None, 0, 0, false)]
    public void A_type_takes_what_all_of_its_readers_take(string type, TypeKinds possible, int whole, int scale, bool expected)
    {
        var written = ColumnType.Parse(type, new("", 1, 1), [])!;

        Assert.Equal(expected, TypeDrift.Takes(written, new(HasValues: true, possible, whole, scale)));
        Assert.True(TypeDrift.Takes(written, TypeEvidence.None));
    }

    [Theory]
    [InlineData(LoadMode.Replace, "c:date a:bigint", "c:date a:bigint")]
    [InlineData(LoadMode.Replace, "", "a:bigint b:string")]
    [InlineData(LoadMode.Append, "c:date a:double", "a:double b:string c:date")]
    public void Where_rows_stay_their_columns_do(LoadMode load, string delivered, string expected)
    {
        var after = WrittenSchema.After(new(Written("a:bigint b:string")), Written(delivered), LoadStrategy.Of(load));

        Assert.Equal(Written(expected), after.Columns);
    }

    static IReadOnlyList<WrittenColumn> Written(string text) =>
        [.. Columns(text).Select(c => new WrittenColumn(c.Name, c.Name, c.Type!))];

    static IReadOnlyList<SchemaColumn> Columns(string text) =>
        [
            .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(c => c.Split(':'))
                .Select(c => new SchemaColumn(c[0], c.Length > 1 ? ColumnType.Parse(c[1], new("", 1, 1), []) : null)),
        ];
}
