namespace ChainForge.Media;

/// <summary>What the seam analysis needs of a clip, from one decode of it.</summary>
/// <param name="Head">The first frames, in order.</param>
/// <param name="Tail">The last frames, in order.</param>
/// <param name="All">Every frame in order; only where an extension is searched for its source.</param>
internal sealed record ClipSketch(IReadOnlyList<SmallFrame> Head, IReadOnlyList<SmallFrame> Tail, IReadOnlyList<SmallFrame>? All)
{
    /// <summary>How many frames are kept at each end: ten steps of motion and a few more for held frames.</summary>
    public const int Kept = 14;

    /// <summary>As <see cref="Write"/> left it.</summary>
    /// <exception cref="EndOfStreamException">It is cut off.</exception>
    public static ClipSketch Read(Stream stream)
    {
        using var reader = new BinaryReader(stream);
        var (head, tail, all) = (Frames(), Frames(), Frames());
        return new ClipSketch(head, tail, all.Length > 0 ? all : null);

        SmallFrame[] Frames()
        {
            var frames = new SmallFrame[reader.ReadInt32()];
            for (var i = 0; i < frames.Length; i++)
            {
                var bytes = new byte[SmallFrame.Bytes];
                var sharpness = reader.ReadDouble();
                reader.BaseStream.ReadExactly(bytes);
                frames[i] = new SmallFrame(bytes, sharpness);
            }

            return frames;
        }
    }

    /// <summary>Writes it whole.</summary>
    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        foreach (var frames in new[] { Head, Tail, All ?? [] })
        {
            writer.Write(frames.Count);
            foreach (var frame in frames)
            {
                writer.Write(frame.Sharpness);
                writer.Write(frame.Yuv);
            }
        }
    }
}
