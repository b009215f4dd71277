using System.Text;
using Granary.Model.Shapes;

namespace Granary.Model.Datasets;

/// <summary>The keys of a column of booleans and of a column of timestamps.</summary>
static class WordKeys
{
    const string ZoneHint = "Write its name in the IANA database, such as \"Europe/Berlin\" or \"UTC\".";

    static readonly Key<IReadOnlyList<string>> TrueWords = new(
        "trueWords", new ListShape<string>(new TextShape()) { OneNeedsNoBrackets = true, MayBeEmpty = false },
        "The texts that are true, instead of true, t, yes, y and 1; letter case is ignored. With falseWords.");

    static readonly Key<IReadOnlyList<string>> FalseWords = new(
        "falseWords", new ListShape<string>(new TextShape()) { OneNeedsNoBrackets = true, MayBeEmpty = false },
        "The texts that are false, instead of false, f, no, n and 0; letter case is ignored. With trueWords.");

    // What is not a name would be looked for as a path.
    static readonly TextRule ZoneName = new(
        DatasetCodes.NoTimeZone, @"^[A-Za-z][A-Za-z0-9_+\-]*(/[A-Za-z0-9_+\-]+)*$", "it is not the name of a time zone")
    {
        Hint = ZoneHint,
    };

    static readonly Key<string> TimeZone = new("timeZone", new TextShape(ZoneName),
        "Where the clock stood that wrote timestamps without an offset, such as \"Europe/Berlin\"; they become UTC. Left out: they are "
            + "kept as they stand.");

    static readonly Key<AmbiguousTime> Ambiguous = new(
        "ambiguousTimes",
        new ChoiceShape<AmbiguousTime>(
            DatasetCodes.NoChoice, ("reject", AmbiguousTime.Reject), ("earlier", AmbiguousTime.Earlier), ("later", AmbiguousTime.Later)),
        "Which moment is meant by a time that came twice because clocks were put back: \"earlier\" or \"later\"; or \"reject\", also when "
            + "this is left out."
    );

    public static IEnumerable<Key> All => [TrueWords, FalseWords, TimeZone, Ambiguous];

    public static BooleanWords? ReadWords(ObjectReader reader, ColumnType? type)
    {
        var (yes, no) = (reader.Find(TrueWords), reader.Find(FalseWords));
        RefuseOthers(reader, type, type is ColumnType.Boolean, TrueWords, FalseWords);
        if (reader.Has(TrueWords) != reader.Has(FalseWords))
            reader.Report(
                DatasetCodes.Notation, "trueWords and falseWords go together.", reader.Has(TrueWords) ? TrueWords : FalseWords,
                "List the words of both.");
        if (yes is null || no is null)
            return null;
        var both = yes.FirstOrDefault(word => no.Any(other => IsSame(word, other)));
        if (both is not null)
            reader.Report(DatasetCodes.Notation, $"\"{both}\" is a word for true and for false.", FalseWords);
        return new([.. yes.Select(word => word.Trim())], [.. no.Select(word => word.Trim())]);
    }

    public static SourceTimeZone? ReadZone(ObjectReader reader, ColumnType? type)
    {
        var (id, ambiguous) = (reader.Find(TimeZone), reader.Find(Ambiguous));
        RefuseOthers(reader, type, type is ColumnType.Timestamp, TimeZone, Ambiguous);
        if (id is null)
        {
            if (reader.Has(Ambiguous))
                reader.Report(DatasetCodes.Notation, "ambiguousTimes has no meaning without timeZone.", Ambiguous);
            return null;
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(id, out _))
            reader.Report(DatasetCodes.NoTimeZone, $"\"{id}\" is no time zone that this machine knows.", TimeZone, ZoneHint);
        return new(id, ambiguous);
    }

    static bool IsSame(string word, string other) =>
        Ascii.EqualsIgnoreCase(Encoding.UTF8.GetBytes(word.Trim()), Encoding.UTF8.GetBytes(other.Trim()));

    static void RefuseOthers(ObjectReader reader, ColumnType? type, bool isRight, params ReadOnlySpan<Key> keys)
    {
        foreach (var key in keys)
        {
            if (type is not null && !isRight && reader.Source(key) is not null)
                reader.Report(
                    DatasetCodes.NotOfType, $"{key.Name} has no meaning for a column of type {type}.", key,
                    "Remove it, or give the column the type that it belongs to.");
        }
    }
}
