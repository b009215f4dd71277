namespace Granary.Model.Datasets;

/// <summary>What a source without rows means.</summary>
public enum OnEmpty
{
    /// <summary>A mistake: the run fails and the table stays as it is.</summary>
    Fail,

    /// <summary>What it looks like: the table becomes empty.</summary>
    Allow,
}
