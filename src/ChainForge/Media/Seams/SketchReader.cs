namespace ChainForge.Media;

/// <summary>Takes small frames from a decoder.</summary>
internal static class SketchReader
{
    /// <param name="process">Prints the frames that <paramref name="span"/> says, and no more.</param>
    /// <param name="clip">The clip.</param>
    /// <param name="span">What is decoded.</param>
    /// <returns>Both ends, and the look of every frame that was looked at.</returns>
    /// <exception cref="MediaException">The clip can't be decoded to its end.</exception>
    public static async Task<Sight> ReadAsync(FFmpegProcess process, ClipInfo clip, DecodedSpan span)
    {
        var everyFrame = span.Every == 1;
        var places = span.Looked;
        var looks = new List<FrameLook>();
        var head = new List<SmallFrame>();
        var all = new List<SmallFrame>();
        var tail = new Queue<byte[]>();
        var count = 0;
        while (true)
        {
            // Frames in the middle are read into the buffer that fell out of the tail.
            var buffer = !everyFrame && tail.Count == ClipSketch.Kept ? tail.Dequeue() : new byte[SmallFrame.DecodedBytes];
            if (await process.ReadAsync(buffer) < buffer.Length)
            {
                break;
            }

            var frame = SmallFrame.Decoded(buffer);
            looks.Add(frame.LookAt(places[Math.Min(count++, places.Count - 1)]));
            if (everyFrame)
            {
                all.Add(frame);
            }
            else
            {
                if (head.Count < ClipSketch.Kept)
                {
                    head.Add(SmallFrame.Decoded([.. buffer]));
                }

                tail.Enqueue(buffer);
            }
        }

        await process.CompleteAsync();
        var missing = places.Count - count;
        if (missing != 0)
        {
            throw MediaException.About(clip.Path, $"{clip.FrameCount} frames are listed, {clip.FrameCount - missing} can be decoded", "The clip is damaged: download it again or use another take");
        }

        var sketch = everyFrame
            ? new ClipSketch([.. all.Take(ClipSketch.Kept)], [.. all.TakeLast(ClipSketch.Kept)], all)
            : new ClipSketch(head, [.. tail.Select(SmallFrame.Decoded)], null);
        return new Sight(sketch, DecodedSpan.Usual(looks));
    }
}

/// <summary>What one decode of a clip shows.</summary>
/// <param name="Sketch">Both ends.</param>
/// <param name="Looks">The look of every frame that was looked at.</param>
internal sealed record Sight(ClipSketch Sketch, IReadOnlyList<FrameLook> Looks);
