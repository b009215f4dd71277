using Granary.Platform.Objects;

namespace Granary.Platform.Tests.Objects;

public sealed class MemoryObjectsTests : ObjectsConformance
{
    readonly MemoryObjects _objects = new(TimeProvider.System);

    public MemoryObjectsTests()
    {
        _objects.AddBucket("store");
        _objects.AddBucket("other");
    }

    protected override IObjects Objects => _objects;
}
