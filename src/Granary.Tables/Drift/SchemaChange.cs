using Granary.Model.Datasets;

namespace Granary.Tables.Drift;

/// <summary>One difference between the columns that a table had and those that come. Its text is a clause for people.</summary>
public abstract record SchemaChange
{
    SchemaChange()
    {
    }

    public sealed record New(string Name) : SchemaChange
    {
        public override string ToString() => $"the column \"{Name}\" is new";
    }

    public sealed record Missing(string Name) : SchemaChange
    {
        public override string ToString() => $"the column \"{Name}\" is missing";
    }

    /// <summary>One is missing and another new at its place, or with a name like its own. Nobody can know it.</summary>
    public sealed record Renamed(string Name, string Now) : SchemaChange
    {
        public override string ToString() => $"the column \"{Name}\" is missing and \"{Now}\" is new, perhaps its other name";
    }

    /// <param name="From">Its place, from 1.</param>
    /// <param name="To">Its place now, from 1.</param>
    public sealed record Reordered(string Name, int From, int To) : SchemaChange
    {
        public override string ToString() => $"the column \"{Name}\" is at position {To} and was at {From}";
    }

    public sealed record Retyped(string Name, ColumnType From, ColumnType To) : SchemaChange
    {
        public override string ToString() => $"the column \"{Name}\" is {To} and was {From}";
    }
}
