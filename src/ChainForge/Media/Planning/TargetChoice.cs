namespace ChainForge.Media;

/// <summary>Chooses what the video will be: for each property what most of the playing time has, so that the fewest frames change.</summary>
internal static class TargetChoice
{
    private const int UsualRate = 48000;
    private static readonly int[] AacRates = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000];

    public static StitchTarget Of(IReadOnlyList<ClipInfo> clips, StitchOptions options)
    {
        var (width, height) = Majority(clips, c => (Even(c.DisplayWidth), Even(c.DisplayHeight)));
        var voiced = options.Audio == AudioMode.Mute ? [] : clips.Where(c => c.Audio is not null).ToArray();
        var sampleRate = voiced.Length > 0 ? Majority(voiced, c => c.Audio!.SampleRate) : options.Music is null ? 0 : UsualRate;
        return new StitchTarget
        {
            Width = width,
            Height = height,
            FrameRate = Majority(clips, c => c.FrameRate),
            Colour = Majority(clips, c => c.Colour.Resolved(c.Width, c.Height) with { Range = "tv" }),
            SampleRate = sampleRate == 0 || AacRates.Contains(sampleRate) ? sampleRate : UsualRate,
            Channels = options.Music is not null ? 2 : voiced.Length == 0 ? 0 : Math.Min(2, voiced.Max(c => c.Audio!.Channels)),
        };
    }

    /// <summary>By playing time; between equals the one that comes first.</summary>
    private static T Majority<T>(IReadOnlyList<ClipInfo> clips, Func<ClipInfo, T> property) =>
        clips.GroupBy(property).MaxBy(g => g.Sum(c => c.Duration.Ticks))!.Key;

    private static int Even(int size) => Math.Max(2, size / 2 * 2);
}
