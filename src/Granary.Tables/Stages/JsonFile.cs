using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Granary.Tables.Stages;

/// <summary>What stands beside the rows of a version, for whoever goes on from there.</summary>
static class JsonFile
{
    public static void Write<T>(string path, T value, JsonTypeInfo<T> type) =>
        File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(value, type));

    /// <exception cref="FileNotFoundException">Nobody has written it.</exception>
    public static T Read<T>(string path, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(File.ReadAllBytes(path), type) ?? throw new InvalidDataException($"{path} holds nothing.");
}
