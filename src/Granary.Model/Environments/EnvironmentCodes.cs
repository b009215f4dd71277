using Granary.Model.Shapes;

namespace Granary.Model.Environments;

/// <summary>The codes of what can be wrong with any key of an environment file.</summary>
static class EnvironmentCodes
{
    public const string Unread = "GR1105";
    public const string Foreign = "GR1106";
    public const string OutOfRange = "GR1107";
    public const string NoChoice = "GR1108";

    public static readonly ReadingCodes Reading =
        new("an environment file", UnknownKey: "GR1101", Missing: "GR1102", WrongKind: "GR1103", Blank: "GR1104");
}
