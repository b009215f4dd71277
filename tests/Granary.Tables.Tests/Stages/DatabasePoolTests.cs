using Granary.DuckDb;
using Granary.Tables.Stages;

namespace Granary.Tables.Tests.Stages;

public sealed class DatabasePoolTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly DatabasePool _pool = new();

    [Fact]
    public void What_does_not_fit_into_memory_goes_to_the_folder_of_the_one_who_took_the_engine()
    {
        _pool.Prepare();
        using var one = _pool.Start(Folder("it's one"));
        using var other = _pool.Start(Folder("other"));
        Assert.Equal(Folder("it's one"), SettingOf(one, "temp_directory"));
        Assert.Equal(Folder("other"), SettingOf(other, "temp_directory"));
    }

    [Fact]
    public void A_folder_that_is_written_to_is_empty_when_its_engine_is_closed()
    {
        _pool.Prepare();
        var folder = Folder("spill");
        using (var database = _pool.Start(folder))
        {
            database.Connection.Execute(Sql.From($"SET memory_limit = '60MB'"));
            database.Connection.Execute(
                Sql.From($"CREATE TEMP TABLE large AS SELECT range AS a, hash(range)::VARCHAR AS b FROM range(4000000)"));
            Assert.NotEmpty(Directory.GetFiles(folder));
        }

        Assert.True(!Directory.Exists(folder) || Directory.GetFileSystemEntries(folder).Length == 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_engine_is_taken_twice(bool isPrepared)
    {
        if (isPrepared)
            _pool.Prepare();
        var taken = new StageDatabase[8];
        Parallel.For(0, taken.Length, new() { MaxDegreeOfParallelism = taken.Length }, i => taken[i] = _pool.Start(_folder.Path));
        foreach (var database in taken)
        {
            // In a database that two had taken, the second would find the table of the first.
            database.Connection.Execute(Sql.From($"CREATE TABLE mine (i INTEGER)"));
            database.Connection.Register("mine", new Nothing());
        }

        foreach (var database in taken)
            database.Dispose();
    }

    [Fact]
    public void Who_comes_late_gets_an_engine_and_none_is_left_over()
    {
        _pool.Prepare();
        _pool.Dispose();
        _pool.Prepare();
        using (var database = _pool.Start(_folder.Path))
            Assert.Equal("UTC", SettingOf(database, "TimeZone"));
        _pool.Dispose();
    }

    public void Dispose()
    {
        _pool.Dispose();
        _folder.Dispose();
    }

    string Folder(string name) => Directory.CreateDirectory(Path.Combine(_folder.Path, name)).FullName;

    static string? SettingOf(StageDatabase database, string name) =>
        database.Connection.Scalar<string>(Sql.From($"SELECT current_setting({name})"));

    sealed class Nothing : RowFunction
    {
        public override IReadOnlyList<ScalarType> Inputs => [DuckDbType.Integer];

        public override IReadOnlyList<(string Name, ScalarType Type)> Outputs => [("nothing", DuckDbType.Integer)];

        public override void Run(RowInput input, RowOutput output) => output.Values<int>(0).Clear();
    }
}
