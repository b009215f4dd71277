using Granary.Model.Json;
using Granary.Model.Shapes;

namespace Granary.Model.Datasets;

/// <summary>The keys below <c>source</c>.</summary>
static class SourceKeys
{
    const int MostLines = 1_000_000;

    static readonly TextRule FilePattern = new(DatasetCodes.Path, @"^[^/\\][^\\]*$",
        "it is a name or pattern below the place files come from, with / between its parts")
    {
        Holds = pattern => !pattern.TrimEnd('/').Split('/').Any(part => part is "" or "." or ".."),
        Hint = "Write for example sales_*.csv, or sales/ for a folder.",
    };

    static readonly Key<IReadOnlyList<string>> Files = new(
        "files", new ListShape<string>(new TextShape(FilePattern)) { MayBeEmpty = false },
        "Patterns of the files that belong to the table: * and ? within a name; a folder ends with /. Left out: <table>.* and <table>/.");

    static readonly Key<string> Delimiter = new("delimiter", new DelimiterShape(),
        "What stands between two fields, such as \",\" \"|\" or \"\\t\". Left out, it is found out.");

    static readonly Key<bool> TrailingDelimiter = new("trailingDelimiter", BooleanShape.Instance,
        "Whether a delimiter also follows the last column of every row.");

    static readonly Key<IReadOnlyList<FixedColumn>> FixedWidth = new(
        "fixedWidth", new ListShape<FixedColumn>(FixedWidthKeys.Item) { MayBeEmpty = false },
        "The columns by their places in the line, for files without a delimiter. Such files have no header unless \"header\" says so.");

    static readonly Key<bool> PadsShortLines = new(
        "shortLines", new ChoiceShape<bool>(DatasetCodes.NoChoice, ("reject", false), ("pad", true)),
        "What a line means that ends before a column of fixedWidth begins: \"reject\", it has too few columns, also when this is left "
            + "out; or \"pad\", it has no value there."
    );

    static readonly Key<bool> Header = new("header", BooleanShape.Instance,
        "Whether the first record names the columns. If not, \"columns\" here names them.", Fallback: true);

    static readonly Key<int> HeaderRows = new("headerRows", new WholeNumberShape(DatasetCodes.OutOfRange, 1, 100),
        "How many records name the columns together, their parts joined with a blank.", Fallback: 1);

    static readonly Key<int> SkipLines = new("skipLines", new WholeNumberShape(DatasetCodes.OutOfRange, 0, MostLines),
        "How many lines before the header are no data. With a header in line 4 it is 3.");

    static readonly Key<int> SkipRows = new("skipRows", new WholeNumberShape(DatasetCodes.OutOfRange, 0, MostLines),
        "How many records behind the header are no data, such as units or dashes.");

    static readonly Key<int> FooterRows = new("footerRows", new WholeNumberShape(DatasetCodes.OutOfRange, 0, MostLines),
        "How many records at the end are no data, such as totals.");

    static readonly Key<string> Comment = new(
        "comment", new TextShape(new(DatasetCodes.Separators, @"^[^\r\n]{1,16}$", "it is at most 16 characters without a line end")),
        "With what lines begin that are comments, such as \"#\". Left out, there are none.");

    static readonly Key<bool> KeepsBlankLines = new(
        "blankLines", new ChoiceShape<bool>(DatasetCodes.NoChoice, ("skip", false), ("row", true)),
        "What a blank line is: \"skip\", nothing, also when this is left out; or \"row\", a row with one empty value.");

    static readonly Key<bool> RejectsNul = new("nul", new ChoiceShape<bool>(DatasetCodes.NoChoice, ("keep", false), ("reject", true)),
        "What a NUL byte in a row means: \"keep\", it is text, also when this is left out; or \"reject\", the row is rejected.");

    static readonly Key<string> Quote = new("quote", new MarkShape(mustBeAscii: false, "the file has no quotes"),
        "The character around fields that hold delimiters or line ends; null or \"\" when no character does this.", Fallback: "\"");

    static readonly Key<string> Escape = new("escape", new MarkShape(mustBeAscii: true, "quotes are doubled"),
        "The character that stands before a quote inside quotes, such as a backslash. Left out or null: quotes are doubled.");

    static readonly Key<string> Encoding = new("encoding",
        Choice.Of(DatasetCodes.NoChoice, "utf-8", "utf-16le", "utf-16be", "windows-1252", "latin-1"),
        "How bytes are text. Left out: UTF-8, unless a byte order mark says otherwise.");

    static readonly Key<IReadOnlyList<string>> Columns = new("columns", new ListShape<string>(new TextShape()) { MayBeEmpty = false },
        "The names of the file's columns, all of them and in their order.");

