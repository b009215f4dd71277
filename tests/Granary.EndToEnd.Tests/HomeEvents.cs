namespace Granary.EndToEnd.Tests;

/// <summary>The events of the home's last run, while it goes on.</summary>
static class HomeEvents
{
    const string OfLastRun = """
        SELECT e.text FROM event e JOIN execution x ON x.arn = e.execution_arn
        WHERE x.run_id = (SELECT run_id FROM run WHERE status = 'RUNNING' ORDER BY sequence DESC LIMIT 1)
        """;

    public static bool LastRunHasEntered(string home, string state)
    {
        try
        {
            return HomeDatabase.Texts(home, OfLastRun).Any(e => e.Contains($"\"stateEnteredEventDetails\":{{\"name\":\"{state}\"", StringComparison.Ordinal));
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // The program is making the database just now.
            return false;
        }
    }
}
