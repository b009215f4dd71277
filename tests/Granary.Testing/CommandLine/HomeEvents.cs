using Microsoft.Data.Sqlite;

namespace Granary.Testing.CommandLine;

/// <summary>The events of the home's last run, while it goes on.</summary>
public static class HomeEvents
{
    const string Query = """
        SELECT e.text FROM event e JOIN execution x ON x.arn = e.execution_arn
        WHERE x.run_id = (SELECT run_id FROM run WHERE status = 'RUNNING' ORDER BY sequence DESC LIMIT 1)
        """;

    /// <returns>Nothing while no run goes on.</returns>
    public static IReadOnlyList<string> OfRunThatGoesOn(string home)
    {
        try
        {
            return HomeDatabase.Texts(home, Query);
        }
        catch (SqliteException)
        {
            // The program is making the database just now.
            return [];
        }
    }

    public static bool RunHasEntered(string home, string state) =>
        OfRunThatGoesOn(home).Any(e => e.Contains($"\"stateEnteredEventDetails\":{{\"name\":\"{state}\"", StringComparison.Ordinal));
}
