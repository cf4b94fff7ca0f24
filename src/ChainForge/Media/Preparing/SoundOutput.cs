namespace ChainForge.Media;

/// <summary>A clip's sound, beside its picture: how loud it is, and its samples as <see cref="KeptSound"/>.</summary>
/// <remarks>Wants FFmpeg's <c>-copyts</c>, for time counts from the clip's own zero.</remarks>
internal static class SoundOutput
{
    /// <param name="clip">The clip; it has sound.</param>
    /// <param name="input">Which of FFmpeg's inputs it is.</param>
    /// <param name="samples">Where the samples go; null: nowhere.</param>
    /// <param name="loudness">Where the scanner's lines go.</param>
    public static FilterOutput Of(ClipInfo clip, int input, string? samples, string loudness)
    {
        // Silence is put in where the sound starts late or has a hole, so that samples and windows count from zero. What comes long after the
        // picture is not looked at: a time stamp that jumps would be filled up with hours of silence.
        // More than two channels are heard as two, as in the video.
        var sound = clip.Audio!;
        var end = (long)(clip.VideoStart + clip.Duration).TotalSeconds + 2;
        var whole = $"[{input}:a:0]atrim=end={end},aresample={sound.SampleRate}:async=1:first_pts=0,aformat=sample_fmts=flt:channel_layouts={(KeptSound.ChannelsOf(sound) == 1 ? "mono" : "stereo")}";
        var heard = $"atrim=start={clip.VideoStart.TotalSeconds},{LoudnessMeter.Scanner(FFmpegCommand.InFilter(loudness))}[heard{input}]";
        IReadOnlyList<string> measured = ["-map", $"[heard{input}]", "-f", "null", "-"];
        return samples is null
            ? new($"{whole},{heard}", measured)
            : new($"{whole},asplit[samples{input}],{heard}", ["-map", $"[samples{input}]", "-f", "f32le", "-y", FFmpegCommand.Local(samples), .. measured]);
    }
}
