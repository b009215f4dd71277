using System.Security.Cryptography;
using System.Text;

namespace Granary.States.Maps;

/// <summary>Ids that come out the same when an interrupted run makes them again.</summary>
static class DerivedId
{
    /// <returns>A UUID of version 8 (RFC 9562).</returns>
    public static string From(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
