namespace Granary.Csv.Sniffing;

/// <summary>What separates fields in the files that are there.</summary>
static class Delimiters
{
    /// <summary>Those that come by the millions, the most usual first.</summary>
    public static readonly string[] Usual = [",", ";", "\t", "|"];

    /// <summary>Those that somebody chose because they are in no text. In every record as often, they are nothing else.</summary>
    public static readonly string[] Rare =
    [
        "^", "~", "\u0001", "\u001F", "\u001E", "\u0014", "\u00A6", "\u00A7", "||", "~|~", "|~|", "~~", "^^", "::", ";;", "\u00FE", "|^|",
        "#|#",
    ];
}
