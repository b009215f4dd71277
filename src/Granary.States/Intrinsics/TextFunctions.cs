using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Granary.States.Values;

namespace Granary.States.Intrinsics;

static class TextFunctions
{
    /// <summary>The most characters that Hash and the Base64 functions take.</summary>
    const int MostCharacters = 10_000;

    public static Data Format(Arguments arguments)
    {
        var format = arguments.Text(0);
        var text = new StringBuilder();
        var next = 1;
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] == '\\' && i + 1 < format.Length && format[i + 1] is '{' or '}')
            {
                text.Append(format[++i]);
            }
            else if (format[i] == '{' && i + 1 < format.Length && format[i + 1] == '}')
            {
                if (next == arguments.Count)
                    throw Arguments.Refuse("there are more places to fill than arguments");
                AppendPlain(text, arguments[next++]);
                i++;
            }
            else
            {
                text.Append(format[i]);
            }
        }

        return next == arguments.Count ? text.ToString() : throw Arguments.Refuse("there are more arguments than places to fill");
    }

    public static Data StringToJson(Arguments arguments)
    {
        var text = arguments.Text(0);
        try
        {
            return text.Length == 0 ? Data.Null : Data.Parse(text);
        }
        catch (JsonException)
        {
            throw Arguments.Refuse("the text is not JSON");
        }
    }

    public static Data JsonToString(Arguments arguments) => arguments[0].ToString();

    /// <summary>Each character of the second text separates; empty pieces are dropped.</summary>
    public static Data StringSplit(Arguments arguments)
    {
        var (text, separators) = (arguments.Text(0), arguments.Text(1));
        var between = separators.EnumerateRunes().ToHashSet();
        var pieces = new List<Data>();
        var from = 0;
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (between.Contains(rune))
            {
                Add(from, at);
                from = at + rune.Utf16SequenceLength;
            }

            at += rune.Utf16SequenceLength;
        }

        Add(from, at);
        return new DataArray([.. pieces]);

        void Add(int start, int end)
        {
            if (end > start)
                pieces.Add(text[start..end]);
        }
    }

    public static Data Base64Encode(Arguments arguments) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Short(arguments, arguments.Text(0))));

    public static Data Base64Decode(Arguments arguments)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(Short(arguments, arguments.Text(0))));
        }
        catch (FormatException)
        {
            throw Arguments.Refuse("the text is not Base64");
        }
    }

    [SuppressMessage("Security", "CA5350", Justification = "The author of the state machine chooses the algorithm.")]
    [SuppressMessage("Security", "CA5351", Justification = "The author of the state machine chooses the algorithm.")]
    public static Data Hash(Arguments arguments)
    {
        var text = arguments[0] is DataText t ? t.Value : arguments[0].ToString();
        var bytes = Encoding.UTF8.GetBytes(Short(arguments, text));
        var hash = arguments.Text(1) switch
        {
            "MD5" => MD5.HashData(bytes),
            "SHA-1" => SHA1.HashData(bytes),
            "SHA-256" => SHA256.HashData(bytes),
            "SHA-384" => SHA384.HashData(bytes),
            "SHA-512" => SHA512.HashData(bytes),
            var other => throw Arguments.Refuse($"there is no algorithm '{other}'"),
        };
        return Convert.ToHexStringLower(hash);
    }

    public static Data Uuid(Arguments arguments)
    {
        Span<byte> bytes = stackalloc byte[16];
        arguments.Random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40); // version 4
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80); // variant of RFC 9562
        return new Guid(bytes, bigEndian: true).ToString();
    }

    static string Short(Arguments arguments, string text) =>
        text.Length <= MostCharacters
            ? text
            : throw Arguments.Refuse($"the text has {text.Length} characters; {MostCharacters} are the most");

    /// <summary>Text as it is, all else the way Java prints it: <c>{a=1, b=[x, y]}</c>.</summary>
    static void AppendPlain(StringBuilder text, Data value)
    {
        switch (value)
        {
            case DataText t:
                text.Append(t.Value);
                break;
            case DataObject o:
                text.Append('{');
                for (var i = 0; i < o.Count; i++)
                {
                    text.Append(i == 0 ? "" : ", ").Append(o.Members[i].Key).Append('=');
                    AppendPlain(text, o.Members[i].Value);
                }

                text.Append('}');
                break;
            case DataArray a:
                text.Append('[');
                for (var i = 0; i < a.Count; i++)
                {
                    text.Append(i == 0 ? "" : ", ");
                    AppendPlain(text, a[i]);
                }

                text.Append(']');
                break;
            default:
                text.Append(value);
                break;
        }
    }
}
