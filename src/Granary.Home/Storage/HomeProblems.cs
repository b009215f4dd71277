using Granary.Model;
using Microsoft.Data.Sqlite;

namespace Granary.Home.Storage;

/// <summary>What can be wrong with the folder of a home.</summary>
static class HomeProblems
{
    /// <summary>Opens something of a home.</summary>
    /// <exception cref="ProblemException">It cannot be opened.</exception>
    public static T Explain<T>(string path, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ProblemException(
                new Problem(
                    "GR4010", ProblemKind.Permission, $"The home {path} cannot be written: {e.Message}",
                    "Set GRANARY_HOME to a folder that you may write."),
                e);
        }
        catch (Exception e) when (FullDisk.In(e) is { } problem)
        {
            throw new ProblemException(problem, e);
        }
        catch (Exception e) when (e is IOException or SqliteException or InvalidDataException)
        {
            throw new ProblemException(
                new Problem(
                    "GR4011", ProblemKind.Storage, $"The home {path} cannot be opened: {e.Message}",
                    "Set GRANARY_HOME to another folder, or remove this one to begin anew."),
                e);
        }
    }
}
