namespace ChainForge.Media;

/// <summary>Makes the picture of a video from the frames of its clips as they are; only the few behind each clip's clean cut are encoded anew.</summary>
internal sealed class PictureCopy(FFmpegTools tools, MediaLimits limits, TimeProvider time)
{
    /// <param name="plan">A plan whose frames can be copied, as <see cref="CopyRule"/> says.</param>
    /// <param name="kept">For each clip what was prepared of it.</param>
    /// <param name="folder">Where it may write.</param>
    /// <param name="progress">Told 0 to 1.</param>
    /// <param name="cancellationToken">Kills FFmpeg.</param>
    /// <exception cref="Mp4Exception">A clip's inside does not allow it.</exception>
    /// <exception cref="MediaException">FFmpeg failed.</exception>
    public async Task<CopiedPicture> PrepareAsync(StitchPlan plan, IReadOnlyList<PreparedFolder> kept, string folder, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var tracks = plan.Clips.Select((clip, k) => Load(clip.Clip, k)).ToList();
        var spans = tracks.Select((track, k) => TailSpan.Of(track, plan.Clips[k].FrameCount)).ToList();
        var tails = new ClipTail?[tracks.Count];
        var done = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, tracks.Count), new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellationToken }, async (k, token) =>
        {
            if (!spans[k].IsShort)
            {
                throw new Mp4Exception($"clip {k + 1} cannot be cut near its end");
            }

            if (spans[k].Count > 0)
            {
                tails[k] = await new TailEncoder(tools, limits, time).EncodeAsync(plan.Clips[k].Clip, tracks[k], spans[k], PrepareOrder.TailIdOf(k), kept[k], token);
            }

            progress?.Report((double)Interlocked.Increment(ref done) / tracks.Count);
        });
        return Assemble(plan, tracks, spans, tails, folder);
    }

    private static ClipTrack Load(ClipInfo clip, int k)
    {
        try
        {
            return ClipTrack.Load(clip);
        }
        catch (Mp4Exception e)
        {
            throw new Mp4Exception($"clip {k + 1}: {e.Message}");
        }
    }

    private static CopiedPicture Assemble(StitchPlan plan, List<ClipTrack> tracks, List<TailSpan> spans, ClipTail?[] tails, string folder)
    {
        var sets = new ParameterSets();
        var pieces = new List<PicturePiece>();
        var joints = new List<CopiedJoint>();
        for (var k = 0; k < tracks.Count; k++)
        {
            var (track, start, id) = (tracks[k], plan.Clips[k].StartFrame, sets.Add(tracks[k].Config));
            var copied = PicturePiece.Of(track.Track, track.Shown, spans[k].From, start);
            if (id > 0)
            {
                copied = copied.Rewritten(Path.Combine(folder, $"copied-{k}.bin"), slice => SliceHeader.WithPictureParameters(slice, id));
            }

            var meetsItsLike = tails[k] is null && k + 1 < tracks.Count && HasIdOfNext(track, spans[k].From - 1, tracks[k + 1]);
            var (asItLies, renumbered) = copied.Split(copied.Samples.Count - (meetsItsLike ? 1 : 0));
            pieces.Add(asItLies);
            var copiedTo = pieces.Sum(piece => piece.Samples.Count);
            if (meetsItsLike)
            {
                pieces.Add(renumbered.Rewritten(Path.Combine(folder, $"last-{k}.bin"), slice => Renumbered(slice, track.Sequence)));
            }

            if (tails[k] is { } tail)
            {
                var own = !tail.Config.Equals(track.Config);
                if (own)
                {
                    sets.AddOwn(tail.Config, tail.Sequence.Id);
                }

                // The next clip begins with a key frame, and the clip's own last may have been one: of the same id just beside it they would be one picture.
                pieces.Add(PicturePiece.Of(tail.Track, tail.Shown, tail.Shown.Count, start + spans[k].From).Rewritten(
                    Path.Combine(folder, $"tail-{k}.bin"),
                    slice => Renumbered(own || id == 0 ? slice : SliceHeader.WithPictureParameters(slice, id), tail.Sequence)));
            }

            joints.Add(new CopiedJoint(copiedTo, pieces.Sum(piece => piece.Samples.Count)));
        }

        var samples = PictureClock.Lay([.. pieces.SelectMany(piece => piece.Samples.Select(placed => (placed.Sample, piece.Start + placed.Place)))], TicksPerFrame(plan), out var delay);
        var movie = new MovieTrack
        {
            Timescale = plan.Target.FrameRate.Num * 1000,
            SampleEntry = tracks[0].EntryWith(sets.Combined(), plan.Target.Colour),
            Samples = samples,
            MediaTime = delay,
            Length = (long)plan.TotalFrames * TicksPerFrame(plan),
            Picture = (plan.Target.Width, plan.Target.Height),
        };
        return new CopiedPicture(movie, [.. joints.SkipLast(1)], tails.Sum(tail => tail?.Shown.Count ?? 0));
    }

    private static int TicksPerFrame(StitchPlan plan) => plan.Target.FrameRate.Den * 1000;

    /// <summary>Whether a frame of a clip and the next clip's first are key frames of one id: side by side they would be one picture.</summary>
    private static bool HasIdOfNext(ClipTrack track, int sample, ClipTrack next) =>
        track.Track.Samples[sample].IsSync && track.IdrIdOf(sample) is { } id && next.IdrIdOf(0) == id;

    private static NalUnit Renumbered(NalUnit slice, SequenceParameters sequence) =>
        slice.Type == NalUnit.IdrSlice ? SliceHeader.WithIdrIdApart(slice, sequence) : slice;
}

/// <summary>A picture that is ready to be written.</summary>
/// <param name="Track">The track.</param>
/// <param name="Joints">The joints, in order.</param>
/// <param name="Encoded">Frames that were encoded anew.</param>
internal sealed record CopiedPicture(MovieTrack Track, IReadOnlyList<CopiedJoint> Joints, int Encoded);

/// <summary>A joint of a picture.</summary>
/// <param name="From">The first sample that is not as it lies in its clip: encoded anew, or with another id; that of the next clip, where there is none.</param>
/// <param name="Next">The first sample of the next clip.</param>
internal readonly record struct CopiedJoint(int From, int Next);
