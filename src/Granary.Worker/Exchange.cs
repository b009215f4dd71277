using System.Text.Json.Serialization;
using Granary.Model;
using Granary.Model.Datasets;
using Granary.Tables.Drift;
using Granary.Tables.Landing;
using Granary.Tables.Ledger;
using Granary.Tables.Sources;

namespace Granary.Worker;

/// <summary>Which table a request is about.</summary>
/// <param name="Definition">The text of its dataset file; null when it has none.</param>
sealed record TableRequest(string Name, string? Definition)
{
    /// <returns>Null when the definition is wrong.</returns>
    public Dataset? Dataset(ICollection<Problem> problems) => Definition is null
        ? Model.Datasets.Dataset.Default(Name)
        : Model.Datasets.Dataset.Parse(Definition, $"datasets/{Name}.json", Name, problems);

    /// <exception cref="ProblemException">The definition is wrong.</exception>
    public Dataset GetDataset()
    {
        var problems = new List<Problem>();
        return Dataset(problems) ?? throw new ProblemException(problems);
    }
}

/// <summary><c>survey</c>: what does a delivered file hold? Answered with a <see cref="FileSurvey"/>.</summary>
/// <param name="Name">Below the input prefix.</param>
/// <param name="Path">A local file, under the delivered file's own name.</param>
sealed record SurveyRequest(TableRequest Table, string Name, string Path);

/// <summary><c>plan</c>: how is each file of a table landed? Answered once all were surveyed.</summary>
/// <param name="Written">The columns of the version that readers see; null when there is none.</param>
sealed record PlanRequest(TableRequest Table, IReadOnlyList<FileSurvey> Surveys, WrittenSchema? Written = null);

/// <param name="Plan">Null when there are problems.</param>
sealed record PlanAnswer(LandingPlan? Plan, IReadOnlyList<Problem> Problems);

/// <summary><c>land</c>: one delivered file to Parquet. Answered with a <see cref="LandedFile"/>.</summary>
/// <param name="Plan">The table's; texts of other files may be left out of it.</param>
/// <param name="Output">A local folder, made when it is not there.</param>
sealed record LandRequest(
    TableRequest Table, LandingPlan Plan, string Name, string Path, string RunId, DateTimeOffset ProcessedAt, string Output);

/// <summary><c>account</c>: do the files of a table add up? What stands beside a landed table is written to the output folder.</summary>
/// <param name="Files">The answers of <c>land</c>.</param>
/// <param name="Address">Of the table's version, ending in '/'.</param>
/// <param name="Seconds">That the landing of the table took.</param>
sealed record AccountRequest(
    TableRequest Table, LandingPlan Plan, IReadOnlyList<LandedFile> Files, string Address, double Seconds, string Output);

/// <param name="Account">Null when there are problems.</param>
sealed record AccountAnswer(StageAccount? Account, IReadOnlyList<Problem> Problems);

/// <summary><c>raw</c>: how are records written in their files? Answered in any order, without those that are not there.</summary>
/// <param name="Input">The local folder below which the delivered files lie under their names.</param>
sealed record RawRequest(TableRequest Table, string Input, IReadOnlyList<RecordPlace> Places);

/// <param name="Line">On which the record begins, from 1.</param>
sealed record RecordPlace(SourceUnit Source, long Line);

sealed record RawAnswer(IReadOnlyList<RawRecord> Records, IReadOnlyList<Problem> Problems);

/// <param name="File">As it is called in the ledger: below the input prefix, a member of an archive behind the archive's name.</param>
/// <param name="Raw">Without its line end; bytes that are no text are shown as <c>\xNN</c>.</param>
sealed record RawRecord(string File, long Line, string Raw);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SurveyRequest))]
[JsonSerializable(typeof(PlanRequest))]
[JsonSerializable(typeof(LandRequest))]
[JsonSerializable(typeof(AccountRequest))]
[JsonSerializable(typeof(RawRequest))]
[JsonSerializable(typeof(FileSurvey))]
[JsonSerializable(typeof(PlanAnswer))]
[JsonSerializable(typeof(LandedFile))]
[JsonSerializable(typeof(AccountAnswer))]
[JsonSerializable(typeof(RawAnswer))]
sealed partial class ExchangeJson : JsonSerializerContext;
