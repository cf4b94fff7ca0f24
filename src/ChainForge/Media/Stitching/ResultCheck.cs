namespace ChainForge.Media;

/// <summary>Looks at the written file as if it were a stranger's, before it gets its name.</summary>
internal sealed class ResultCheck(FFmpegTools tools, MediaLimits limits, TimeProvider time)
{
    private const double MostApartMs = 1;

    /// <exception cref="MediaException">It is not what the plan says.</exception>
    public async Task<(ClipInfo Video, double SoundMinusPictureMs)> RequireAsync(StitchPlan plan, string path, CancellationToken cancellationToken)
    {
        var target = plan.Target;
        var video = await new ClipReader(tools, limits, time).ReadAsync(path, cancellationToken);
        Require(video.FrameCount == plan.TotalFrames, $"{video.FrameCount} frames instead of {plan.TotalFrames}");
        Require((video.Width, video.Height) == (target.Width, target.Height), $"{video.Width}x{video.Height} instead of {target.Width}x{target.Height}");
        Require(video.IsConstantRate && video.FrameRate == target.FrameRate, $"{video.FrameRate} fps instead of {target.FrameRate}");
        Require(video.Audio is null == (target.SampleRate == 0), "its sound is missing");
        var apart = 0.0;
        if (video.Audio is { } sound)
        {
            apart = (sound.Duration - video.Duration).TotalMilliseconds;
            var late = (sound.Start - video.VideoStart).TotalMilliseconds;
            Require(Math.Abs(apart) <= MostApartMs && Math.Abs(late) <= MostApartMs, $"sound and picture are {apart:0.00} ms apart at the end and {late:0.00} ms at the start");
        }

        return (video, Math.Round(apart, 3));
    }

    /// <exception cref="MediaException">A decoder complains, or shows another number of frames.</exception>
    public async Task RequireDecodableAsync(StitchPlan plan, string path, CancellationToken cancellationToken)
    {
        var decoded = await DecodedFrames.CountAsync(tools, path, "the stitched video", isAside: false, limits, time, cancellationToken);
        Require(decoded == plan.TotalFrames, $"{decoded} frames can be decoded, not {plan.TotalFrames}");
    }

    private static void Require(bool holds, string wrong)
    {
        if (!holds)
        {
            throw new MediaException($"The stitched video is not as planned: {wrong}. Nothing was kept; please report this.");
        }
    }
}
