namespace Granary.DuckDb;

/// <summary>Whether the end of the SQL read so far is inside of quotes or a comment.</summary>
struct SqlPosition
{
    string? _end;

    public readonly string? Inside => _end switch
    {
        null => null,
        "'" or "\"" or "$$" => "quotes",
        _ => "a comment",
    };

    public void Pass(string sql)
    {
        for (var at = 0; at < sql.Length;)
        {
            if (_end is null)
            {
                _end = Opening(sql.AsSpan(at));
                at += _end is "*/" or "\n" or "$$" ? 2 : 1;
            }
            else
            {
                // A doubled quote ends the text and begins it anew, which comes to the same.
                var end = sql.IndexOf(_end, at, StringComparison.Ordinal);
                if (end < 0)
                    return;
                at = end + _end.Length;
                _end = null;
            }
        }
    }

    static string? Opening(ReadOnlySpan<char> sql) => sql switch
    {
        ['\'', ..] => "'",
        ['"', ..] => "\"",
        ['$', '$', ..] => "$$",
        ['-', '-', ..] => "\n",
        ['/', '*', ..] => "*/",
        _ => null,
    };
}
