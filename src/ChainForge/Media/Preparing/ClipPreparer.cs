namespace ChainForge.Media;

/// <summary>Takes everything from a clip in one decode that is wanted of it later: the frame that the next clip starts from, small frames for the seams, its end encoded anew, its sound and how loud that is.</summary>
/// <param name="tools">FFmpeg.</param>
/// <param name="limits">Time limits.</param>
/// <param name="time">The clock.</param>
internal sealed class ClipPreparer(FFmpegTools tools, MediaLimits limits, TimeProvider time)
{
    // What a hand-over repeats: one frame. Where the joint turns out otherwise, the end is encoded once more.
    private const int UsuallyDropped = 1;

    /// <summary>Gives what is known of a clip already, or looks at it.</summary>
    /// <exception cref="MediaException">It is no clip that can be used, or damaged.</exception>
    public async Task<PreparedClip> FindOrPrepareAsync(string path, PreparedFolder folder, PrepareOrder order, CancellationToken cancellationToken)
    {
        var known = order.LastFrame is null ? folder.Find(path) : null;
        return known is not null && (known.HasEveryFrame || !order.EveryFrame)
            ? known
            : await PrepareAsync(await new ClipReader(tools, limits, time).ReadAsync(path, cancellationToken), folder, order, cancellationToken);
    }

    /// <summary>Looks at a clip.</summary>
    /// <exception cref="MediaException">It can't be decoded to its end.</exception>
    public async Task<PreparedClip> PrepareAsync(ClipInfo clip, PreparedFolder folder, PrepareOrder order, CancellationToken cancellationToken)
    {
        var track = TrackOf(clip);
        var tail = track is not null && order.TailId > 0 ? TailSpan.Of(track, Math.Max(1, clip.FrameCount - UsuallyDropped)) : null;
        var scope = PrepareScope.Of(clip, track, tail is { Count: > 0, IsShort: true } ? tail : null);
        while (true)
        {
            try
            {
                return await TakeAsync(clip, scope, folder, order, cancellationToken);
            }
            catch (Exception e) when (scope.After(clip, e) is { } less)
            {
                scope = less;
            }
        }
    }

    private static ClipTrack? TrackOf(ClipInfo clip)
    {
        try
        {
            return ClipTrack.Load(clip);
        }
        catch (Mp4Exception)
        {
            return null;
        }
    }

    private async Task<PreparedClip> TakeAsync(ClipInfo clip, PrepareScope scope, PreparedFolder folder, PrepareOrder order, CancellationToken cancellationToken)
    {
        using var unfinished = folder.Begin();
        var (made, samples, scanned) = (unfinished.PathOf("tail.mp4"), unfinished.PathOf("sound.f32"), unfinished.PathOf("loudness.txt"));
        var span = scope.Track is null || order.IsThorough || order.EveryFrame
            ? DecodedSpan.Whole(clip, order.EveryFrame)
            : await DecodedSpan.ExcerptAsync(clip, scope.Track, scope.Tail?.From ?? clip.FrameCount, unfinished.PathOf("excerpt.mp4"), cancellationToken);
        var pictures = new List<FilterOutput> { new($"{span.Select},{PictureFilter.Sketch(clip)}", ["-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "yuva444p", "pipe:1"]) };
        if (scope.Tail is { } tail)
        {
            var settings = TailSettings.Matching(scope.Track!) ?? TailSettings.Own(order.TailId);
            pictures.Add(new(TailSettings.Filter(clip, span.RankOf(tail.From), tail.Count), settings.Output(clip, made)));
        }

        var sound = scope.Sound == SoundScope.None ? null : SoundOutput.Of(clip, span.IsExcerpt ? 1 : 0, scope.Sound == SoundScope.Kept ? samples : null, scanned);
        Sight? seen = null;
        if (order.LastFrame is { } picture)
        {
            await PartialFile.WriteAsync(picture, async partial => seen = await DecodeAsync(clip, span, order.Threads, [.. pictures, LastFrame.Output(clip, span.Places.Count, partial)], sound, cancellationToken));
        }
        else
        {
            seen = await DecodeAsync(clip, span, order.Threads, pictures, sound, cancellationToken);
        }

        if (scope.Tail is not null)
        {
            await KeepTailAsync(clip, scope.Track!, scope.Tail, made, folder, order, cancellationToken);
        }

        if (scope.Sound == SoundScope.Kept)
        {
            folder.KeepSound(clip, samples);
        }

        var loudness = scope.Sound == SoundScope.None ? null : LoudnessMeter.Read(await File.ReadAllTextAsync(scanned, cancellationToken));
        return folder.Keep(clip, seen!.Sketch, seen.Looks, loudness);
    }

    private async Task KeepTailAsync(ClipInfo clip, ClipTrack track, TailSpan tail, string made, PreparedFolder folder, PrepareOrder order, CancellationToken cancellationToken)
    {
        var encoded = ClipTail.Load(made, tail.Count);
        if (encoded.Config.Equals(track.Config) || encoded.Sequence.Id == order.TailId)
        {
            folder.KeepTail(clip, tail, made);
        }
        else
        {
            // Another version of x264: its parameter sets are not the same in spite of the same settings.
            await new TailEncoder(tools, limits, time).EncodeAsync(clip, track, tail, order.TailId, folder, cancellationToken);
        }
    }

    private async Task<Sight> DecodeAsync(
        ClipInfo clip, DecodedSpan span, int threads, List<FilterOutput> pictures, FilterOutput? sound, CancellationToken cancellationToken)
    {
        var split = string.Concat(pictures.Select((_, i) => $"[in{i}]"));
        var legs = pictures.Select((output, i) => $"[in{i}]{output.Filter}[out{i}]");
        IReadOnlyList<string> other = sound is not null && span.IsExcerpt ? ["-vn", .. FFmpegCommand.UntrustedAsTold(clip.Path)] : [];

        // A graph begins only when all of its inputs have: in one, sound that starts late would let the pictures until then pile up.
        IReadOnlyList<string> hearing = sound is null ? [] : ["-filter_complex", sound.Filter, .. sound.Options];

        // Measured: to hand slices of some forty small pictures to threads of their own costs more than to make these pictures does.
        var command = FFmpegCommand.FFmpeg(tools, $"decode {Path.GetFileName(clip.Path)}",
            ["-copyts", "-threads", $"{threads}", .. span.Input, .. other,
                "-filter_complex_threads", "1", "-filter_complex", $"[0:v:0]split={pictures.Count}{split};{string.Join(';', legs)}",
                .. pictures.SelectMany((output, i) => new[] { "-map", $"[out{i}]" }.Concat(output.Options)), .. hearing]);
        await using var process = FFmpegProcess.Start(command with { MostTime = limits.For(clip.Duration) }, limits.Stall, time, cancellationToken);
        return await SketchReader.ReadAsync(process, clip, span);
    }
}
