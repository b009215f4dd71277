using System.Globalization;
using System.Text;

namespace Granary.Tables.Tests.Spark;

/// <summary>Makes texts that are values of a column, nearly are, or look so: the same ones for the same seed.</summary>
sealed class TextMaker(int seed)
{
    static readonly string[] Blanks = [" ", "\t", "\n", "\r", "\f", "\v", "\u00A0", "\u2009", "\u202F", "\u3000", "\uFEFF", "\u200B"];
    static readonly string[] Strange =
    [
        "١", "１", "²", "\u2212", "_", "x", "L", "f", "d", "e", "E", "'", "\u2019", "-", "+", ".", ",", "%", "$", "€", "(", ")", "0", "9",
        "/", ":", "T", "z", "\0", "😀", "\\", "\u212A",
    ];

    static readonly string[] Limits =
    [
        "2147483647",
        "2147483648",
        "-2147483648",
        "-2147483649",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "999999999999999999",
        "1000000000000000000",
        "0",
        "-0",
        "+0",
        "00",
        "0.0",
        "-0.0",
        "-0e0",
        ".5",
        "5.",
        ".",
        "-",
        "+",
        "-.",
        "1e308",
        "1.7976931348623157e308",
        "1.7976931348623159e308",
        "1e309",
        "-1e309",
        "4.9e-324",
        "2.4703282292062327e-324",
        "2.4703282292062328e-324",
        "1e-400",
        "0e99999999999",
        "1e99999999999",
        "1e-99999999999",
        "9007199254740993",
        "9007199254740992.9999999999999999999999",
        "2.2250738585072011e-308",
        "99999999999999999999999999999999999999",
        "100000000000000000000000000000000000000",
        "0.1e1",
        "1.e2",
        "1e",
        "e5",
        "1e+",
        "NaN",
        "nan",
        "-nan",
        "+NaN",
        "Infinity",
        "-INF",
        "+inf",
        "Inf.",
        "infinit",
        "0x1p3",
        "1.5f",
        "1d",
        "000000000000000000000000000000000000000000000000000000000000000000007",
        "0." + "000000000000000000000000000000000000000000000000000001",
        "1." + "000000000000000000000000000000000000000000000000000000",
    ];

    readonly Random _random = new(seed);

    public string Number(IReadOnlyList<string> currency, string thousands, string point)
    {
        var text = _random.Next(6) == 0 ? Pick(Limits) : Digits(thousands, point);
        for (var marks = _random.Next(4); marks > 0; marks--)
        {
            text = _random.Next(7) switch
            {
                0 => $"-{Gap()}{text}",
                1 => $"+{Gap()}{text}",
                2 => $"({Gap()}{text}{Gap()})",
                3 => $"{text}{Gap()}-",
                4 => $"{text}{Gap()}%",
                5 when currency.Count > 0 => $"{Pick(currency)}{Gap()}{text}",
                6 when currency.Count > 0 => $"{text}{Gap()}{Pick(currency)}",
                _ => text,
            };
        }

        return Bent(text);
    }

    /// <param name="pattern">In strptime's way.</param>
    public string Moment(string pattern)
    {
        var text = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '%')
            {
                text.Append(pattern[i]);
                continue;
            }

            i += pattern[i + 1] == '-' ? 2 : 1;
            text.Append(Piece(pattern[i]));
        }

        return Bent(text.ToString());
    }

    /// <summary>ISO 8601 around a local time.</summary>
    public string Near(DateTime local)
    {
        var time = local.AddSeconds(_random.Next(-4000, 4000)).AddMinutes(_random.Next(3) == 0 ? _random.Next(-1500, 1500) : 0);
        return time.ToString(
                Pick(["yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss.ffffff"]),
                CultureInfo.InvariantCulture
            ) + (_random.Next(20) == 0 ? "+01:30" : "");
    }

    public string Word(IReadOnlyList<string> words)
    {
        var word = Pick(words);
        return Bent(
            _random.Next(4) switch
            {
                0 => word.ToUpperInvariant(),
                1 => word.ToLowerInvariant(),
                2 => string.Concat(word.Select(c => _random.Next(2) == 0 ? char.ToUpperInvariant(c) : c)),
                _ => word,
            });
    }

    string Piece(char directive) =>
        directive switch
        {
            'Y' => Pick([
                "0000", "0001", "1582", "1900", "1999", "2000", "2018", "2023", "2024", "2100", "9999", Count(0, 99999),
                Count(1, 9999).PadLeft(4, '0'),
            ]),
            'y' => Pick(["00", "68", "69", "99", Count(0, 99).PadLeft(2, '0'), Count(0, 9)]),
            'm' or 'I' => Padded(0, 13),
            'd' => Padded(0, 32),
            'j' => Pick(["000", "001", "365", "366", "367", Count(0, 400), Count(0, 400).PadLeft(3, '0')]),
            'H' => Padded(0, 25),
            'M' or 'S' => Padded(0, 61),
            'f' or 'g' or 'n' => string.Concat(Enumerable.Range(0, _random.Next(11)).Select(_ => (char)('0' + _random.Next(10)))),
            'p' => Word(["am", "pm", "a.m."]),
            'b' => Word(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Mai", "June"]),
            'B' => Word([
                "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
                "Jan",
            ]),
            'a' => Word(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Monday", "Mo"]),
            'A' => Word(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Sun"]),
            'z' => Pick([
                "Z", "z", "+00", "-00:30", "+02:00", "-0530", "+18:59", "-18:59", "+19:00", "+05", "+5", "+05:", "+05:6", "+0560", "+053",
                "UTC", "",
            ]),
            _ => "%",
        };

    string Padded(int from, int to) => _random.Next(3) == 0 ? Count(from, to) : Count(from, to).PadLeft(2, '0');

    string Count(int from, int to) => _random.Next(from, to + 1).ToString(CultureInfo.InvariantCulture);

    string Digits(string thousands, string point)
    {
        var whole = Run(_random.Next(_random.Next(5) == 0 ? 42 : 9));
        if (_random.Next(2) == 0 && thousands.Length > 0)
        {
            for (var at = whole.Length - 3; at > 0; at -= _random.Next(12) == 0 ? 2 : 3)
                whole = whole.Insert(
                    at,
                    thousands == " " ? Pick([" ", "\u00A0", "\u2009", "\u202F"])
                        : thousands == "'" ? Pick(["'", "\u2019"])
                        : thousands);
        }

        var fraction = _random.Next(2) == 0 ? "" : point + Run(_random.Next(6)) + new string('0', _random.Next(5));
        var exponent = _random.Next(8) == 0 ? Pick(["e", "E"]) + Pick(["", "+", "-"]) + Run(_random.Next(4)) : "";
        return whole + fraction + exponent;
    }

    string Run(int length) =>
        string.Concat(Enumerable.Range(0, length).Select(_ => (char)('0' + (_random.Next(4) == 0 ? 0 : _random.Next(10)))));

    string Gap() => _random.Next(3) == 0 ? Pick(Blanks) : "";

    /// <summary>As it is, between blanks, or with a character more, less or other.</summary>
    string Bent(string text)
    {
        var at = _random.Next(text.Length + 1);
        return _random.Next(12) switch
        {
            0 => Pick(Blanks) + text + Gap(),
            1 => text + Pick(Blanks),
            2 => text.Insert(at, Pick(Strange)),
            3 when at < text.Length => text.Remove(at, 1),
            4 when at < text.Length => text.Remove(at, 1).Insert(at, Pick(Strange)),
            _ => text,
        };
    }

    string Pick(IReadOnlyList<string> from) => from[_random.Next(from.Count)];
}
