namespace ChainForge.Media;

/// <summary>The sound, encoded once, as a track of the video.</summary>
internal static class CopiedSound
{
    /// <param name="path">The encoded sound.</param>
    /// <param name="plan">How long it is.</param>
    /// <exception cref="Mp4Exception">It is not as long as planned.</exception>
    public static MovieTrack Of(string path, StitchPlan plan)
    {
        var sound = Mp4Reader.Read(path).Single();
        var coded = sound.Samples[^1].DecodeTime + sound.Samples[^1].Duration;
        return sound.Timescale == plan.Target.SampleRate && coded - sound.MediaTime >= plan.TotalSamples
            ? new MovieTrack
            {
                Timescale = sound.Timescale,
                SampleEntry = sound.SampleEntry,
                Samples = [.. sound.Samples.Select(sample => new MovieSample(path, sample.Offset, sample.Size, sample.Duration, 0, IsSync: true))],
                MediaTime = sound.MediaTime,
                Length = plan.TotalSamples,
            }
            : throw new Mp4Exception($"{coded - sound.MediaTime} samples of sound were encoded, {plan.TotalSamples} are needed");
    }
}
