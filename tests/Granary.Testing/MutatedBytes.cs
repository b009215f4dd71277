using System.Text;

namespace Granary.Testing;

/// <summary>Files that nobody would write: real ones cut, spliced, with bytes flipped and marks changed.</summary>
public static class MutatedBytes
{
    /// <param name="random">Decides all.</param>
    public static byte[] Of(IReadOnlyList<byte[]> originals, Random random)
    {
        var bytes = originals[random.Next(originals.Count)].ToList();
        for (var times = random.Next(5); times >= 0 && bytes.Count > 0; times--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(9))
            {
                case 0:
                    bytes.RemoveRange(at, random.Next(Math.Min(bytes.Count - at, 200)));
                    break;
                case 1:
                    var other = originals[random.Next(originals.Count)];
                    bytes.InsertRange(at, other.Skip(random.Next(2) * random.Next(other.Length)).Take(random.Next(500)));
                    break;
                case 2:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 3:
                    bytes[at] = (byte)'"';
                    break;
                case 4:
                    bytes.Insert(at, (byte)'"');
                    break;
                case 5:
                    bytes.InsertRange(at, Pick("\"", "'", "\\", "\\\"", "þ", "||", "\0", "#", "\r", "\n\n", "\r\r\n"));
                    break;
                case 6:
                    bytes.AddRange(Pick("\"", "\n", "\r", "a,b", "\n#"));
                    break;
                case 7:
                    Replace('\n', random.Next(2) == 0 ? '\r' : '"');
                    break;
                default:
                    Replace('"', random.Next(2) == 0 ? '\'' : ',');
                    break;
            }
        }

        return [.. bytes];

        byte[] Pick(params string[] pieces) => Encoding.UTF8.GetBytes(pieces[random.Next(pieces.Length)]);

        void Replace(char from, char to)
        {
            for (var i = 0; i < bytes.Count; i++)
                bytes[i] = bytes[i] == from ? (byte)to : bytes[i];
        }
    }
}
