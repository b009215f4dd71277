using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Granary.Csv.Bytes;

/// <summary>64 bytes at once.</summary>
readonly struct Block
{
    public const int Size = 64;

    readonly Vector512<byte> _bytes;

    Block(Vector512<byte> bytes) => _bytes = bytes;

    /// <param name="first">The first of 64 bytes that may be read.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block Load(ref readonly byte first) => new(Vector512.LoadUnsafe(in first));

    /// <returns>Bit i is set where byte i is the given one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Where(byte value)
    {
        if (Vector512.IsHardwareAccelerated)
            return Vector512.Equals(_bytes, Vector512.Create(value)).ExtractMostSignificantBits();
        var pattern = Vector256.Create(value);
        return Vector256.Equals(_bytes.GetLower(), pattern).ExtractMostSignificantBits()
            | ((ulong)Vector256.Equals(_bytes.GetUpper(), pattern).ExtractMostSignificantBits() << 32);
    }
}
