using Granary.Platform;
using Granary.Projects.Fpac.Environments;

namespace Granary.Projects.Fpac;

/// <summary>The names and ARNs of a pipeline's resources: a prefix and a suffix.</summary>
/// <remarks>Source: seeds, config schema, section 5.1.</remarks>
sealed class FpacNames(PipelineEnvironment environment)
{
    readonly string _prefix = environment.NamePrefix;

    /// <summary>The account is not in the config; the role of its state machines is one of the account's own.</summary>
    readonly string _account = Arn.TryParse(environment.StateMachineRole, out var role) ? role.Account : "";

    public string ValidateInput => $"{_prefix}-ValidateInput";

    public string CreateNewId => $"{_prefix}-CreateNewId";

    public string LogResults => $"{_prefix}-LogResults";

    public string LandingJob => $"{_prefix}-Step1-LandingFiles";

    public string CleansingJob => $"{_prefix}-Step2-CleansedFiles";

    public string FinalJob => $"{_prefix}-Step3-FinalFiles";

    public string Crawler => $"{_prefix}-CRAWLER";

    public string Step1Machine => $"{_prefix}-PipelineStep1";

    public string Step2Machine => $"{_prefix}-PipelineStep2";

    public string Pipeline => $"{_prefix}-Pipeline";

    public string FunctionArn(string name) => Arn.Function(environment.Region, _account, name).ToString();

    public string MachineArn(string name) => Arn.StateMachine(environment.Region, _account, name).ToString();
}
