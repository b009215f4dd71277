using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Granary.Tables.Keys;

/// <summary>Many hashes in buckets by their highest bits. What does not fit into memory waits in a file.</summary>
sealed class KeyHashes(string temporaryFolder) : IDisposable
{
    /// <summary>A bucket of a table of a hundred million rows fits into a processor's cache.</summary>
    public const int Buckets = 2048;

    public const int BlockHashes = 1024;

    const int MostBlocks = (256 << 20) / (BlockHashes * sizeof(ulong));

    readonly Lock _lock = new();
    readonly List<ulong[]>[] _blocks = [.. Enumerable.Range(0, Buckets).Select(_ => new List<ulong[]>())];
    readonly List<long>[] _spilled = [.. Enumerable.Range(0, Buckets).Select(_ => new List<long>())];
    SafeFileHandle? _file;
    int _held;
    long _end;

    /// <summary>Takes a full block.</summary>
    /// <returns>One to fill next.</returns>
    public ulong[] Take(int bucket, ulong[] block)
    {
        lock (_lock)
        {
            if (_held < MostBlocks)
            {
                _held++;
                _blocks[bucket].Add(block);
                return new ulong[BlockHashes];
            }

            _file ??= File.OpenHandle(
                Path.Combine(temporaryFolder, $"keys-{Guid.NewGuid():N}"),
                FileMode.CreateNew,
                FileAccess.ReadWrite,
                FileShare.None,
                FileOptions.DeleteOnClose);
            RandomAccess.Write(_file, MemoryMarshal.AsBytes(block.AsSpan()), _end);
            _spilled[bucket].Add(_end);
            _end += BlockHashes * sizeof(ulong);
            return block;
        }
    }

    /// <param name="rest">What the threads still hold.</param>
    public bool HaveRepeated(IReadOnlyList<HashBuckets> rest, CancellationToken cancellationToken)
    {
        var repeated = false;
        Parallel.For(
            0,
            Buckets,
            new() { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
            () => new HashSlots(),
            (bucket, state, slots) =>
            {
                if (HasRepeated(bucket, rest, slots))
                {
                    repeated = true;
                    state.Stop();
                }

            return slots;
        }, _ => { });
        return repeated;
    }

    public void Dispose() => _file?.Dispose();

    bool HasRepeated(int bucket, IReadOnlyList<HashBuckets> rest, HashSlots slots)
    {
        var count = (_blocks[bucket].Count + _spilled[bucket].Count) * BlockHashes + rest.Sum(r => r.Of(bucket).Length);
        slots.Clear(count);
        foreach (var block in _blocks[bucket])
        {
            if (slots.AddAll(block))
                return true;
        }

        foreach (var offset in _spilled[bucket])
        {
            RandomAccess.Read(_file!, MemoryMarshal.AsBytes(slots.Block.AsSpan()), offset);
            if (slots.AddAll(slots.Block))
                return true;
        }

        return rest.Any(r => slots.AddAll(r.Of(bucket)));
    }

    /// <summary>Which hashes of one bucket were there before: open addressing in half-empty slots.</summary>
    sealed class HashSlots
    {
        ulong[] _slots = [];
        int _mask;
        bool _hasZero;

        public ulong[] Block { get; } = new ulong[BlockHashes];

        public void Clear(int count)
        {
            var length = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, 2 * count));
            if (_slots.Length < length)
                _slots = new ulong[length];
            else
                Array.Clear(_slots, 0, length);
            _mask = length - 1;
            _hasZero = false;
        }

        /// <returns>Whether one was there.</returns>
        public bool AddAll(ReadOnlySpan<ulong> hashes)
        {
            foreach (var hash in hashes)
            {
                if (hash == 0)
                {
                    if (_hasZero)
                        return true;
                    _hasZero = true;
                    continue;
                }

                var slot = (int)hash & _mask;
                for (; _slots[slot] != 0; slot = (slot + 1) & _mask)
                {
                    if (_slots[slot] == hash)
                        return true;
                }

                _slots[slot] = hash;
            }

            return false;
        }
    }
}

/// <summary>One thread's hashes on their way into the buckets.</summary>
sealed class HashBuckets(KeyHashes all)
{
    readonly ulong[]?[] _blocks = new ulong[]?[KeyHashes.Buckets];
    readonly int[] _counts = new int[KeyHashes.Buckets];

    public ReadOnlySpan<ulong> Of(int bucket) => _blocks[bucket] is { } block ? block.AsSpan(0, _counts[bucket]) : [];

    public void Add(ulong hash)
    {
        const int bits = 11;
        var bucket = (int)(hash >> (64 - bits));
        var block = _blocks[bucket] ??= new ulong[16];
        ref var count = ref _counts[bucket];
        if (count == block.Length)
        {
            if (count == KeyHashes.BlockHashes)
            {
                block = all.Take(bucket, block);
                count = 0;
            }
            else
            {
                Array.Resize(ref block, 4 * block.Length);
            }

            _blocks[bucket] = block;
        }

        block[count++] = hash;
    }
}
