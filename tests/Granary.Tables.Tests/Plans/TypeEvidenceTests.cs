using System.Text;
using Granary.Tables.Inference;
using Granary.Tables.Plans;

namespace Granary.Tables.Tests.Plans;

/// <summary>Evidence of parts, joined in another process, tells what all values tell.</summary>
public sealed class TypeEvidenceTests
{
    [Theory]
    [InlineData("bigint", "1", "22", "-3")]
    [InlineData("decimal(18,2)", "1", "2.25")]
    [InlineData("decimal(38,3)", "1234567890123456789", "0.125")]
    [InlineData("double", "1", "1e3")]
    [InlineData("date", "2018-11-06", "1582-10-10")]
    [InlineData("timestamp", "2018-11-06T10:00", "2018-11-06 10:00:00Z")]
    [InlineData("boolean", "true", "False")]
    [InlineData("string", "1", "true")]
    [InlineData("string", "1", "01")]
    [InlineData("string")]
    public void Parts_tell_what_the_whole_tells_in_any_order(string type, params string[] values)
    {
        var parts = values.Select(v => Of(v)).ToList();

        Assert.Equal(type, parts.Aggregate(TypeEvidence.None, (a, b) => a.Join(b)).Type.ToString());
        Assert.Equal(type, parts.AsEnumerable().Reverse().Aggregate(TypeEvidence.None, (a, b) => b.Join(a)).Type.ToString());
        Assert.Equal(type, Of(values).Type.ToString());
    }

    [Fact]
    public void A_column_that_other_files_lack_keeps_its_evidence()
    {
        var joined = new LandedEvidence(new Dictionary<string, TypeEvidence> { ["a"] = Of("1") }).Join(
            new(new Dictionary<string, TypeEvidence> { ["b"] = Of("x") }));

        Assert.Equal(("bigint", "string"), (joined.Of("a").Type.ToString(), joined.Of("b").Type.ToString()));
    }

    static TypeEvidence Of(params string[] values)
    {
        var guess = new TypeInference();
        foreach (var value in values)
            guess.Add(Encoding.UTF8.GetBytes(value));
        return guess.Evidence;
    }
}
