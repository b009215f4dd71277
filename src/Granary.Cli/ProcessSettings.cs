namespace Granary.Cli;

/// <summary>What a command takes from its process: the current folder, and environment variables by name.</summary>
/// <param name="Folder">The whole path of the current folder.</param>
/// <param name="Variable">Null for a variable that is not set.</param>
sealed record ProcessSettings(string Folder, Func<string, string?> Variable)
{
    public static ProcessSettings Current => new(Environment.CurrentDirectory, Environment.GetEnvironmentVariable);
}
