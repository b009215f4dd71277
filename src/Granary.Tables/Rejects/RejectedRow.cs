namespace Granary.Tables.Rejects;

/// <summary>A row that a stage rejected.</summary>
/// <param name="File">Below the project's input prefix.</param>
/// <param name="Line">The physical line on which the record begins, from 1.</param>
/// <param name="Column">The column that is to blame, or null when it is the row as a whole.</param>
/// <param name="Raw">The record as it is in the file; bytes that are no text are shown as <c>\xNN</c>.</param>
/// <param name="Code">One of <see cref="RejectReason"/>'s codes.</param>
/// <param name="Reason">For people.</param>
public sealed record RejectedRow(string File, long Line, string? Column, string Raw, string Code, string Reason);

/// <summary>Why rows are rejected. The codes are headings of docs/problems.md.</summary>
public static class RejectReason
{
    public const string TooFewColumns = "GR3101";
    public const string TooManyColumns = "GR3102";
    public const string BrokenQuote = "GR3103";
    public const string TooLong = "GR3104";
    public const string Undecodable = "GR3105";
    public const string RepeatedHeader = "GR3106";
    public const string DoesNotFit = "GR3107";
    public const string Missing = "GR3108";
    public const string NotAllowed = "GR3109";
    public const string OutOfRange = "GR3110";
    public const string OtherPattern = "GR3111";
    public const string OtherLength = "GR3112";
    public const string Condition = "GR3113";
    public const string NoReference = "GR3114";
    public const string NotUnique = "GR3115";
    public const string OtherColumns = "GR3116";
    public const string HasNul = "GR3060";
}
