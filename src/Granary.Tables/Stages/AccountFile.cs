using System.Text.Json.Serialization;
using Granary.Tables.Ledger;

namespace Granary.Tables.Stages;

/// <summary>A stage's account beside the rows it is about, for the stage that follows, in whichever home.</summary>
public static class AccountFile
{
    public static void Write(TableVersion version, StageAccount account) =>
        JsonFile.Write(version.AccountFile, account, AccountJson.Default.StageAccount);

    /// <exception cref="FileNotFoundException">The stage has not written this version.</exception>
    public static StageAccount Read(TableVersion version) => JsonFile.Read(version.AccountFile, AccountJson.Default.StageAccount);
}

[JsonSourceGenerationOptions(WriteIndented = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(StageAccount))]
sealed partial class AccountJson : JsonSerializerContext;
