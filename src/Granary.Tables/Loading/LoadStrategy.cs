using System.Diagnostics;
using Granary.DuckDb;
using Granary.Model.Datasets;

namespace Granary.Tables.Loading;

/// <summary>
/// What a load mode means: how a run's rows and those that the table has make its next version. Nothing else decides by the mode; whoever
/// needs to know asks the strategy.
/// </summary>
/// <remarks>
/// What <c>scd2</c> would need: its name in <see cref="LoadMode"/> and in <c>LoadKeys</c>, where it requires a key as merge does, and one
/// case here that keeps rows and has the dataset's key. Its <see cref="Join"/> ends the open rows of the keys that the run has: it writes
/// them anew, with the moment of their end. Two questions are to be added, which the cases of today all answer alike, so that the base can
/// answer for them: which columns the table has behind those of the query (from when, until when; <see cref="TableLoad"/> adds none), and
/// which of the run's rows are written (those that differ from the open row of their key; the others are duplicates in the account).
/// </remarks>
public abstract class LoadStrategy
{
    LoadStrategy()
    {
    }

    /// <summary>
    /// Whether rows of earlier runs stay. Where they do, a new version continues the current one, which must not be another by the time of
    /// publishing; files whose rows are loaded are remembered and not loaded again, and neither are rows at or below the cursor; columns
    /// and their types stay. Where they do not, nothing of what the table had matters.
    /// </summary>
    public abstract bool KeepsRows { get; }

    public static LoadStrategy Of(Dataset dataset) => Of(dataset.Load.Mode);

    public static LoadStrategy Of(LoadMode mode) => mode switch
    {
        LoadMode.Replace => Replace.Instance,
        LoadMode.Append => Append.Instance,
        LoadMode.Merge => Merge.Instance,
        _ => throw new UnreachableException(),
    };

    /// <returns>The dataset's columns that tell which rows of before the run's rows concern; empty when they concern none.</returns>
    internal virtual IReadOnlyList<string> KeyOf(Dataset dataset) => [];

    /// <summary>Takes the rows of the version before over into the new one. Called only where some stay and the run has rows.</summary>
    /// <returns>How many of them do not stay.</returns>
    internal abstract long Join(CarriedRows before, FreshRows fresh, int number, CancellationToken cancellationToken);

    /// <summary>Tells people what became of the rows of the version before.</summary>
    internal virtual string Note(string table, long kept, long replaced) => $"{kept} rows of {table} stay.";

    /// <summary>The table holds the rows of one run.</summary>
    sealed class Replace : LoadStrategy
    {
        public static Replace Instance { get; } = new();

        public override bool KeepsRows => false;

        internal override long Join(CarriedRows before, FreshRows fresh, int number, CancellationToken cancellationToken) =>
            throw new UnreachableException();
    }

    /// <summary>The run's rows come beside those that the table has.</summary>
    sealed class Append : LoadStrategy
    {
        public static Append Instance { get; } = new();

        public override bool KeepsRows => true;

        internal override long Join(CarriedRows before, FreshRows fresh, int number, CancellationToken cancellationToken)
        {
            before.Keep(number, cancellationToken);
            return 0;
        }
    }

    /// <summary>The run's rows replace those that have their key.</summary>
    sealed class Merge : LoadStrategy
    {
        public static Merge Instance { get; } = new();

        public override bool KeepsRows => true;

        internal override IReadOnlyList<string> KeyOf(Dataset dataset) => dataset.Key;

        internal override long Join(CarriedRows before, FreshRows fresh, int number, CancellationToken cancellationToken) =>
            before.KeepOthers(number, fresh.Key, fresh.Keys, cancellationToken);

        internal override string Note(string table, long kept, long replaced) =>
            $"{kept} rows of {table} stay, {replaced} were replaced.";
    }
}

/// <summary>The rows of a run as they were written.</summary>
/// <param name="Key">The names of their key's columns.</param>
/// <param name="Keys">The values of these, row by row, in the types of the new version.</param>
sealed record FreshRows(IReadOnlyList<string> Key, Sql Keys);
