namespace ChainForge.Media;

/// <summary>Takes small frames from a decoder.</summary>
internal static class SketchReader
{
    /// <param name="process">Prints the frames that <paramref name="span"/> says, and no more.</param>
    /// <param name="clip">The clip.</param>
    /// <param name="span">What is decoded.</param>
    /// <exception cref="MediaException">The clip can't be decoded to its end.</exception>
    public static async Task<ClipSketch> ReadAsync(FFmpegProcess process, ClipInfo clip, DecodedSpan span)
    {
        var everyFrame = span.Every == 1;
        var head = new List<SmallFrame>();
        var all = new List<SmallFrame>();
        var tail = new Queue<byte[]>();
        var count = 0;
        while (true)
        {
            // Frames in the middle are read into the buffer that fell out of the tail.
            var buffer = !everyFrame && tail.Count == ClipSketch.Kept ? tail.Dequeue() : new byte[SmallFrame.Bytes];
            if (await process.ReadAsync(buffer) < buffer.Length)
            {
                break;
            }

            count++;
            if (everyFrame)
            {
                all.Add(new SmallFrame(buffer));
            }
            else
            {
                if (head.Count < ClipSketch.Kept)
                {
                    head.Add(new SmallFrame([.. buffer]));
                }

                tail.Enqueue(buffer);
            }
        }

        await process.CompleteAsync();
        var missing = span.Looked.Count - count;
        if (missing != 0)
        {
            throw MediaException.About(clip.Path, $"{clip.FrameCount} frames are listed, {clip.FrameCount - missing} can be decoded", "The clip is damaged: download it again or use another take");
        }

        return everyFrame
            ? new ClipSketch([.. all.Take(ClipSketch.Kept)], [.. all.TakeLast(ClipSketch.Kept)], all)
            : new ClipSketch(head, [.. tail.Select(b => new SmallFrame(b))], null);
    }
}
