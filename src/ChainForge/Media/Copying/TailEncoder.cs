namespace ChainForge.Media;

/// <summary>Encodes a clip's last frames anew, so that they hang on nothing that is left out.</summary>
/// <remarks>
/// With the settings that the clip was encoded with the parameter sets come out byte for byte the same, and the video has one of each, as any
/// encode has. Where they do not (another encoder, another version), the tail brings sets of its own.
/// </remarks>
internal sealed class TailEncoder(FFmpegTools tools, MediaLimits limits, TimeProvider time)
{
    /// <param name="clip">The clip.</param>
    /// <param name="track">Its frames as they lie in the file.</param>
    /// <param name="span">The frames; at least one.</param>
    /// <param name="ownId">Id for parameter sets of its own, 1 to 14.</param>
    /// <param name="folder">Where it is kept, and may be kept already.</param>
    /// <param name="cancellationToken">Kills FFmpeg.</param>
    /// <exception cref="Mp4Exception">What comes out cannot be used.</exception>
    /// <exception cref="MediaException">FFmpeg failed.</exception>
    public async Task<ClipTail> EncodeAsync(ClipInfo clip, ClipTrack track, TailSpan span, int ownId, PreparedFolder folder, CancellationToken cancellationToken)
    {
        if (folder.Tail(clip, span) is { } kept)
        {
            return kept;
        }

        using var unfinished = folder.Begin();
        var (mini, tail) = (unfinished.PathOf("mini.mp4"), unfinished.PathOf("tail.mp4"));
        var skip = await WriteMiniAsync(clip, track, span, mini, cancellationToken);
        if (TailSettings.Matching(track) is not { } same || !(await EncodeAsync(clip, mini, skip, span.Count, same, tail, cancellationToken)).Config.Equals(track.Config))
        {
            await EncodeAsync(clip, mini, skip, span.Count, TailSettings.Own(ownId), tail, cancellationToken);
        }

        return folder.KeepTail(clip, span, tail);
    }

    /// <summary>A file with no more than what has to be decoded: from the last key frame on, without what nothing hangs on and nobody wants.</summary>
    /// <returns>How many frames come before the wanted ones.</returns>
    private static async Task<int> WriteMiniAsync(ClipInfo clip, ClipTrack track, TailSpan span, string path, CancellationToken cancellationToken)
    {
        var samples = track.Track.Samples;
        var last = Enumerable.Range(0, samples.Count).Last(i => track.Shown[i] >= span.From && track.Shown[i] < span.Wanted);
        var first = Enumerable.Range(0, last + 1).Last(i => samples[i].IsSync && track.Shown[i] <= span.From);
        using var file = File.OpenRead(clip.Path);
        var kept = Enumerable.Range(first, last + 1 - first).Where(i => track.Shown[i] >= span.From || track.IsReference(file, i)).ToList();
        await MovieExcerpt.WriteAsync(path, [(track.Track, track.Shown, kept)], clip, cancellationToken);
        return kept.Count(i => track.Shown[i] < span.From);
    }

    private async Task<ClipTail> EncodeAsync(ClipInfo clip, string mini, int skip, int count, TailSettings settings, string path, CancellationToken cancellationToken)
    {
        var made = settings.Output(clip, [new TailSpan(skip, count)], path);
        var command = FFmpegCommand.FFmpeg(tools, $"encode the last frames of {Path.GetFileName(clip.Path)}",
            ["-progress", "pipe:1", .. FFmpegCommand.Untrusted(mini), "-map", "0:v:0", "-an", "-vf", made.Filter, .. made.Options]);
        await FFmpegProcess.RunAsync(command with { MostTime = limits.For(clip.Duration) }, limits.Stall, time, cancellationToken);
        return ClipTail.Load(path, count);
    }
}
