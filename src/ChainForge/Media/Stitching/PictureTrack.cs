namespace ChainForge.Media;

/// <summary>Pumps the frames of all clips through one encoder. Two decoders run at a time; memory holds a few frames.</summary>
internal sealed class PictureTrack(FFmpegTools tools, MediaLimits limits, TimeProvider time)
{
    // Visually lossless at this preset's speed; a second generation at crf 18 was measured half a decibel lower.
    private static readonly string[] Quality = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "16"];

    public async Task WriteAsync(StitchPlan plan, string path, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        await using var encoder = FFmpegProcess.Start(Encoder(plan.Target, path), limits.Stall, time, cancellationToken);
        var luma = plan.Target.Width * plan.Target.Height;
        var (mixed, black) = (new byte[luma * 3 / 2], PictureMix.Black(luma));
        var next = Open(0);
        try
        {
            var written = 0;
            for (var k = 0; k < plan.Clips.Count; k++)
            {
                await using var source = next!;
                next = Open(k + 1);
                var (arriving, leaving) = (plan.Clips[k].Transition, k + 1 < plan.Clips.Count ? plan.Clips[k + 1].Transition : null);
                var alone = plan.Clips[k].ShownFrames - (leaving?.Overlap ?? 0);
                for (var frame = arriving?.Overlap ?? 0; frame < alone; frame++)
                {
                    await WriteAsync(await source.NextAsync(), black, Math.Max(arriving?.Arriving(frame) ?? 0, leaving?.Leaving(alone - 1 - frame) ?? 0));
                }

                for (var frame = 0; frame < (leaving?.Overlap ?? 0); frame++)
                {
                    await WriteAsync(await source.NextAsync(), await next!.NextAsync(), leaving!.Arrived(frame));
                }
            }

            async Task WriteAsync(ReadOnlyMemory<byte> picture, ReadOnlyMemory<byte> other, double share)
            {
                if (share > 0)
                {
                    PictureMix.Mix(picture.Span, other.Span, share, mixed);
                    picture = mixed;
                }

                await encoder.WriteAsync(picture);
                progress?.Report((double)++written / plan.TotalFrames);
            }
        }
        finally
        {
            await (next?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        await encoder.CompleteAsync();

        FrameSource? Open(int k) => k < plan.Clips.Count ? FrameSource.Open(tools, plan.Clips[k], plan.Target, limits, time, cancellationToken) : null;
    }

    private FFmpegCommand Encoder(StitchTarget target, string path)
    {
        // Browsers seek to keyframes: one every two seconds, more where the scene changes.
        var keyframes = Math.Max(1, (int)Math.Round(2 * target.FrameRate.PerSecond));
        return FFmpegCommand.Fed(tools, "encode the picture",
            ["-f", "rawvideo", "-pix_fmt", target.PixelFormat, "-s", $"{target.Width}x{target.Height}", "-framerate", $"{target.FrameRate}", "-i", "pipe:0",
                .. Quality, "-g", $"{keyframes}", "-pix_fmt", target.PixelFormat,
                .. target.Colour.EncoderOptions,
                .. Mp4Clock.Of(target), "-f", "mp4", "-y", FFmpegCommand.Local(path)]);
    }
}
