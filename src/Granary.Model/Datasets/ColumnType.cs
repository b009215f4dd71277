using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Granary.Model.Datasets;

/// <summary>What the values of a column are. A closed set.</summary>
[JsonConverter(typeof(ColumnTypeJson))]
public abstract record ColumnType
{
    public const int MostDigits = 38;

    const string DecimalPattern = @"^decimal\( *(?<precision>[0-9]{1,9}) *(, *(?<scale>[0-9]{1,9}) *)?\)\z";

    ColumnType()
    {
    }

    /// <summary>Any text, trimmed.</summary>
    public sealed record String : ColumnType;

    /// <summary>32 bits, signed.</summary>
    public sealed record Integer : ColumnType;

    /// <summary>64 bits, signed.</summary>
    public sealed record BigInt : ColumnType;

    /// <param name="Precision">Digits altogether, 1 to 38.</param>
    /// <param name="Scale">Digits after the point, 0 to <paramref name="Precision"/>.</param>
    public sealed record Decimal(int Precision, int Scale) : ColumnType;

    /// <summary>64 bits, IEEE 754.</summary>
    public sealed record Double : ColumnType;

    public sealed record Boolean : ColumnType;

    /// <summary>A day without a time zone.</summary>
    public sealed record Date : ColumnType;

    /// <summary>A day and a time of day to the microsecond, without a time zone.</summary>
    public sealed record Timestamp : ColumnType;

    /// <summary>A time of day to the microsecond.</summary>
    public sealed record Time : ColumnType;

    /// <summary>What others call our types.</summary>
    static readonly Dictionary<string, string> Synonyms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["text"] = "string",
        ["varchar"] = "string",
        ["char"] = "string",
        ["int"] = "integer",
        ["int4"] = "integer",
        ["smallint"] = "integer",
        ["number"] = "decimal(18,2)",
        ["long"] = "bigint",
        ["int8"] = "bigint",
        ["int64"] = "bigint",
        ["float"] = "double",
        ["real"] = "double",
        ["decimal"] = "decimal(18,2)",
        ["numeric"] = "decimal(18,2)",
        ["bool"] = "boolean",
        ["datetime"] = "timestamp",
    };

    static readonly ColumnType[] Simple =
    [
        new String(), new Integer(), new BigInt(), new Double(), new Boolean(), new Date(), new Timestamp(), new Time(),
    ];

    /// <summary>The spellings of all types but the decimals.</summary>
    public static IReadOnlyList<string> SimpleNames { get; } = [.. Simple.Select(type => type.ToString())];

    /// <param name="text">As in a dataset file: <c>integer</c>, <c>decimal(20,10)</c>; <c>decimal(20)</c> has no digits after the
    /// point.</param>
    /// <returns>Null when there is no such type, which has then been reported.</returns>
    public static ColumnType? Parse(string text, FilePosition where, ICollection<Problem> problems)
    {
        if (Simple.FirstOrDefault(type => type.ToString() == text) is { } simple)
            return simple;
        if (Regex.Match(text, DecimalPattern) is { Success: true } match)
            return ParseDecimal(text, Digits(match.Groups["precision"].Value), Digits(match.Groups["scale"].Value), where, problems);

        problems.Add(new("GR1306", ProblemKind.Usage, $"\"{text}\" is not a column type.", Hint(text), where));
        return null;
    }

    /// <summary>The spelling that <see cref="Parse"/> takes.</summary>
    public sealed override string ToString() => this is Decimal d ? $"decimal({d.Precision},{d.Scale})" : GetType().Name.ToLowerInvariant();

    static Decimal? ParseDecimal(string text, int precision, int scale, FilePosition where, ICollection<Problem> problems)
    {
        if (precision is < 1 or > MostDigits)
            problems.Add(new("GR1307", ProblemKind.Usage, $"{text} has {precision} digits; a decimal has 1 to {MostDigits}.", null, where));
        else if (scale > precision)
            problems.Add(new("GR1307", ProblemKind.Usage,
                $"{text} has more digits after the point ({scale}) than altogether ({precision}).",
                "The first number counts the digits before and after the point: "
                    + $"decimal({Math.Min(precision + scale, MostDigits)},{scale})?", where));
        else
            return new(precision, scale);
        return null;
    }

    static int Digits(string text) => text.Length == 0 ? 0 : int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    static string Hint(string text)
    {
        var name = text.Split('(')[0].Trim();
        IReadOnlyList<string> names = [.. SimpleNames, "decimal(18,2)"];
        if (Synonyms.TryGetValue(name, out var ours) || (ours = Spelling.Closest(name, names)) is not null)
            return $"Did you mean \"{ours}\"?";
        return $"One of {string.Join(", ", names)}.";
    }
}

/// <summary>A column of a table.</summary>
public sealed record Column(string Name, ColumnType Type);

/// <summary>Types as dataset files spell them.</summary>
public sealed class ColumnTypeJson : JsonConverter<ColumnType>
{
    /// <exception cref="JsonException">The text is not a column type.</exception>
    public override ColumnType Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString() ?? "";
        return ColumnType.Parse(text, new("", 1, 1), []) ?? throw new JsonException($"\"{text}\" is not a column type.");
    }

    public override void Write(Utf8JsonWriter writer, ColumnType value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
