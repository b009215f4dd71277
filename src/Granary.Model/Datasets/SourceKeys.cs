using Granary.Model.Shapes;

namespace Granary.Model.Datasets;

/// <summary>The keys below <c>source</c>.</summary>
static class SourceKeys
{
    static readonly TextRule FilePattern = new(DatasetCodes.Path, @"^[^/\\][^\\]*$",
        "it is a name or pattern below the place files come from, with / between its parts")
    {
        Holds = pattern => !pattern.TrimEnd('/').Split('/').Any(part => part is "" or "." or ".."),
        Hint = "Write for example sales_*.csv, or sales/ for a folder.",
    };

    static readonly Key<IReadOnlyList<string>> Files = new("files", new ListShape<string>(new TextShape(FilePattern)) { MayBeEmpty = false },
        "Patterns of the files that belong to the table: * and ? within a name; a folder ends with /. Left out: <table>.* and <table>/.");

    static readonly Key<string> Delimiter = new("delimiter", new DelimiterShape(),
        "What stands between two fields, such as \",\" \"|\" or \"\\t\". Left out, it is found out.");

    static readonly Key<bool> Header = new("header", BooleanShape.Instance,
        "Whether the first record names the columns. If not, \"columns\" here names them.", Fallback: true);

    static readonly Key<string> Quote = new("quote", new QuoteShape(),
        "The character around fields that hold delimiters or line ends; null or \"\" when no character does this.", Fallback: "\"");

    static readonly Key<string> Encoding = new("encoding",
        Choice.Of(DatasetCodes.NoChoice, "utf-8", "utf-16le", "utf-16be", "windows-1252", "latin-1"),
        "How bytes are text. Left out: UTF-8, unless a byte order mark says otherwise.");

    static readonly Key<IReadOnlyList<string>> Columns = new("columns", new ListShape<string>(new TextShape()) { MayBeEmpty = false },
        "The names of the file's columns, all of them and in their order.");

    public static readonly ObjectShape<DatasetSource> Shape = new(new(Files, Delimiter, Header, Quote, Encoding, Columns), Make);

    static DatasetSource Make(ObjectReader reader)
    {
        var (delimiter, quote) = (reader.Find(Delimiter), reader.Find(Quote));
        if (delimiter is not null && !string.IsNullOrEmpty(quote) && delimiter.Contains(quote, StringComparison.Ordinal))
            reader.Report(DatasetCodes.Separators, $"source.delimiter is \"{delimiter}\", which holds the quote ({quote}).", Delimiter, "Choose another quote, or null if the file has none.");
        return new()
        {
            Files = reader.Find(Files) ?? [],
            Delimiter = delimiter,
            Header = reader.Get(Header),
            Quote = string.IsNullOrEmpty(quote) ? null : quote,
            Encoding = reader.Find(Encoding),
            Columns = reader.Find(Columns),
        };
    }
}
