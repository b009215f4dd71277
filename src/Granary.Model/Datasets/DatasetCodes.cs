using Granary.Model.Shapes;

namespace Granary.Model.Datasets;

/// <summary>The codes of what can be wrong with any key of a dataset file.</summary>
static class DatasetCodes
{
    public const string NoChoice = "GR1305";
    public const string Separators = "GR1311";
    public const string NoColumn = "GR1312";
    public const string Repeated = "GR1313";
    public const string Path = "GR1315";
    public const string OutOfRange = "GR3041";
    public const string Contradiction = "GR3042";
    public const string Layout = "GR3043";
    public const string NotOfType = "GR3070";
    public const string Notation = "GR3071";
    public const string NoTimeZone = "GR3072";

    public static readonly ReadingCodes Reading =
        new("a dataset file", UnknownKey: "GR1301", Missing: "GR1302", WrongKind: "GR1303", Blank: "GR1304");
}
