using System.Security.Cryptography;
using System.Text;

namespace Granary.Csv.Tests;

public sealed class CsvFileTests : IDisposable
{
    readonly CsvScene _scene = new();

    [Fact]
    public void A_file_that_shrinks_gives_an_exception()
    {
        using var file = _scene.Open(string.Concat(Enumerable.Repeat("a,b\n", 1000)), CsvScene.NoHeader with { RangeBytes = 1000 });
        using var reader = file.OpenReader();
        using (var stream = OpenToWrite())
            stream.SetLength(2500);

        reader.Start(file.Ranges[0]);
        var failure = Assert.Throws<CsvException>(() => reader.Start(file.Ranges[3]));

        Assert.Equal(CsvFault.ChangedFile, failure.Fault);
    }

    [Fact]
    public void The_hash_of_what_is_read_is_that_of_the_file()
    {
        var bytes = Encoding.UTF8.GetBytes(
            "\uFEFFtitle\nid,v\n\n1,a\n2,\"b\nb\"\n3,"
                + new string('x', 100_000)
                + "\n"
                + string.Concat(Enumerable.Repeat("4,d\n", 1000))
                + "Total");
        foreach (var rangeBytes in new[] { 1, 7, 1000, 1 << 20 })
        {
            var format = new CsvFormat { SkipLines = 1, FooterLines = 1, MaxRecordBytes = 64, RangeBytes = rangeBytes };
            using var file = _scene.Open(bytes, format);
            using var reader = file.OpenReader();
            using var hash = file.OpenHash();
            foreach (var range in file.Ranges)
            {
                reader.Start(range);
                hash.Append(reader);
            }

            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), hash.Finish());
        }
    }

    [Fact]
    public void Bytes_that_change_after_they_were_read_are_not_in_the_hash()
    {
        using var file = _scene.Open("a,b\nc,d\n", CsvScene.NoHeader);
        using var reader = file.OpenReader();
        using var hash = file.OpenHash();
        reader.Start(file.Ranges[0]);
        using (var stream = OpenToWrite())
            stream.Write("x,y"u8);
        hash.Append(reader);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("a,b\nc,d\n"u8)), hash.Finish());
    }

    [Fact]
    public void A_file_whose_bytes_change_does_not_agree_with_its_index()
    {
        using var file = _scene.Open("a,b\nc,d\ne,f\n", CsvScene.NoHeader);
        using var reader = file.OpenReader();
        using (var stream = OpenToWrite())
            stream.Write("a,b,c,d\n"u8);

        reader.Start(file.Ranges[0]);
        while (reader.TryRead(out _))
        {
        }

        Assert.False(reader.AgreesWithIndex);
    }

    [Fact]
    public void A_record_that_no_longer_ends_with_its_range_gives_an_exception()
    {
        using var file = _scene.Open("a,b\nc,d\ne,f\n", CsvScene.NoHeader with { RangeBytes = 1 });
        using var reader = file.OpenReader();
        using (var stream = OpenToWrite())
            stream.Write("a,\"\n\""u8);

        reader.Start(file.Ranges[0]);
        var failure = Assert.Throws<CsvException>(() => reader.TryRead(out _));

        Assert.Equal(CsvFault.ChangedFile, failure.Fault);
    }

    [Fact]
    public void Raw_text_is_read_from_the_lines_where_records_start()
    {
        using var file = _scene.Open([.. "h1,h2\n1,\"x\ny\"\n2,"u8, 0xE9, .. "\n3,\"open\n4,z\n"u8], new() { RangeBytes = 8 });

        var raw = file.ReadRaw(new HashSet<long> { 1, 2, 3, 4, 5, 99 });

        Assert.Equal(
            [(1, "h1,h2"), (2, "1,\"x\ny\""), (4, "2,\\xE9"), (5, "3,\"open")], raw.OrderBy(r => r.Key).Select(r => (r.Key, r.Value)));
    }

    [Fact]
    public void A_line_of_many_ranges_is_one_record_of_one_range()
    {
        var bytes = Encoding.UTF8.GetBytes("a,b\n" + new string('x', 100_000) + "\nc,d\n");
        using var file = _scene.Open(bytes, CsvScene.NoHeader with { RangeBytes = 256, MaxRecordBytes = 100 });
        using var reader = file.OpenReader();

        Assert.Equal(["1: a|b", "2: TooLong", "3: c|d"], CsvScene.Read(file));
        reader.Start(file.Ranges[0]);
        Assert.True(reader.Buffer.Length < 1000);
    }

    [Fact]
    public void Fields_stay_in_their_place_until_the_next_range()
    {
        using var file = _scene.Open("abc,1\ndef,\"2\nghi,3\n", CsvScene.NoHeader);
        using var reader = file.OpenReader();
        reader.Start(file.Ranges[0]);
        Assert.True(reader.TryRead(out var record));
        var first = record.Fields[0];
        while (reader.TryRead(out _))
        {
        }

        Assert.Equal("abc"u8, reader.Buffer.Slice(first.Start, first.Length));
    }

    [Fact]
    public void Ranges_may_be_read_by_several_threads()
    {
        using var file = _scene.Open(
            string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i},\"a\n{i}\"\n")), CsvScene.NoHeader with
            {
                RangeBytes = 1000,
            });
        var sum = 0L;

        Parallel.ForEach(file.Ranges, file.OpenReader, (range, _, reader) =>
        {
            reader.Start(range);
            while (reader.TryRead(out var record))
                Interlocked.Add(ref sum, long.Parse(Encoding.UTF8.GetString(record.BytesOf(record.Fields[0]))));
            Assert.True(reader.AgreesWithIndex);
            return reader;
        }, reader => reader.Dispose());

        Assert.Equal(20_000L * 19_999 / 2, sum);
    }

    [Fact]
    public void Indexing_stops_when_it_is_cancelled()
    {
        var path = _scene.Folder.Write("a.csv", "a,b\n");

        Assert.ThrowsAny<OperationCanceledException>(() => CsvFile.Open(path, CsvScene.NoHeader, _scene.Folder.Path, new(canceled: true)));
    }

    /// <summary>As a program that asks for no lock.</summary>
    FileStream OpenToWrite() => new(Path.Combine(_scene.Folder.Path, "a.csv"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite);

    public void Dispose() => _scene.Dispose();
}
