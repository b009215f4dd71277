using Granary.Model.Json;

namespace Granary.Model.Shapes;

/// <summary>Reads a whole definition file through its shape.</summary>
static class DefinitionFile
{
    /// <param name="problems">Receives everything that is wrong, in the order of the file.</param>
    /// <param name="complete">Adds the keys that the file may leave out in the light of others.</param>
    /// <returns>Null when there was an error; warnings do not count.</returns>
    public static T? Read<T>(
        ObjectShape<T> shape, ReadingCodes codes, string text, string file, ICollection<Problem> problems,
        Func<JsonSource, JsonSource>? complete = null)
        where T : class
    {
        var found = new List<Problem>();
        T? value = null;
        if (JsonText.Parse(text, file, found) is { } source)
            shape.TryRead(complete?.Invoke(source) ?? source, new("", codes, found), out value);
        foreach (var problem in found.OrderBy(p => p.Where?.Line).ThenBy(p => p.Where?.Column))
            problems.Add(problem);
        return found.Any(p => p.IsError) ? null : value;
    }
}
