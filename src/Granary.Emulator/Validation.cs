namespace Granary.Emulator;

/// <summary>The checks that several services make in the same words: all that is wrong with a request at once.</summary>
public sealed class Validation
{
    readonly List<string> _errors = [];

    public Validation Required(string name, object? value) =>
        value is null ? Add($"Value null at '{name}' failed to satisfy constraint: Member must not be null") : this;

    public Validation Length(string name, string? value, int least, int most)
    {
        if (value is not null && value.Length < least)
            Add($"Value '{value}' at '{name}' failed to satisfy constraint: Member must have length greater than or equal to {least}");
        if (value is not null && value.Length > most)
            Add($"Value '{value}' at '{name}' failed to satisfy constraint: Member must have length less than or equal to {most}");
        return this;
    }

    /// <param name="fits">Whether the whole value is of the pattern.</param>
    public Validation Pattern(string name, string? value, string pattern, Func<string, bool> fits) =>
        value is not null && !fits(value)
            ? Add($"Value '{value}' at '{name}' failed to satisfy constraint: Member must satisfy regular expression pattern: {pattern}")
            : this;

    public Validation OneOf(string name, string? value, params string[] known) =>
        value is not null && !known.Contains(value)
            ? Add(
                $"Value '{value}' at '{name}' failed to satisfy constraint: "
                + $"Member must satisfy enum value set: [{string.Join(", ", known)}]")
            : this;

    public Validation Range(string name, int? value, int least, int most)
    {
        if (value < least)
            Add($"Value '{value}' at '{name}' failed to satisfy constraint: Member must have value greater than or equal to {least}");
        if (value > most)
            Add($"Value '{value}' at '{name}' failed to satisfy constraint: Member must have value less than or equal to {most}");
        return this;
    }

    /// <exception cref="ServiceException">Something is wrong.</exception>
    public void Check(string code = "ValidationException", string? exception = null)
    {
        if (_errors.Count > 0)
            throw new ServiceException(
                code, $"{_errors.Count} validation error{(_errors.Count == 1 ? "" : "s")} detected: {string.Join("; ", _errors)}", exception
            );
    }

    Validation Add(string error)
    {
        _errors.Add(error);
        return this;
    }
}
