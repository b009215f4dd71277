using Granary.Model;

namespace Granary.Cli.Output;

/// <summary>Standard input, output and error: data to output, all else to error.</summary>
sealed class Terminal(TextReader input, TextWriter data, TextWriter words, bool isInteractive, bool hasColor)
{
    public TextReader Input { get; } = input;

    public TextWriter Data { get; } = data;

    public TextWriter Words { get; } = words;

    /// <summary>Whether a person watches, so that a line may be written over.</summary>
    public bool IsInteractive { get; } = isInteractive;

    public static Terminal Standard()
    {
        var data = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 1 << 16) { AutoFlush = false };
        var words = new StreamWriter(Console.OpenStandardError()) { AutoFlush = true };
        var interactive = !Console.IsErrorRedirected;
        var colors = interactive && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return new(Console.In, data, words, interactive, colors);
    }

    /// <summary>Hands on what is still to be written; a reader that has gone away needs none of it.</summary>
    public void Flush()
    {
        try
        {
            Data.Flush();
        }
        catch (IOException)
        {
            // A closed pipe is how a reader says that it has seen enough; nobody is left to be told.
        }
    }

    public void Say(string line) => Words.WriteLine(line);

    public void Show(IEnumerable<Problem> problems)
    {
        foreach (var problem in problems)
        {
            var text = problem.ToString();
            var end = text.IndexOf(':');
            Words.WriteLine(hasColor ? $"\e[{(problem.IsError ? 31 : 33)};1m{text[..end]}\e[0m{text[end..]}" : text);
        }
    }
}

/// <summary>Distinguishes a reader that has closed its end of a pipe from other failures to write.</summary>
static class BrokenPipe
{
    /// <summary>
    /// EPIPE, and on Windows ERROR_BROKEN_PIPE and ERROR_NO_DATA. Source: Linux and macOS, errno.h; winerror.h. .NET has them as the
    /// result of an IOException.
    /// </summary>
    static readonly int[] Results = [32, unchecked((int)0x8007006D), unchecked((int)0x800700E8)];

    public static bool Is(IOException failure) => Results.Contains(failure.HResult);
}
