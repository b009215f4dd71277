using System.Text.RegularExpressions;

namespace Granary.Home.Tests.Storage;

/// <summary>One class owns the SQL of each table; schemas aside.</summary>
public sealed partial class SqlOwnershipTests
{
    [GeneratedRegex(@"\b(?:FROM|JOIN|INTO|UPDATE)\s+([a-z]+_?[a-z]+)\b")]
    private static partial Regex TableName { get; }

    [Fact]
    public void Each_table_is_named_in_the_sql_of_one_file()
    {
        var folder = Path.Combine(Needed.Repository, "src", "Granary.Home");
        var names = from file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
                    where !file.EndsWith("Schema.cs", StringComparison.Ordinal)
                    from match in TableName.Matches(File.ReadAllText(file))
                    select (Table: match.Groups[1].Value, File: Path.GetFileName(file));
        var owners = names.Distinct().ToLookup(n => n.Table, n => n.File);

        Assert.Contains("run", owners.Select(o => o.Key));
        Assert.Empty(owners.Where(o => o.Count() > 1).Select(o => $"{o.Key}: {string.Join(", ", o)}"));
    }
}
