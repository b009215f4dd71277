using Granary.Home.Storage;

namespace Granary.Home.Catalog;

/// <summary>
/// Counts the changes of what there is to read. A reader that began at a number sees nothing of what was let go at that number or before.
/// </summary>
sealed class Changes(Database database)
{
    /// <summary>The number of the last change.</summary>
    public long Last => database.Query("SELECT number FROM change", r => r.GetInt64(0))[0];

    /// <summary>The number of a change that is written in the caller's transaction.</summary>
    public long Next()
    {
        database.Execute("UPDATE change SET number = number + 1");
        return Last;
    }
}
