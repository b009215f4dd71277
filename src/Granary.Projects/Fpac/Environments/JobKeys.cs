using Granary.Model.Environments;
using Granary.Model.Shapes;

namespace Granary.Projects.Fpac.Environments;

/// <summary><c>GlueJobParameters</c>.</summary>
static class JobKeys
{
    static readonly JobOptions Defaults = new();

    static readonly Key<string> GlueVersion = new("GlueVersion",
        new TextShape(new(EnvironmentCodes.NoChoice, "^[0-9]{1,2}\\.[0-9]$", "a version of Glue looks like 5.0")),
        "The version of Glue.", Fallback: Defaults.GlueVersion);

    static readonly Key<string> WorkerType = new("WorkerType",
        Choice.Of(EnvironmentCodes.NoChoice, "G.1X", "G.2X", "G.4X", "G.8X", "G.12X", "G.16X", "R.1X", "R.2X", "R.4X", "R.8X"),
        "The size of a worker.", Fallback: Defaults.WorkerType);

    static readonly Key<int> NumberOfWorkers = new("NumberOfWorkers", new WholeNumberShape(EnvironmentCodes.OutOfRange, 1, 299),
        "How many workers a job has; with auto-scaling, the most.", Fallback: Defaults.NumberOfWorkers);

    static readonly Key<int> TimeoutMinutes = new("TimeoutMinutes", new WholeNumberShape(EnvironmentCodes.OutOfRange, 1, 10_080),
        "After how many minutes a job is stopped.", Fallback: Defaults.TimeoutMinutes);

    static readonly Key<int> MaxRetries = new("MaxRetries", new WholeNumberShape(EnvironmentCodes.OutOfRange, 0, 10),
        "How often Glue itself tries again after a failure.", Fallback: Defaults.MaxRetries);

    static readonly Key<int> MaxConcurrency = new("MaxConcurrency", new WholeNumberShape(EnvironmentCodes.OutOfRange, 1, 1000),
        "How many runs of a job there may be at the same time.", Fallback: Defaults.MaxConcurrency);

    static readonly Key<IReadOnlyList<JobConnection>> Connections = new("Connections", new ListShape<JobConnection>(JobConnection.Shape),
        "The Glue connections that the jobs need.", Fallback: []);

    static readonly Key<bool> AutoScaling = new("AutomaticScalingEnabled", BooleanShape.Instance,
        "Whether Glue may use fewer workers than NumberOfWorkers: --enable-auto-scaling.");

    public static readonly ObjectShape<JobOptions> Shape = new(
        new([
            GlueVersion, WorkerType, NumberOfWorkers, TimeoutMinutes, MaxRetries, MaxConcurrency, Connections,
            AutoScaling,
            .. JobArguments.Keys,
        ])
        {
            UnreadCode = EnvironmentCodes.Unread,
            ForeignCode = EnvironmentCodes.Foreign,
            Unused =
            [
                new("JobLanguage"),
                new("ReferencePath", "the cps family"),
                new("AdditionalPythonModulesPath", "cnsv, athenafarm and the cps family"),
                new("landingFiles", "carsdm"),
                new("rawDm", "carsdm"),
                new("stage1", "pmrds"),
                new("stage2", "pmrds"),
            ],
        },
        Make);

    static JobOptions Make(ObjectReader reader)
    {
        var autoScaling = reader.Get(AutoScaling);
        return new()
        {
            GlueVersion = reader.Get(GlueVersion),
            WorkerType = reader.Get(WorkerType),
            NumberOfWorkers = reader.Get(NumberOfWorkers),
            TimeoutMinutes = reader.Get(TimeoutMinutes),
            MaxRetries = reader.Get(MaxRetries),
            MaxConcurrency = reader.Get(MaxConcurrency),
            Connections =
            [
                .. (reader.Get(Connections) ?? [])
                    .Select(c => c.Name.Trim())
                    .Where(name => name.Length > 0)
                    .Distinct(StringComparer.Ordinal),
            ],
            AutoScaling = autoScaling,
            Arguments = JobArguments.From(reader, autoScaling),
        };
    }
}

/// <summary>An item of <c>Connections</c>.</summary>
sealed record JobConnection(string Name)
{
    static readonly Key<string> ConnectionName = new(
        "ConnectionName", TextShape.Anything, "The name of a Glue connection.", IsRequired: true);

    public static readonly ObjectShape<JobConnection> Shape = new(
        new(ConnectionName)
        {
            UnreadCode = EnvironmentCodes.Unread,
            Unused = [new("type"), new("VpcId"), new("SubnetIds"), new("SecurityGroupIds")],
        },
        reader => new(reader.Get(ConnectionName) ?? ""));
}
