using System.Globalization;

namespace ChainForge.Media;

/// <summary>Encodes a clip's last frames anew, so that they hang on nothing that is left out.</summary>
/// <remarks>
/// With the settings that the clip was encoded with the parameter sets come out byte for byte the same, and the video has one of each, as any
/// encode has. Where they do not (another encoder, another version), the tail brings sets of its own.
/// </remarks>
internal sealed class TailEncoder(FFmpegTools tools, MediaLimits limits, TimeProvider time)
{
    // Nobody can tell these few frames from the clip's own; a higher price would buy nothing.
    private const string Quality = "keyint=250:scenecut=0:zones=0,9999,q=14";

    /// <param name="clip">The clip.</param>
    /// <param name="track">Its frames as they lie in the file.</param>
    /// <param name="from">The first frame, in the order of showing.</param>
    /// <param name="count">How many.</param>
    /// <param name="ownId">Id for parameter sets of its own, 1 to 14.</param>
    /// <param name="folder">Where it may write.</param>
    /// <param name="cancellationToken">Kills FFmpeg.</param>
    /// <exception cref="Mp4Exception">What comes out cannot be used.</exception>
    /// <exception cref="MediaException">FFmpeg failed.</exception>
    public async Task<ClipTail> EncodeAsync(ClipInfo clip, ClipTrack track, int from, int count, int ownId, string folder, CancellationToken cancellationToken)
    {
        var (mini, skip) = await WriteMiniAsync(clip, track, from, count, folder, cancellationToken);
        if (Again(track) is { } same)
        {
            var matched = await EncodeAsync(clip, mini, skip, count, same.Crf, $"{Quality}:{same.Parameters}", Path.Combine(folder, $"tail-{ownId}.mp4"), cancellationToken);
            if (matched.Config.Equals(track.Config))
            {
                return matched;
            }
        }

        return await EncodeAsync(clip, mini, skip, count, "16", $"{Quality}:sps-id={ownId}:bframes=0", Path.Combine(folder, $"tail-{ownId}-own.mp4"), cancellationToken);
    }

    private static (string Crf, string Parameters)? Again(ClipTrack track)
    {
        using var file = File.OpenRead(track.Track.Path);
        return EncoderSettings.Read(track.Units(file, 0)) is { } settings ? EncoderSettings.Again(settings) : null;
    }

    /// <summary>A file with no more than what has to be decoded: from the last key frame on, without what nothing hangs on and nobody wants.</summary>
    private static async Task<(string Path, int Skip)> WriteMiniAsync(ClipInfo clip, ClipTrack track, int from, int count, string folder, CancellationToken cancellationToken)
    {
        var samples = track.Track.Samples;
        var last = Enumerable.Range(0, samples.Count).Last(i => track.Shown[i] >= from && track.Shown[i] < from + count);
        var first = Enumerable.Range(0, last + 1).Last(i => samples[i].IsSync && track.Shown[i] <= from);
        using var file = File.OpenRead(clip.Path);
        var kept = Enumerable.Range(first, last + 1 - first)
            .Where(i => track.Shown[i] >= from || track.Units(file, i).Any(unit => unit is { Type: NalUnit.Slice or NalUnit.IdrSlice, IsReference: true }))
            .ToList();
        var picture = MovieExcerpt.Of(track.Track, track.Shown, kept, clip.FrameRate.Num, clip.FrameRate.Den, (clip.Width, clip.Height));
        var path = Path.Combine(folder, $"mini-{Path.GetFileNameWithoutExtension(clip.Path)}.mp4");
        await MovieWriter.WriteAsync(path, [picture], clip.FrameRate.Num, cancellationToken);
        return (path, kept.Count(i => track.Shown[i] < from));
    }

    private async Task<ClipTail> EncodeAsync(
        ClipInfo clip, string mini, int skip, int count, string crf, string parameters, string path, CancellationToken cancellationToken)
    {
        var rate = clip.FrameRate;
        var colour = clip.Colour;
        string[] tags =
        [
            .. colour.Range is null ? Array.Empty<string>() : ["-color_range", colour.Range],
            .. colour.Space is null ? Array.Empty<string>() : ["-colorspace", colour.Space],
            .. colour.Primaries is null ? Array.Empty<string>() : ["-color_primaries", colour.Primaries],
            .. colour.Transfer is null ? Array.Empty<string>() : ["-color_trc", colour.Transfer],
        ];
        var filter = string.Create(CultureInfo.InvariantCulture, $"trim=start_frame={skip}:end_frame={skip + count},setpts=N/({rate})/TB");
        var command = FFmpegCommand.FFmpeg(tools, $"encode the last frames of {Path.GetFileName(clip.Path)}",
            [.. FFmpegCommand.Untrusted(mini), "-map", "0:v:0", "-an", "-vf", filter, "-r", $"{rate}", "-c:v", "libx264", "-preset", "veryfast", "-crf", crf,
                "-x264-params", parameters, "-pix_fmt", clip.PixelFormat, .. tags, "-bsf:v", "filter_units=remove_types=6", "-f", "mp4", "-y", FFmpegCommand.Local(path)]);
        await FFmpegProcess.RunAsync(command, limits.Stall, time, cancellationToken);
        var track = Mp4Reader.Read(path).Single();
        var config = ClipTrack.ConfigOf(track);
        var shown = CleanCut.OrderOfShowing(track.Samples);
        return shown.Length == count
            ? new ClipTail(track, config, SequenceParameters.Read(config.Sequences[0]), shown)
            : throw new Mp4Exception($"{shown.Length} frames were encoded instead of {count}");
    }
}
