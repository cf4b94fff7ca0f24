namespace ChainForge.Media;

/// <summary>Takes everything from a clip in one decode that is wanted of it later: the frame that the next clip starts from, small frames for the seams, and its end encoded anew; beside it its sound and how loud that is.</summary>
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
            : await PrepareAsync(await new ClipProber(tools, limits, time).ProbeAsync(path, cancellationToken), folder, order, cancellationToken);
    }

    /// <summary>Looks at a clip.</summary>
    /// <exception cref="MediaException">It can't be decoded to its end.</exception>
    public async Task<PreparedClip> PrepareAsync(ClipInfo clip, PreparedFolder folder, PrepareOrder order, CancellationToken cancellationToken)
    {
        var samples = folder.PathOf($"{Path.GetRandomFileName()}.partial");
        try
        {
            var seen = SeeAsync(clip, folder, order, cancellationToken);
            var heard = HearAsync(clip, samples, cancellationToken);
            await Task.WhenAll(seen, heard);
            if (File.Exists(samples))
            {
                folder.KeepSound(clip, samples);
            }

            return folder.Keep(clip, (await seen).Sketch, (await seen).Looks, await heard);
        }
        finally
        {
            File.Delete(samples);
        }
    }

    private async Task<ClipLoudness?> HearAsync(ClipInfo clip, string samples, CancellationToken cancellationToken)
    {
        var meter = new LoudnessMeter(tools, limits, time);
        if (!KeptSound.IsWorthwhile(clip))
        {
            return await meter.MeasureAsync(clip, null, cancellationToken);
        }

        try
        {
            var loudness = await meter.MeasureAsync(clip, samples, cancellationToken);
            if (loudness is null)
            {
                // It broke off in the middle.
                File.Delete(samples);
            }

            return loudness;
        }
        catch (MediaException e) when (e.IsDiskFull)
        {
            // There may be room for the video all the same: its sound is then decoded once more.
            File.Delete(samples);
            return await meter.MeasureAsync(clip, null, cancellationToken);
        }
    }

    private async Task<Sight> SeeAsync(ClipInfo clip, PreparedFolder folder, PrepareOrder order, CancellationToken cancellationToken)
    {
        var track = TrackOf(clip);
        var tail = track is not null && order.TailId > 0 ? TailSpan.Of(track, Math.Max(1, clip.FrameCount - UsuallyDropped)) : null;
        if (track is null || tail is not { Count: > 0, IsShort: true })
        {
            return await LookAsync(clip, track, folder, order, null, cancellationToken);
        }

        try
        {
            return await LookAsync(clip, track, folder, order, tail, cancellationToken);
        }
        catch (Exception e) when (e is Mp4Exception or MediaException { IsDiskFull: false })
        {
            // Perhaps only its end cannot be made anew, for which the stitch has other ways.
            return await LookAsync(clip, null, folder, order, null, cancellationToken);
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

    private async Task<Sight> LookAsync(ClipInfo clip, ClipTrack? track, PreparedFolder folder, PrepareOrder order, TailSpan? tail, CancellationToken cancellationToken)
    {
        var own = Path.GetRandomFileName();
        var (excerpt, made) = (folder.PathOf($"{own}.excerpt.mp4"), folder.PathOf($"{own}.tail.mp4"));
        try
        {
            var span = track is null || order.IsThorough || order.EveryFrame
                ? DecodedSpan.Whole(clip, order.EveryFrame)
                : await DecodedSpan.ExcerptAsync(clip, track, tail?.From ?? clip.FrameCount, excerpt, cancellationToken);
            var settings = tail is null ? null : TailSettings.Matching(track!) ?? TailSettings.Own(order.TailId);
            var outputs = new List<(string Filter, IReadOnlyList<string> Options)> { ($"{span.Select},{PictureFilter.Sketch(clip)}", ["-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "yuva444p", "pipe:1"]) };
            if (tail is not null)
            {
                outputs.Add((TailSettings.Filter(clip, span.RankOf(tail.From), tail.Count), settings!.Output(clip, made)));
            }

            Sight? seen = null;
            if (order.LastFrame is { } picture)
            {
                await PartialFile.WriteAsync(picture, async partial => seen = await DecodeAsync(clip, span, order.Threads, [.. outputs, LastFrame.Output(clip, span.Places.Count, partial)], cancellationToken));
            }
            else
            {
                seen = await DecodeAsync(clip, span, order.Threads, outputs, cancellationToken);
            }

            if (tail is not null)
            {
                await KeepTailAsync(clip, track!, tail, made, folder, order, cancellationToken);
            }

            return seen!;
        }
        finally
        {
            File.Delete(excerpt);
            File.Delete(made);
        }
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

    private async Task<Sight> DecodeAsync(ClipInfo clip, DecodedSpan span, int threads, List<(string Filter, IReadOnlyList<string> Options)> outputs, CancellationToken cancellationToken)
    {
        var split = string.Concat(outputs.Select((_, i) => $"[in{i}]"));
        var legs = outputs.Select((output, i) => $"[in{i}]{output.Filter}[out{i}]");
        var command = FFmpegCommand.FFmpeg(tools, $"decode {Path.GetFileName(clip.Path)}",
            ["-threads", $"{threads}", .. FFmpegCommand.Untrusted(span.Path), "-filter_complex", $"[0:v:0]split={outputs.Count}{split};{string.Join(';', legs)}",
                .. outputs.SelectMany((output, i) => new[] { "-map", $"[out{i}]" }.Concat(output.Options))]);
        await using var process = FFmpegProcess.Start(command with { MostTime = limits.For(clip.Duration) }, limits.Stall, time, cancellationToken);
        return await SketchReader.ReadAsync(process, clip, span);
    }
}
