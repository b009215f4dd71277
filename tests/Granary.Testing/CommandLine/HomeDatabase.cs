using Microsoft.Data.Sqlite;

namespace Granary.Testing.CommandLine;

/// <summary>A home's database, read beside the program: it can be asked more often than a command can be started.</summary>
public static class HomeDatabase
{
    static HomeDatabase() => SQLitePCL.Batteries_V2.Init();

    public static IReadOnlyList<string> Texts(string home, string sql)
    {
        var path = Path.Combine(home, "granary.db");
        if (!File.Exists(path))
            return [];
        using var connection = Open(path);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read())
            texts.Add(reader.GetString(0));
        return texts;
    }

    public static void Execute(string home, string sql)
    {
        using var connection = Open(Path.Combine(home, "granary.db"));
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
