using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Granary.States.Values;

/// <summary>Writes compact JSON in which only what must be escaped is, as the service does.</summary>
static class DataWriter
{
    static readonly SearchValues<char> Escaped = SearchValues.Create(
        "\"\\" + new string([.. Enumerable.Range(0, 32).Select(c => (char)c)]));

    public static JsonSerializerOptions NodeOptions { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 1000 };

    public static string Write(Data value)
    {
        switch (value)
        {
            case DataNumber n:
                return n.Digits;
            case DataNull:
                return "null";
            case DataBoolean b:
                return b.Value ? "true" : "false";
        }

        var text = _scratch ?? new StringBuilder(1024);
        _scratch = null; // another value may be written meanwhile
        Append(text, value);
        var written = text.ToString();
        if (text.Capacity <= MostKept)
            _scratch = text.Clear();
        return written;
    }

    /// <summary>Characters of a buffer that is used again.</summary>
    const int MostKept = 1 << 16;

    [ThreadStatic]
    static StringBuilder? _scratch;

    static void Append(StringBuilder text, Data value)
    {
        switch (value)
        {
            case DataObject o:
                AppendObject(text, o);
                break;
            case DataArray a:
                AppendArray(text, a);
                break;
            case DataText t:
                AppendText(text, t.Value);
                break;
            case DataNumber n:
                text.Append(n.Digits);
                break;
            case DataBoolean b:
                text.Append(b.Value ? "true" : "false");
                break;
            case DataNull:
                text.Append("null");
                break;
            default:
                throw new UnreachableException();
        }
    }

    static void AppendObject(StringBuilder text, DataObject value)
    {
        var separator = '{';
        foreach (var (key, member) in value.Members)
        {
            text.Append(separator);
            separator = ',';
            AppendText(text, key);
            text.Append(':');
            Append(text, member);
        }

        text.Append(separator == '{' ? "{}" : "}");
    }

    static void AppendArray(StringBuilder text, DataArray value)
    {
        text.Append('[');
        for (var i = 0; i < value.Count; i++)
        {
            if (i > 0)
                text.Append(',');
            Append(text, value[i]);
        }

        text.Append(']');
    }

    static void AppendText(StringBuilder text, string value)
    {
        text.Append('"');
        var rest = value.AsSpan();
        for (var at = rest.IndexOfAny(Escaped); at >= 0; at = rest.IndexOfAny(Escaped))
        {
            text.Append(rest[..at]).Append('\\');
            AppendEscape(text, rest[at]);
            rest = rest[(at + 1)..];
        }

        text.Append(rest).Append('"');
    }

    static void AppendEscape(StringBuilder text, char c) => _ = c switch
    {
        '"' or '\\' => text.Append(c),
        '\n' => text.Append('n'),
        '\r' => text.Append('r'),
        '\t' => text.Append('t'),
        '\b' => text.Append('b'),
        '\f' => text.Append('f'),
        _ => text.Append('u').Append(((int)c).ToString("x4")),
    };
}
