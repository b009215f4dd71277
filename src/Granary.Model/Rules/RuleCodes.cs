namespace Granary.Model.Rules;

/// <summary>The codes of what can be wrong with a rule.</summary>
static class RuleCodes
{
    public const string NotOfType = "GR1350";
    public const string NoValue = "GR1351";
    public const string Bounds = "GR1352";
    public const string Pattern = "GR1353";

    // GR1354 to GR1356 are those of expressions; see ExpressionReader.
    public const string Makeup = "GR1357";
    public const string Severity = "GR1358";
    public const string Repeated = "GR1359";
    public const string References = "GR1360";
    public const string NoTable = "GR1361";
    public const string Duration = "GR1362";
    public const string Keep = "GR1363";
}
