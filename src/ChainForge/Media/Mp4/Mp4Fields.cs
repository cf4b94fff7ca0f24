using System.Buffers.Binary;
using System.Text;

namespace ChainForge.Media;

/// <summary>The fields of a box's content. A field that would lie behind its end makes the box a broken one, and nothing else.</summary>
internal static class Mp4Fields
{
    public static int Int(ReadOnlySpan<byte> content, int at) => BinaryPrimitives.ReadInt32BigEndian(Field(content, at, 4));

    public static uint UInt(ReadOnlySpan<byte> content, int at) => BinaryPrimitives.ReadUInt32BigEndian(Field(content, at, 4));

    public static long Long(ReadOnlySpan<byte> content, int at) => BinaryPrimitives.ReadInt64BigEndian(Field(content, at, 8));

    public static int Short(ReadOnlySpan<byte> content, int at) => BinaryPrimitives.ReadUInt16BigEndian(Field(content, at, 2));

    public static int Byte(ReadOnlySpan<byte> content, int at) => Field(content, at, 1)[0];

    /// <summary>A type of four letters.</summary>
    public static string Letters(ReadOnlySpan<byte> content, int at) => Encoding.Latin1.GetString(Field(content, at, 4));

    /// <summary>Everything from a place on.</summary>
    public static ReadOnlyMemory<byte> From(ReadOnlyMemory<byte> content, int at) => at <= content.Length ? content[at..] : throw CutOff();

    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> content, int at, int size) =>
        at >= 0 && at <= content.Length - size ? content.Slice(at, size) : throw CutOff();

    private static Mp4Exception CutOff() => new("a box is shorter than what it has to hold");
}
