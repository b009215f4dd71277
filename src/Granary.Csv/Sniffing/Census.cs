using System.Text;

namespace Granary.Csv.Sniffing;

/// <summary>What a whole file is made of when it is read with one format, and its first and last records.</summary>
/// <param name="fields">How many fields a record should have.</param>
sealed class Census(int fields)
{
    const int MostFirst = 200;
    const int MostLast = 8;

    /// <summary>What lines begin with that are not meant as data.</summary>
    static readonly string[] Prefixes = ["#", "//", "--", "%", "!", "*"];

    readonly long[] _commented = new long[Prefixes.Length];
    readonly long[] _fittingCommented = new long[Prefixes.Length];

    readonly Dictionary<int, long> _counts = [];

    /// <summary>The number of fields that the most of the other records have, and how many these are; null when there are none.</summary>
    public (int Fields, long Records)? Others =>
        _counts.Where(c => c.Key != fields).OrderByDescending(c => c.Value).Select(c => ((int, long)?)(c.Key, c.Value)).FirstOrDefault();

    public List<Record> First { get; } = [];

    public Queue<Record> Last { get; } = [];

    public long Records { get; private set; }

    /// <summary>Records with as many fields as there should be, and no problem.</summary>
    public long Fitting { get; private set; }

    /// <summary>Records that end with an empty field, without quotes.</summary>
    public long EndingEmpty { get; private set; }

    /// <summary>Those of them that fit.</summary>
    public long FittingEndingEmpty { get; private set; }

    public long WithProblem { get; private set; }

    public long WithNul { get; private set; }

    public long Quoted { get; private set; }

    public long Escaped { get; private set; }

    /// <summary>How many records begin with a prefix, and how many of these would fit as data.</summary>
    public (long All, long Fitting) Commented(string prefix) =>
        Prefixes.IndexOf(prefix) is >= 0 and var i ? (_commented[i], _fittingCommented[i]) : (0, 0);

    public static string? PrefixOf(string raw) => Prefixes.FirstOrDefault(p => raw.StartsWith(p, StringComparison.Ordinal));

    public static Census Of(CsvFile file, int fields, CancellationToken cancellationToken)
    {
        var census = new Census(fields);
        using var reader = file.OpenReader();
        foreach (var range in file.Ranges)
        {
            cancellationToken.ThrowIfCancellationRequested();
            reader.Start(range);
            while (reader.TryRead(out var record))
                census.Add(record);
        }

        return census;
    }

    void Add(CsvRecord record)
    {
        Records++;
        var fits = record.Problem is CsvProblem.None or CsvProblem.Undecodable && record.Fields.Length == fields;
        Fitting += fits ? 1 : 0;
        if (!fits && record.Problem == CsvProblem.None)
            _counts[record.Fields.Length] = _counts.GetValueOrDefault(record.Fields.Length) + 1;
        WithProblem += record.Problem is CsvProblem.BrokenQuote or CsvProblem.TooLong ? 1 : 0;
        WithNul += record.Raw.Contains((byte)0) ? 1 : 0;
        if (record.Fields is [.., { Length: 0, IsQuoted: false }])
        {
            EndingEmpty++;
            FittingEndingEmpty += fits ? 1 : 0;
        }

        foreach (var field in record.Fields)
        {
            Quoted += field.IsQuoted ? 1 : 0;
            Escaped += field.IsEscaped ? 1 : 0;
        }

        for (var i = 0; i < Prefixes.Length; i++)
        {
            if (!StartsWith(record.Raw, Prefixes[i]))
                continue;
            _commented[i]++;
            _fittingCommented[i] += fits ? 1 : 0;
        }

        if (First.Count < MostFirst)
            First.Add(Record.Of(record, fits));
        if (Last.Count == MostLast)
            Last.Dequeue();
        Last.Enqueue(Record.Of(record, fits));
    }

    static bool StartsWith(ReadOnlySpan<byte> text, string prefix)
    {
        for (var i = 0; i < prefix.Length; i++)
        {
            if (i == text.Length || text[i] != prefix[i])
                return false;
        }

        return true;
    }

    /// <param name="Raw">Its first characters.</param>
    public sealed record Record(long Line, int Fields, bool Fits, bool EndsEmpty, string Raw)
    {
        const int Most = 400;

        public static Record Of(CsvRecord record, bool fits) =>
            new(
                record.Line, record.Fields.Length, fits, record.Fields is [.., { Length: 0, IsQuoted: false }],
                Encoding.UTF8.GetString(record.Raw[..Math.Min(record.Raw.Length, Most)]));

        /// <summary>For a sentence.</summary>
        public string Quote => Raw.Length > 60 ? $"\"{Raw[..60]}…\"" : $"\"{Raw}\"";
    }
}
