using System.Diagnostics;
using System.Reflection;
using Granary.Home;
using Granary.Home.Storage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Granary.Reference;

/// <summary>Kills the process at one of its writes.</summary>
sealed class Death(LocalHome home, int write)
{
    int _writes;

    public int Writes => _writes;

    public void Arm()
    {
        var field = typeof(Database).GetField("_connection", BindingFlags.NonPublic | BindingFlags.Instance)!;
        var connection = ((SqliteConnection)field.GetValue(home.Database)!).Handle;
        raw.sqlite3_commit_hook(connection, _ => DieAt((2 * ++_writes) - 1), null);

        // The statement behind a write tells that it was made.
        if (write % 2 == 0)
            raw.sqlite3_progress_handler(connection, 1, _ => DieAt(2 * _writes), null);
    }

    int DieAt(int moment)
    {
        if (moment == write)
        {
            Process.GetCurrentProcess().Kill();
            new ManualResetEvent(false).WaitOne();
        }

        return 0;
    }
}
