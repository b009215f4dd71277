using System.Text.Json.Serialization;
using Granary.Platform.Catalog;

namespace Granary.Home.Storage;

/// <summary>Lists that stand in one column of a row.</summary>
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyList<CatalogColumn>))]
sealed partial class StoredJson : JsonSerializerContext;
