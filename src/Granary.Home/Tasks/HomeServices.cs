using Granary.Emulator;
using Granary.Home.Notices;
using Granary.Home.Objects;
using Granary.Home.Secrets;

namespace Granary.Home.Tasks;

/// <summary>What the services of a home work on.</summary>
static class HomeServices
{
    public static ServiceStores Of(LocalHome home) =>
        new(
            new HomeObjects(home), home.Items, new HomeNotices(home.Database, home.Clock), new HomeSecrets(home.Path),
            new TaskTokens(home), new HomeExecutions(home));
}
