using Granary.Model.Json;

namespace Granary.Model.Shapes;

/// <summary>Reads a whole definition file through its shape.</summary>
static class DefinitionFile
{
    /// <param name="problems">Receives everything that is wrong, in the order of the file.</param>
    /// <returns>Null when there was an error; warnings do not count.</returns>
    public static T? Read<T>(ObjectShape<T> shape, ReadingCodes codes, string text, string file, ICollection<Problem> problems)
        where T : class
    {
        var found = new List<Problem>();
        T? value = null;
        if (JsonText.Parse(text, file, found) is { } source)
            shape.TryRead(source, new("", codes, found), out value);
        foreach (var problem in found.OrderBy(p => p.Where?.Line).ThenBy(p => p.Where?.Column))
            problems.Add(problem);
        return found.Any(p => p.IsError) ? null : value;
    }
}
