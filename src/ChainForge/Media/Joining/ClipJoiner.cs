namespace ChainForge.Media;

/// <summary>Clips in, one video out: look at them, measure their joints, plan, stitch.</summary>
/// <param name="tools">FFmpeg.</param>
/// <param name="limits">Time limits; unset: the defaults.</param>
/// <param name="time">The clock; unset: the system's.</param>
public sealed class ClipJoiner(FFmpegTools tools, MediaLimits? limits = null, TimeProvider? time = null)
{
    // Measured: where nothing was prepared, looking at the clips takes most of the time.
    private const double LookShare = 0.6;

    // More clips a decoder save little more.
    private const int MostABatch = 5;

    // Decoders of one thread each waste the least; more than four at once would cost memory.
    private static readonly int LooksAtOnce = Math.Clamp(Environment.ProcessorCount, 2, 4);
    private static readonly int ThreadsALook = Math.Max(1, Environment.ProcessorCount / LooksAtOnce);

    /// <summary>Joins clips.</summary>
    /// <param name="clips">At least one, in order.</param>
    /// <param name="options">What may be changed.</param>
    /// <param name="output">The video; appears whole or not at all.</param>
    /// <param name="progress">Told 0 to 1.</param>
    /// <param name="cancellationToken">Kills FFmpeg and leaves nothing behind.</param>
    /// <exception cref="MediaException">A clip or the music can't be used, or FFmpeg failed.</exception>
    public async Task<JoinReport> JoinAsync(IReadOnlyList<JoinClip> clips, StitchOptions options, string output, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clips);
        ArgumentNullException.ThrowIfNull(options);
        cancellationToken.ThrowIfCancellationRequested();
        if (options.Music is { } music)
        {
            await new MusicFile(tools, limits ?? new MediaLimits(), time ?? TimeProvider.System).RequireAsync(music.Path, cancellationToken);
        }

        using var work = WorkFolder.Beside(output);
        var (prepared, seams) = await LookAsync(clips, work, progress, cancellationToken);
        var plan = StitchPlanner.Plan(
            [.. prepared.Select(clip => clip.Info)], seams, options, [.. clips.Skip(1).Select(clip => clip.Transition)], [.. prepared.Select(clip => clip.Loudness)]);
        var rest = progress is null ? null : new Rest(progress);
        var result = await new Stitcher(tools, limits, time).StitchAsync(plan, [.. prepared.Select(clip => clip.Folder)], work, output, rest, cancellationToken);
        return new JoinReport
        {
            Clips = [.. prepared.Select(clip => clip.Info)],
            Plans = plan.Clips,
            Looks = [.. prepared.Select(clip => clip.Looks)],
            Seams = seams,
            SeamFrames = [.. plan.Clips.Skip(1).Select(c => c.StartFrame)],
            Loudness = [.. prepared.Select(clip => clip.Loudness)],
            GainsDb = [.. plan.Clips.Select(clip => clip.GainDb)],
            Summary = (plan with { EncodedBecause = result.EncodedBecause }).Summary,
            Reasons = plan.Reasons,
            Result = result,
        };
    }

    /// <summary>Looks at the clips, and measures each joint as soon as both of its clips were looked at.</summary>
    private async Task<(PreparedClip[] Clips, SeamMeasure[] Seams)> LookAsync(IReadOnlyList<JoinClip> clips, WorkFolder work, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var preparer = new ClipPreparer(tools, limits ?? new MediaLimits(), time ?? TimeProvider.System);
        var joints = new JointPreparer(tools, limits ?? new MediaLimits(), time ?? TimeProvider.System);
        var (prepared, seams) = (new PreparedClip[clips.Count], new SeamMeasure[Math.Max(0, clips.Count - 1)]);
        var (done, sides) = (0, new int[seams.Length]);
        await Parallel.ForEachAsync(Batches(clips.Count), new ParallelOptions { MaxDegreeOfParallelism = LooksAtOnce, CancellationToken = cancellationToken }, async (batch, token) =>
        {
            var looked = await preparer.FindOrPrepareAsync([.. batch.Select(k => (clips[k].Path, FolderOf(k), PrepareOrder.For(k, clips.Count, clips[k].JointToPrevious) with { Threads = ThreadsALook }))], token);
            looked.ToArray().CopyTo(prepared, batch[0]);
            for (var joint = Math.Max(0, batch[0] - 1); joint <= Math.Min(batch[^1], seams.Length - 1); joint++)
            {
                // A joint has two sides; within a batch both were looked at just now.
                var here = joint >= batch[0] && joint < batch[^1] ? 2 : 1;
                if (Interlocked.Add(ref sides[joint], here) == 2)
                {
                    seams[joint] = await joints.PrepareAsync(prepared[joint], prepared[joint + 1], clips[joint + 1].JointToPrevious, PrepareOrder.TailIdOf(joint), token);
                }
            }

            progress?.Report(LookShare * Interlocked.Add(ref done, batch.Length) / clips.Count);
        });
        return (prepared, seams);

        PreparedFolder FolderOf(int k) => clips[k].Prepared is { } kept ? new PreparedFolder(kept) : work.PreparedFolder(k);
    }

    /// <summary>Which clips share a decoder: ever fewer towards the end, so that no processor waits long for another that is slower.</summary>
    private static IEnumerable<int[]> Batches(int clips)
    {
        for (var first = 0; first < clips;)
        {
            var count = Math.Clamp((int)Math.Ceiling((clips - first) / (1.5 * LooksAtOnce)), 1, MostABatch);
            yield return [.. Enumerable.Range(first, count)];
            first += count;
        }
    }

    private sealed class Rest(IProgress<double> whole) : IProgress<double>
    {
        public void Report(double value) => whole.Report(LookShare + ((1 - LookShare) * value));
    }
}
