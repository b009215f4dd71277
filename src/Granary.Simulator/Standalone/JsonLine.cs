using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Granary.Simulator.Standalone;

/// <summary>A JSON object on one line.</summary>
public static class JsonLine
{
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="write">Writes the object's members.</param>
    public static string Of(Action<Utf8JsonWriter> write)
    {
        using var text = new StringWriter();
        Write(text, write);
        return text.ToString();
    }

    /// <summary>Writes the object as it is made, however large it is, without an end of line.</summary>
    public static void Write(TextWriter target, Action<Utf8JsonWriter> write)
    {
        using var json = new Utf8JsonWriter(new Utf8Text(target), Options);
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
    }

    /// <summary>Hands on UTF-8 as text.</summary>
    sealed class Utf8Text(TextWriter target) : IBufferWriter<byte>
    {
        readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
        byte[] _bytes = new byte[1 << 14];
        char[] _characters = new char[1 << 14];

        public void Advance(int count)
        {
            if (_characters.Length < _bytes.Length)
                _characters = new char[_bytes.Length];
            target.Write(_characters, 0, _decoder.GetChars(_bytes, 0, count, _characters, 0));
        }

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            if (_bytes.Length < sizeHint)
                _bytes = new byte[sizeHint];
            return _bytes;
        }

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
