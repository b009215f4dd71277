using System.Text;

namespace Granary.Bench;

/// <summary>A CSV of id,name,amount,d,code,k: a million names, two rows in a hundred without a code, nothing quoted.</summary>
static class GeneratedFile
{
    public static void Write(string path, long rows)
    {
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 20);
        file.Write("id,name,amount,d,code,k\n");
        for (var i = 0UL; i < (ulong)rows; i++)
        {
            var amount = Mix(i * 7) % 100_000_000;
            file.Write($"{i},name_{Mix(i) % 1_000_000},{amount / 100}.{amount % 100:00},{2015 + Mix(i * 17) % 10}-{Mix(i * 3) % 12 + 1:00}-{Mix(i * 13) % 28 + 1:00},");
            if (i % 50 != 0)
                file.Write($"C{Mix(i * 5) % 10_000:00000}");
            file.Write($",{Mix(i * 11) % 2_000_000_000}\n");
        }
    }

    /// <summary>The finalizer of MurmurHash3, as a generator whose every value can be had by itself.</summary>
    static ulong Mix(ulong x)
    {
        x ^= x >> 33;
        x *= 0xff51afd7ed558ccdUL;
        x ^= x >> 33;
        x *= 0xc4ceb9fe1a85ec53UL;
        return x ^ x >> 33;
    }
}
