using System.Text.Json.Serialization;
using Granary.Model.Datasets;

namespace Granary.Home.Storage;

/// <summary>Lists that are in one column of a row.</summary>
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyList<Column>))]
sealed partial class StoredJson : JsonSerializerContext;
