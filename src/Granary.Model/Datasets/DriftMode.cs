namespace Granary.Model.Datasets;

/// <summary>What becomes of a delivery whose columns are not those of the published version.</summary>
public enum DriftMode
{
    /// <summary>The table takes the delivery's columns, and each change is noted.</summary>
    Evolve,

    /// <summary>The run fails.</summary>
    Freeze,

    /// <summary>The table keeps its columns; files with others, and rows whose values do not fit, are rejected.</summary>
    Quarantine,
}
