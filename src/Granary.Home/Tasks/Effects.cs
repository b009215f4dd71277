using System.Text.Json.Nodes;
using Granary.Home.Storage;
using Granary.States.Tasks;

namespace Granary.Home.Tasks;

/// <summary>
/// What tasks leave in the home's file, each once: a task that is run again after its process died is given what it did before.
/// </summary>
/// <param name="write">Does work in one transaction of the file.</param>
sealed class Effects(Database database, Action<Action> write)
{
    /// <summary>Does the work and keeps its result in one transaction, unless this very try has done it already.</summary>
    /// <returns>The result of the work, or the one that was kept.</returns>
    public JsonNode? Once(TaskCall call, Func<JsonNode?> work)
    {
        JsonNode? result = null;
        write(() =>
        {
            if (Find(call, out result))
                return;

            result = work();
            database.Execute(
                "INSERT INTO effect (execution_arn, event_id, result) VALUES (?1, ?2, ?3)",
                call.ExecutionArn,
                call.ScheduledEventId,
                result?.ToJsonString() ?? "null");
        });
        return result;
    }

    /// <returns>Whether this very try has done its work already.</returns>
    public bool Find(TaskCall call, out JsonNode? result)
    {
        var kept = database.Query(
            "SELECT result FROM effect WHERE execution_arn = ?1 AND event_id = ?2",
            r => r.GetString(0),
            call.ExecutionArn,
            call.ScheduledEventId);
        result = kept.Count == 0 ? null : JsonNode.Parse(kept[0]);
        return kept.Count > 0;
    }
}
