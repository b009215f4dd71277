using Granary.States.Definition;

namespace Granary.States.Reading;

/// <summary>Reads Parallel states.</summary>
sealed class ParallelReader(Dialect dialect)
{
    public ParallelState Read(string name, Fields fields)
    {
        var branches = ReadBranches(fields);
        return new WorkReader(fields).Complete(
            new ParallelState
            {
                Name = name,
                Parameters = fields.TemplateAt("Parameters"),
                Branches = branches,
            });
    }

    public IReadOnlyList<Branch> ReadBranches(Fields fields)
    {
        fields.Require("Branches");
        var branches = fields.Objects("Branches", "branch").Select(ReadBranch).ToList();
        if (branches.Count == 0 && fields.Has("Branches"))
            fields.Refuse("GR2002", $"'Branches' of {fields.Owner} is empty.", fields.Find("Branches")!.Value, "Branches");
        return branches;
    }

    Branch ReadBranch(Fields fields)
    {
        var graph = new GraphReader(dialect).Read(fields);
        var branch = new Branch { Comment = fields.Text("Comment"), StartAt = graph.StartAt, States = graph.States };
        fields.Finish();
        return branch;
    }
}
