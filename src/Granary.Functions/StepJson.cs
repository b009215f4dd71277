using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Granary.Functions;

[JsonSerializable(typeof(JsonObject))]
sealed partial class StepJson : JsonSerializerContext;
