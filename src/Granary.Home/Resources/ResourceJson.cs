using System.Text.Json.Serialization;
using Granary.Platform.Stacks;

namespace Granary.Home.Resources;

/// <summary>How resources stand in the home's file.</summary>
[JsonSerializable(typeof(Resource))]
sealed partial class ResourceJson : JsonSerializerContext;
