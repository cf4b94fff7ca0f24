using System.Text.RegularExpressions;

namespace ChainForge.Media;

/// <summary>Measures loudness with FFmpeg's own R128 scanner.</summary>
internal sealed partial class LoudnessMeter(FFmpegTools tools, MediaLimits limits, TimeProvider time)
{
    private const double Nothing = -120;

    /// <summary>A clip's loudness; null: it has no sound, or none that can be decoded.</summary>
    public async Task<ClipLoudness?> MeasureAsync(ClipInfo clip, CancellationToken cancellationToken)
    {
        if (clip.Audio is null)
        {
            return null;
        }

        try
        {
            return await MeasureAsync(Path.GetFileName(clip.Path), ["-copyts", .. FFmpegCommand.Untrusted(clip.Path)], $"atrim=end={End(clip)}", $"atrim=start={clip.VideoStart.TotalSeconds}", cancellationToken);
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
    /// <param name="whole">FFmpeg's filter for what is looked at at all, before holes are filled with silence: a time stamp that jumps would make hours of it.</param>
    /// <param name="part">FFmpeg's filter for the part that counts.</param>
    /// <param name="cancellationToken">Kills FFmpeg.</param>
    /// <exception cref="MediaException">It can't be decoded.</exception>
    public async Task<ClipLoudness> MeasureAsync(string name, IEnumerable<string> input, string whole, string part, CancellationToken cancellationToken)
    {
        // The scanner wants 48 kHz. One channel is heard from both speakers and counts twice, as players play it. Silence is put in where the sound starts late, so that the windows count from zero.
        var command = FFmpegCommand.FFmpeg(tools, $"measure the loudness of {name}",
            [.. input, "-map", "0:a:0", "-vn", "-af", $"{whole},aresample=48000:async=1:first_pts=0,{part},asetpts=PTS-STARTPTS,ebur128=metadata=1:peak=true:dualmono=1,ametadata=mode=print:file=-", "-f", "null", "-"]);
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
