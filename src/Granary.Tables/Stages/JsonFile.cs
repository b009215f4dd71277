using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Granary.Model;

namespace Granary.Tables.Stages;

/// <summary>What stands beside the rows of a version, for whoever goes on from there.</summary>
static class JsonFile
{
    public static void Write<T>(string path, T value, JsonTypeInfo<T> type) =>
        File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(value, type));

    /// <exception cref="FileNotFoundException">Nobody has written it.</exception>
    /// <exception cref="ProblemException">It cannot be understood: it is damaged, or another version's.</exception>
    public static T Read<T>(string path, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), type) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new ProblemException(
                new Problem(
                    "GR3253", ProblemKind.Data, $"{path} cannot be read: {e.Message}",
                    "Nothing was published. Deliver the files of the table again, and run once more."),
                e);
        }
    }
}
