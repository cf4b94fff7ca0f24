using System.Text.RegularExpressions;

namespace ChainForge.Media;

/// <summary>Measures loudness with FFmpeg's own R128 scanner.</summary>
internal sealed partial class LoudnessMeter(FFmpegTools tools, MediaLimits limits, TimeProvider time)
{
    private const double Nothing = -120;

    /// <summary>A clip's loudness; null: it has no sound, or none that can be decoded.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="samples">Where the decoded sound goes, as <see cref="KeptSound"/>; null: nowhere.</param>
    /// <param name="cancellationToken">Kills FFmpeg.</param>
    /// <exception cref="MediaException">The disk is full.</exception>
    public async Task<ClipLoudness?> MeasureAsync(ClipInfo clip, string? samples, CancellationToken cancellationToken)
    {
        if (clip.Audio is not { } sound)
        {
            return null;
        }

        try
        {
            // Silence is put in where the sound starts late or has a hole, so that samples and windows count from zero. What comes long after the
            // picture is not looked at: a time stamp that jumps would be filled up with hours of silence.
            // More than two channels are heard as two, as in the video.
            var whole = $"atrim=end={End(clip)},aresample={sound.SampleRate}:async=1:first_pts=0,aformat=sample_fmts=flt:channel_layouts={(KeptSound.ChannelsOf(sound) == 1 ? "mono" : "stereo")}";
            var (split, kept) = samples is null
                ? ("", Array.Empty<string>())
                : ("asplit[samples],", ["-map", "[samples]", "-f", "f32le", "-y", FFmpegCommand.Local(samples)]);
            return await MeasureAsync(Path.GetFileName(clip.Path), ["-copyts", .. FFmpegCommand.Untrusted(clip.Path)], $"{whole},{split}atrim=start={clip.VideoStart.TotalSeconds}", kept, cancellationToken);
        }
        catch (MediaException e) when (!e.IsDiskFull)
        {
            // Its picture may still be wanted, in a silent video: who needs the sound finds out by itself, and says so.
            return null;
        }
    }

    private static long End(ClipInfo clip) => (long)(clip.VideoStart + clip.Duration).TotalSeconds + 2;

    /// <summary>Loudness of any file's first sound.</summary>
    /// <param name="name">What it is called in a message.</param>
    /// <param name="input">FFmpeg's options that open it.</param>
    /// <param name="filter">FFmpeg's filter for the part that counts.</param>
    /// <param name="others">Further outputs of the filter, with FFmpeg's options for them.</param>
    /// <param name="cancellationToken">Kills FFmpeg.</param>
    /// <exception cref="MediaException">It can't be decoded.</exception>
    public async Task<ClipLoudness> MeasureAsync(string name, IEnumerable<string> input, string filter, IEnumerable<string> others, CancellationToken cancellationToken)
    {
        // The scanner wants 48 kHz. One channel is heard from both speakers and counts twice, as players play it.
        var command = FFmpegCommand.FFmpeg(tools, $"measure the loudness of {name}",
            [.. input, "-filter_complex", $"[0:a:0]{filter},asetpts=PTS-STARTPTS,aresample=48000,ebur128=metadata=1:peak=true:dualmono=1,ametadata=mode=print:file=-[heard]",
                .. others, "-map", "[heard]", "-f", "null", "-"]);
        return Read(await FFmpegProcess.ReadTextAsync(command with { MostTime = limits.For(TimeSpan.Zero) }, limits.Stall, time, cancellationToken));
    }

    /// <summary>From the lines that the scanner's metadata are printed as.</summary>
    public static ClipLoudness Read(string text)
    {
        var (integrated, peak, momentary) = (GatedLoudness.Silence, 0.0, new List<double>());
        foreach (Match line in Value().Matches(text))
        {
            var value = double.Parse(line.Groups[2].Value);
            switch (line.Groups[1].Value)
            {
                case "M":
                    momentary.Add(Math.Max(Nothing, value));
                    break;
                case "I":
                    integrated = Math.Max(GatedLoudness.Silence, value);
                    break;
                default:
                    peak = value;
                    break;
            }
        }

        return new ClipLoudness(integrated, peak > 0 ? Math.Max(Nothing, Math.Round(20 * Math.Log10(peak), 2)) : Nothing, momentary);
    }

    [GeneratedRegex(@"^lavfi\.r128\.(M|I|true_peak)=(-?[\d.]+)", RegexOptions.Multiline)]
    private static partial Regex Value();
}
