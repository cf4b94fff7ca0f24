namespace ChainForge.Media;

/// <summary>
/// The clock that an MP4's edit lists count by. FFmpeg's default is the millisecond, which cuts up to one off the sound;
/// a clock on which both a frame and a sample are whole keeps picture and sound exactly equal.
/// </summary>
internal static class Mp4Clock
{
    private const long Most = 1_000_000;

    public static string[] Of(StitchTarget target) => ["-movie_timescale", $"{Scale(target)}"];

    public static int Scale(StitchTarget target)
    {
        if (target.SampleRate == 0)
        {
            return target.FrameRate.Num;
        }

        var (a, b) = ((long)target.FrameRate.Num, (long)target.SampleRate);
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        var both = target.FrameRate.Num / a * target.SampleRate;
        return both <= Most ? (int)both : target.SampleRate;
    }
}