    static readonly Key<int> MaxRecordBytes = new(
        "maxRecordBytes", new WholeNumberShape(DatasetCodes.OutOfRange, 64, 1 << 28),
        "How long a record may be, in bytes of UTF-8. A longer one is rejected, and an open quote is followed no further.",
        Fallback: 1 << 20);

    static readonly Key<int> MaxColumns = new("maxColumns", new WholeNumberShape(DatasetCodes.OutOfRange, 1, 1 << 16),
        "How many columns a header may have.", Fallback: DatasetSource.UsualMaxColumns);

    public static readonly ObjectShape<DatasetSource> Shape = new(
        new(
            Files, Delimiter, TrailingDelimiter, FixedWidth, PadsShortLines, Header, HeaderRows, SkipLines, SkipRows, FooterRows, Comment,
            KeepsBlankLines, RejectsNul, Quote, Escape, Encoding, Columns, MaxRecordBytes, MaxColumns),
        Make);

    /// <summary>The file's columns, all of them and in their order, where the keys name them.</summary>
    /// <param name="source">What stands at <c>source</c>, or null.</param>
    public static IReadOnlyList<ColumnMention> ColumnsIn(JsonSource? source) =>
        ColumnMention.In(source, Columns.Name) is { Count: > 0 } listed
            ? listed
            : ColumnMention.InEach((source as JsonObjectSource)?.Find(FixedWidth.Name)?.Value, "name");

    static DatasetSource Make(ObjectReader reader)
    {
        var saysHeader = reader.Has(Header);
        var (columns, pads) = (reader.Find(FixedWidth), reader.Find(PadsShortLines));
        var made = new DatasetSource
        {
            Files = reader.Find(Files) ?? [],
            Delimiter = reader.Find(Delimiter),
            TrailingDelimiter = reader.Find(TrailingDelimiter),
            FixedWidth = columns is null ? null : new(columns, pads),
            Header = reader.Get(Header),
            HeaderRows = reader.Get(HeaderRows),
            SkipLines = reader.Find(SkipLines),
            SkipRows = reader.Find(SkipRows),
            FooterRows = reader.Find(FooterRows),
            Comment = reader.Find(Comment),
            KeepsBlankLines = reader.Find(KeepsBlankLines),
            RejectsNul = reader.Find(RejectsNul),
            Quote = Mark(reader.Find(Quote)),
            Escape = Mark(reader.Find(Escape)),
            Encoding = reader.Find(Encoding),
            Columns = reader.Find(Columns),
            MaxRecordBytes = reader.Get(MaxRecordBytes),
            MaxColumns = reader.Get(MaxColumns),
        };
        CheckMarks(reader, made);
        if (made is { Header: false, HeaderRows: > 1 })
            Contradict(reader, HeaderRows, "the files have no header (source.header)");
        if (made.FixedWidth is not { } layout)
        {
            if (reader.Has(PadsShortLines) && !reader.Has(FixedWidth))
                Contradict(reader, PadsShortLines, "there is no source.fixedWidth");
            return made;
        }

        RefuseBeside(reader, Delimiter, TrailingDelimiter, Quote, Escape, Columns);
        FixedWidthKeys.CheckOrder(reader, layout.Columns, reader.Source(FixedWidth));
        return made with { Quote = null, Header = saysHeader && made.Header, Columns = [.. layout.Columns.Select(c => c.Name)] };
    }

    static string? Mark(string? text) => string.IsNullOrEmpty(text) ? null : text;

    static void CheckMarks(ObjectReader reader, DatasetSource made)
    {
        if (made is { Delimiter: { } delimiter, Quote: { } quote } && delimiter.Contains(quote, StringComparison.Ordinal))
            reader.Report(
                DatasetCodes.Separators, $"source.delimiter is \"{delimiter}\", which holds the quote ({quote}).", Delimiter,
                "Choose another quote, or null if the file has none.");
        if (made.Escape is not { } escape)
            return;
        if (made.Delimiter?.Contains(escape, StringComparison.Ordinal) == true)
            reader.Report(
                DatasetCodes.Separators, $"source.delimiter is \"{made.Delimiter}\", which holds the escape ({escape}).", Delimiter);
        if (made.Quote is null && !reader.Has(FixedWidth))
            Contradict(reader, Escape, "there is no quote; an escape has a meaning inside quotes only");
    }

    static void RefuseBeside(ObjectReader reader, params ReadOnlySpan<Key> others)
    {
        foreach (var other in others)
        {
            if (reader.Source(other) is not null)
                Contradict(reader, other, "source.fixedWidth says where columns stand, and what they are called");
        }
    }

    static void Contradict(ObjectReader reader, Key key, string because) =>
        reader.Report(
            DatasetCodes.Contradiction, $"source.{key.Name} has no meaning here: {because}.", key,
            $"Remove {key.Name}, or what it contradicts.");
}
