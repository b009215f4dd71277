using System.Text;

namespace Granary.Tables.Spark;

/// <summary>An author's query, which is written for DuckDB, with its names and texts as Spark writes them.</summary>
/// <remarks>
/// In Spark "a" is a text and a backslash in a text is none; nothing else is changed, and what Spark does not know is its error, not
/// another answer.
/// </remarks>
static class AuthorSql
{
    public static SparkSql ForSpark(string sql)
    {
        var result = new StringBuilder();
        for (var i = 0; i < sql.Length;)
        {
            if (sql[i] is '"' or '\'')
            {
                result.Append(sql[i] == '"' ? new SparkName(Quoted(sql, ref i)).ToString() : SparkSql.From($"{Quoted(sql, ref i)}").Text);
            }
            else if (Comment(sql, i) is var length and > 0)
            {
                // It separates what is before it from what follows.
                result.Append(' ');
                i += length;
            }
            else
            {
                result.Append(sql[i++]);
            }
        }

        return SparkSql.Trusted(result.ToString().Trim().TrimEnd(';'));
    }

    /// <summary>What stands between two quotes; a doubled one is one of the text.</summary>
    static string Quoted(string sql, ref int i)
    {
        var quote = sql[i++];
        var text = new StringBuilder();
        while (i < sql.Length)
        {
            if (sql[i] == quote && (i + 1 == sql.Length || sql[i + 1] != quote))
                break;
            i += sql[i] == quote ? 1 : 0;
            text.Append(sql[i++]);
        }

        i++;
        return text.ToString();
    }

    /// <returns>How long the comment is that begins here; 0 when none does.</returns>
    static int Comment(string sql, int at)
    {
        if (sql.AsSpan(at).StartsWith("--"))
            return Until(sql.IndexOf('\n', at), 0);
        return sql.AsSpan(at).StartsWith("/*") ? Until(sql.IndexOf("*/", at + 2, StringComparison.Ordinal), 2) : 0;

        int Until(int end, int more) => end < 0 ? sql.Length - at : end + more - at;
    }
}
