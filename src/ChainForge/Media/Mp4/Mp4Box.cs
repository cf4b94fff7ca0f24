using System.Buffers.Binary;
using System.Text;

namespace ChainForge.Media;

/// <summary>A box of an MP4 (ISO/IEC 14496-12): a type and what is in it.</summary>
/// <param name="Type">Four letters.</param>
/// <param name="Content">Everything behind the header.</param>
internal readonly record struct Mp4Box(string Type, ReadOnlyMemory<byte> Content)
{
    // No container that is read here has a hundredth of it.
    private const int MostBoxes = 4096;

    /// <summary>The boxes that lie one behind the other in some bytes.</summary>
    /// <exception cref="Mp4Exception">A box is longer than what it lies in, or there are thousands.</exception>
    public static IReadOnlyList<Mp4Box> ReadAll(ReadOnlyMemory<byte> bytes)
    {
        var boxes = new List<Mp4Box>();
        while (bytes.Length >= 8)
        {
            if (boxes.Count == MostBoxes)
            {
                throw new Mp4Exception("there are more boxes than anybody needs");
            }

            long size = BinaryPrimitives.ReadUInt32BigEndian(bytes.Span);
            var header = 8;
            if (size == 1 && bytes.Length >= 16)
            {
                (size, header) = (BinaryPrimitives.ReadInt64BigEndian(bytes.Span[8..]), 16);
            }
            else if (size == 0)
            {
                size = bytes.Length;
            }

            if (size < header || size > bytes.Length)
            {
                throw new Mp4Exception("a box is longer than what it lies in");
            }

            boxes.Add(new Mp4Box(Encoding.Latin1.GetString(bytes.Span.Slice(4, 4)), bytes[header..(int)size]));
            bytes = bytes[(int)size..];
        }

        return boxes;
    }

    /// <summary>The first box of a type, down a path of types.</summary>
    /// <exception cref="Mp4Exception">There is none.</exception>
    public static Mp4Box Find(ReadOnlyMemory<byte> bytes, params ReadOnlySpan<string> path) =>
        TryFind(bytes, path) ?? throw new Mp4Exception($"there is no {string.Join('/', path.ToArray())}");

    /// <summary>As <see cref="Find"/>, or null.</summary>
    public static Mp4Box? TryFind(ReadOnlyMemory<byte> bytes, params ReadOnlySpan<string> path)
    {
        Mp4Box? found = null;
        foreach (var type in path)
        {
            var next = ReadAll(found?.Content ?? bytes).Where(IsOf(type)).ToList();
            if (next.Count == 0)
            {
                return null;
            }

            found = next[0];
        }

        return found;

        static Func<Mp4Box, bool> IsOf(string type) => box => box.Type == type;
    }

    /// <summary>A box as bytes.</summary>
    public static byte[] Write(string type, params ReadOnlySpan<byte[]> parts)
    {
        var size = 8;
        foreach (var part in parts)
        {
            size += part.Length;
        }

        var box = new byte[size];
        BinaryPrimitives.WriteInt32BigEndian(box, size);
        Encoding.Latin1.GetBytes(type, box.AsSpan(4));
        var at = 8;
        foreach (var part in parts)
        {
            part.CopyTo(box, at);
            at += part.Length;
        }

        return box;
    }
}
