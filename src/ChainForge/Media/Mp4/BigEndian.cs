using System.Buffers.Binary;

namespace ChainForge.Media;

/// <summary>Numbers as MP4 writes them, for putting a box together from its parts.</summary>
internal static class BigEndian
{
    public static byte[] U8(int value) => [(byte)value];

    public static byte[] U16(int value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, checked((ushort)value));
        return bytes;
    }

    public static byte[] U32(long value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, checked((uint)value));
        return bytes;
    }

    public static byte[] U64(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }

    /// <summary>Numbers of 32 bits, one behind the other.</summary>
    public static byte[] U32s(IReadOnlyCollection<long> values)
    {
        var bytes = new byte[values.Count * 4];
        var at = 0;
        foreach (var value in values)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(at), checked((uint)value));
            at += 4;
        }

        return bytes;
    }

    public static byte[] Zeros(int count) => new byte[count];
}
