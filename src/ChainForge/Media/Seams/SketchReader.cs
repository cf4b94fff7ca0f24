namespace ChainForge.Media;

/// <summary>Decodes a clip once, to small frames.</summary>
internal sealed class SketchReader(FFmpegTools tools, MediaLimits limits, TimeProvider time)
{
    /// <param name="clip">The clip.</param>
    /// <param name="whole">Whether every frame is kept (to search an extension for its source) or only both ends.</param>
    /// <param name="cancellationToken">Kills FFmpeg.</param>
    public async Task<ClipSketch> ReadAsync(ClipInfo clip, bool whole, CancellationToken cancellationToken)
    {
        var command = FFmpegCommand.FFmpeg(tools, $"decode {Path.GetFileName(clip.Path)}",
            [.. FFmpegCommand.Untrusted(clip.Path), "-map", "0:v:0", "-an", "-vf", PictureFilter.Sketch(clip),
                "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "yuv444p", "pipe:1"]);
        await using var process = FFmpegProcess.Start(command, limits.Stall, time, cancellationToken);
        var head = new List<SmallFrame>();
        var all = new List<SmallFrame>();
        var tail = new Queue<byte[]>();
        var count = 0;
        while (true)
        {
            // Frames in the middle are read into the buffer that fell out of the tail.
            var buffer = !whole && tail.Count == ClipSketch.Kept ? tail.Dequeue() : new byte[3 * SmallFrame.Plane];
            if (await process.ReadAsync(buffer) < buffer.Length)
            {
                break;
            }

            count++;
            if (whole)
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
        if (count != clip.FrameCount)
        {
            throw MediaException.About(clip.Path, $"{clip.FrameCount} frames are listed, {count} can be decoded", "The clip is damaged: download it again or use another take");
        }

        return whole
            ? new ClipSketch([.. all.Take(ClipSketch.Kept)], [.. all.TakeLast(ClipSketch.Kept)], all)
            : new ClipSketch(head, [.. tail.Select(b => new SmallFrame(b))], null);
    }
}
