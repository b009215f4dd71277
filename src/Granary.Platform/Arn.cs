using System.Diagnostics.CodeAnalysis;

namespace Granary.Platform;

/// <summary>An Amazon Resource Name: <c>arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE</c>.</summary>
/// <param name="Region">Empty for resources that belong to no region, such as roles.</param>
/// <param name="Account">Twelve digits; empty for buckets and for the integrations of Step Functions.</param>
/// <param name="Resource">Such as <c>function:NAME</c>, <c>role/PATH/NAME</c>, or a topic's name alone.</param>
/// <remarks>Source: IAM user guide, "Amazon Resource Names (ARNs)".</remarks>
public sealed record Arn(string Partition, string Service, string Region, string Account, string Resource)
{
    const string StateMachineType = "stateMachine";
    const string ExecutionType = "execution";

    static readonly char[] Separators = [':', '/'];

    /// <summary>The type in front of the resource's first separator (<c>function</c>, <c>role</c>); empty when it has none.</summary>
    public string Type => Resource.IndexOfAny(Separators) is > 0 and var end ? Resource[..end] : "";

    /// <summary>The name after the type, without version, alias or execution: of <c>function:Load:3</c> it is <c>Load</c>.</summary>
    public string Name => Resource[(Type.Length == 0 ? 0 : Type.Length + 1)..].Split(':')[0];

    public static Arn Function(string region, string account, string name) => new("aws", "lambda", region, account, $"function:{name}");

    public static Arn StateMachine(string region, string account, string name) =>
        new("aws", "states", region, account, $"{StateMachineType}:{name}");

    public static Arn Role(string account, string name) => new("aws", "iam", "", account, $"role/{name}");

    public static bool TryParse(string? text, [NotNullWhen(true)] out Arn? arn)
    {
        arn = text?.Split(':', 6) is ["arn", var partition, var service, var region, var account, { Length: > 0 } resource]
            ? new(partition, service, region, account, resource)
            : null;
        return arn is not null;
    }

    /// <exception cref="FormatException">The text is not an ARN.</exception>
    public static Arn Parse(string text) => TryParse(text, out var arn) ? arn : throw new FormatException($"'{text}' is not a valid ARN.");

    /// <summary>The name of a resource that is given by its name, its ARN, or the end of its ARN, without version or alias.</summary>
    /// <param name="type"><c>function</c>, <c>stateMachine</c>, <c>activity</c>, …</param>
    /// <remarks>Source: Lambda API, Invoke, "FunctionName": name, ARN or partial ARN.</remarks>
    public static string NameIn(string nameOrArn, string type)
    {
        var marker = $":{type}:";
        var at = nameOrArn.IndexOf(marker, StringComparison.Ordinal);
        return (at < 0 ? nameOrArn : nameOrArn[(at + marker.Length)..]).Split(':')[0];
    }

    /// <summary>Whether this is an execution, also a part of a distributed map.</summary>
    public bool IsExecution => Type == ExecutionType && Resource.Split(':') is [_, { Length: > 0 }, { Length: > 0 }, ..];

    public bool IsStateMachine => Type == StateMachineType && Name.Length > 0;

    /// <summary>The execution of this state machine that has the name.</summary>
    public Arn Execution(string name) => this with { Resource = $"{ExecutionType}:{Name}:{name}" };

    /// <summary>
    /// The state machine of this execution; of a part of a distributed map (<c>machine/label</c>) the machine that has the map.
    /// </summary>
    public Arn StateMachineOfExecution() => this with { Resource = $"{StateMachineType}:{Name.Split('/')[0]}" };

    public override string ToString() => $"arn:{Partition}:{Service}:{Region}:{Account}:{Resource}";
}
