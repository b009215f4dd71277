namespace Granary.Csv.Sniffing;

/// <summary>From what is known of the bytes to an encoding.</summary>
static class EncodingGuess
{
    /// <summary>Of the bytes of a text in UTF-16 that has European letters nearly every other is a NUL.</summary>
    const double NulShare = 0.3;

    public static (CsvEncoding Encoding, CsvFinding Finding) Of(ByteFacts facts)
    {
        if (facts.Mark is { } mark)
            return Found(mark, CsvSureness.Certain, "the file begins with a byte order mark");
        if (facts.Length >= 4 && facts.NulAtOdd > NulShare * facts.Length && facts.NulAtEven < facts.NulAtOdd / 4)
            return Found(
                CsvEncoding.Utf16LittleEndian, CsvSureness.Likely,
                $"{facts.NulAtOdd:N0} of its {facts.Length:N0} bytes are NUL, behind another byte each");
        if (facts.Length >= 4 && facts.NulAtEven > NulShare * facts.Length && facts.NulAtOdd < facts.NulAtEven / 4)
            return Found(
                CsvEncoding.Utf16BigEndian, CsvSureness.Likely,
                $"{facts.NulAtEven:N0} of its {facts.Length:N0} bytes are NUL, before another byte each");
        if (facts.High == 0)
            return Found(CsvEncoding.Utf8, CsvSureness.Certain, "every byte is ASCII, which is the same in all encodings but UTF-16");
        if (facts.Broken == 0)
            return Found(CsvEncoding.Utf8, CsvSureness.Certain, $"characters of several bytes: {facts.Characters:N0}, all of UTF-8");
        if (facts.Characters > 10 * facts.Broken)
            return Found(CsvEncoding.Utf8, CsvSureness.Likely, $"characters of several bytes: {facts.Characters:N0} of UTF-8, and "
                + $"{facts.Broken:N0} that are none, whose rows will be rejected");
        var broken = $"bytes that mean nothing in UTF-8: {facts.Broken:N0}";
        if (facts.Unknown == 0)
        {
            return Found(
                CsvEncoding.Windows1252, facts.Characters == 0 ? CsvSureness.Likely : CsvSureness.Guess,
                facts.Controls == 0
                    ? $"{broken}; each is a letter or sign of Windows-1252 and of Latin-1"
                    : $"{broken}; each is a letter or sign of Windows-1252, but not of Latin-1: {facts.Controls:N0}");
        }

        return facts.Unknown < facts.Controls
            ? Found(
                CsvEncoding.Windows1252, CsvSureness.Guess, $"{broken}; in Windows-1252: {facts.Unknown:N0}, whose rows will be rejected")
            : Found(
                CsvEncoding.Latin1, CsvSureness.Guess,
                $"{broken}; in Windows-1252: {facts.Unknown:N0}; in Latin-1 they are control characters");
    }

    static (CsvEncoding, CsvFinding) Found(CsvEncoding encoding, CsvSureness sure, string evidence) =>
        (encoding, new(nameof(CsvFormat.Encoding), encoding.ToString(), sure, evidence));
}
