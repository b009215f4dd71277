using System.Text.RegularExpressions;

namespace Granary.Tables.Final;

/// <summary>The names of partition folders, <c>column=value</c>, as Hive has them.</summary>
/// <remarks>
/// DuckDB writes a letter beyond ASCII as the percent signs of its bytes. Spark, Athena and Hive take each of these for a letter of its
/// own: they write such letters as they are.
/// </remarks>
static partial class PartitionNames
{
    /// <summary>
    /// Gives the folders below one the letters themselves. Where there is one of that name, files move into it; they have names of their
    /// own.
    /// </summary>
    public static void Restore(string folder)
    {
        foreach (var partition in Directory.GetDirectories(folder, "*=*"))
        {
            Restore(partition);
            var name = Path.GetFileName(partition);
            var restored = Encoded.Replace(name, e => Uri.UnescapeDataString(e.Value));
            if (restored != name)
                Move(partition, Path.Combine(folder, restored));
        }
    }

    static void Move(string from, string to)
    {
        if (!Directory.Exists(to))
        {
            Directory.Move(from, to);
            return;
        }

        foreach (var inner in Directory.GetDirectories(from))
            Move(inner, Path.Combine(to, Path.GetFileName(inner)));
        foreach (var file in Directory.GetFiles(from))
            File.Move(file, Path.Combine(to, Path.GetFileName(file)));
        Directory.Delete(from);
    }

    /// <summary>Bytes of UTF-8 beyond ASCII. A percent sign of the value itself stands there as <c>%25</c>.</summary>
    [GeneratedRegex("(%[89A-Fa-f][0-9A-Fa-f])+")]
    private static partial Regex Encoded { get; }
}
