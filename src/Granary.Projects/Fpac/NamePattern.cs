namespace Granary.Projects.Fpac;

/// <summary>
/// What all names of a project's resources begin with: text with <c>{deployEnv}</c>, <c>{project}</c> and <c>{PROJECT}</c>.
/// </summary>
/// <remarks>Source of the default: seeds, config schema, section 5.1.</remarks>
static class NamePattern
{
    public const string Default = "FSA-{deployEnv}-Fpac{PROJECT}";

    /// <summary>A function may have 64 characters, and the longest name of one ends so.</summary>
    public const string LongestSuffix = "-ValidateInput";

    public const int MaxPrefix = 64 - 14;

    /// <summary>Letters, digits, '-' and '_', and the three placeholders.</summary>
    public const string Regex = "^([A-Za-z0-9_-]|\\{(deployEnv|project|PROJECT)\\})+$";

    public static string Apply(string pattern, string deployEnv, string project) => pattern
        .Replace("{deployEnv}", deployEnv.Trim(), StringComparison.Ordinal)
        .Replace("{project}", project.Trim(), StringComparison.Ordinal)
        .Replace("{PROJECT}", project.Trim().ToUpperInvariant(), StringComparison.Ordinal);
}
