using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Granary.Cli.Output;
using Granary.Model;
using Granary.Tables.Inference;

namespace Granary.Cli.Commands.Datasets;

/// <param name="Out">A file, a folder, or - for standard output; null for the table's name in the current folder.</param>
sealed record InferDatasetArguments(string File, string? Out, bool Force, bool Json);

/// <summary>Writes a dataset file for a delivered file, and says how sure each of its settings is.</summary>
sealed class InferDatasetCommand(CommandContext context)
{
    const string Standard = "-";

    readonly Terminal _terminal = context.Terminal;

    public static Command Bind(CommandContext context)
    {
        var file = new Argument<string>("file") { Description = "A delivered file: delimited text, also as .gz or .zip." };
        var target = new Option<string?>("--out", "-o") { Description = "Where to write the dataset file: a file, a folder (that exists, "
            + "or ends in /), or - for standard output. Left out: TABLE.json in this folder." };
        var force = new Option<bool>("--force") { Description = "Write over a file that is there." };
        var json = CommonOptions.Json();
        var command = new Command("infer", "Write a dataset file for a delivered file, and say how sure it is.")
        {
            file,
            target,
            force,
            json,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                Task.FromResult(
                    (int)
                        new InferDatasetCommand(context).Run(
                            new(parsed.GetRequiredValue(file), parsed.GetValue(target), parsed.GetValue(force), parsed.GetValue(json)),
                            cancellationToken)));
        return command;
    }

    public ExitCode Run(InferDatasetArguments arguments, CancellationToken cancellationToken)
    {
        if (!File.Exists(context.FullPath(arguments.File)))
            throw new ProblemException(new Problem("GR5003", ProblemKind.NotFound,
                $"{arguments.File} does not exist.", "Name a file that is there."));
        if (arguments.Out is { } named && named != Standard && !IsFolder(named))
            RequireFree(named, arguments.Force);
        var proposal = Propose(context.FullPath(arguments.File), cancellationToken);
        var path = PathOf(arguments.Out, proposal.Table);
        if (path is not null)
            Write(path, proposal.Text, arguments.Force);
        if (arguments.Json)
            WriteJson(arguments.File, path, proposal);
        else if (path is null)
            _terminal.Data.Write(proposal.Text);
        if (!arguments.Json)
            Show(path is null ? _terminal.Words : _terminal.Data, proposal);
        if (path is not null)
            _terminal.Say($"wrote {path}");
        return ExitCode.Success;
    }

    static DatasetProposal Propose(string file, CancellationToken cancellationToken)
    {
        var temporary = Directory.CreateTempSubdirectory("granary-infer-");
        try
        {
            return new DatasetInference(temporary.FullName).Propose(file, cancellationToken);
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    /// <returns>Null for standard output.</returns>
    string? PathOf(string? given, string table) => given switch
    {
        Standard => null,
        null => $"{table}.json",
        _ => IsFolder(given) ? Path.Combine(given, $"{table}.json") : given,
    };

    bool IsFolder(string path) => path.EndsWith('/') || Directory.Exists(context.FullPath(path));

    void RequireFree(string path, bool force)
    {
        if (!force && File.Exists(context.FullPath(path)))
            throw new ProblemException(
                new Problem(
                    "GR3045", ProblemKind.Usage,
                    $"{path} is there already, and what a dataset file says goes before what is found out.",
                    "Give --force to write over it, or --out for another place."));
    }

    void Write(string path, string text, bool force)
    {
        RequireFree(path, force);
        var file = context.FullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    static void Show(TextWriter target, DatasetProposal proposal)
    {
        var table = new TextTable(["setting", "value", "sure", "because"]);
        foreach (var finding in proposal.Findings)
            table.Add(finding.Key, finding.Value, finding.Sure.ToString().ToLowerInvariant(), finding.Evidence);
        table.Write(target);
        target.WriteLine($"({TextTable.Number(proposal.Rows)} {(proposal.Rows == 1 ? "row" : "rows")}, of which landing would reject "
            + $"{TextTable.Number(proposal.Rejected)})");
    }

    void WriteJson(string file, string? path, DatasetProposal proposal) => JsonLines.Write(_terminal.Data, json =>
    {
        json.WriteString("file", file);
        json.WriteString("table", proposal.Table);
        json.WriteString("path", path);
        json.WriteNumber("rows", proposal.Rows);
        json.WriteNumber("rejected", proposal.Rejected);
        json.WritePropertyName("dataset");
        json.WriteRawValue(Compact(proposal.Text));
        json.WriteList("findings", proposal.Findings, (writer, finding) =>
        {
            writer.WriteString("key", finding.Key);
            writer.WriteString("value", finding.Value);
            writer.WriteString("sure", finding.Sure.ToString().ToLowerInvariant());
            writer.WriteString("evidence", finding.Evidence);
        });
    });

    /// <summary>On one line.</summary>
    static byte[] Compact(string json)
    {
        using var document = JsonDocument.Parse(json);
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            document.WriteTo(writer);
        return bytes.ToArray();
    }
}
