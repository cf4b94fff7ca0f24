namespace ChainForge.Media;

/// <summary>Takes everything from clips in one decode that is wanted of them later: the frame that the next clip starts from, small frames for the seams, their ends encoded anew, their sound and how loud that is.</summary>
/// <param name="tools">FFmpeg.</param>
/// <param name="limits">Time limits.</param>
/// <param name="time">The clock.</param>
internal sealed class ClipDecode(FFmpegTools tools, MediaLimits limits, TimeProvider time)
{
    /// <summary>Looks at clips of one <see cref="LookKind"/>, or at a single one of any kind.</summary>
    /// <returns>One for each, in their order.</returns>
    /// <exception cref="MediaException">One of them can't be decoded to its end.</exception>
    /// <exception cref="Mp4Exception">The end of one came out as it cannot be used.</exception>
    public async Task<IReadOnlyList<PreparedClip>> TakeAsync(IReadOnlyList<ClipLook> looks, CancellationToken cancellationToken)
    {
        using var unfinished = looks[0].Folder.Begin();
        var clip = looks[0].Clip;
        var spans = looks[0].IsExcerpt ? await DecodedSpan.ExcerptAsync(looks, unfinished.PathOf("excerpt.mp4"), cancellationToken) : [DecodedSpan.Whole(clip, looks[0].Order.EveryFrame)];
        var pictures = new List<FilterOutput> { new($"{DecodedSpan.Select(spans)},{PictureFilter.Sketch(clip)}", ["-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "yuva444p", "pipe:1"]) };
        var (made, ends, ownId) = (unfinished.PathOf("tails.mp4"), EndsOf(looks, spans), looks.Max(look => look.Order.TailId));
        if (ends.Count > 0)
        {
            pictures.Add((looks[0].Matching ?? TailSettings.Own(ownId)).Output(clip, ends, made));
        }

        // An excerpt has no sound: each clip that is heard is one more input.
        var heard = looks.Select((look, i) => (look, i)).Where(one => one.look.Scope.Sound != SoundScope.None).ToList();
        List<string> inputs = [.. spans[0].Input, .. looks[0].IsExcerpt ? heard.SelectMany(one => FFmpegCommand.UntrustedAsTold(one.look.Clip.Path).Prepend("-vn")) : []];
        var sounds = heard.Select((one, nth) => SoundOutput.Of(
            one.look.Clip, looks[0].IsExcerpt ? 1 + nth : 0, one.look.Scope.Sound == SoundScope.Kept ? Samples(one.i) : null, Scanned(one.i))).ToList();

        IReadOnlyList<Sight> seen = [];
        if (looks[0].Order.LastFrame is { } picture)
        {
            await PartialFile.WriteAsync(picture, async partial => seen = await DecodeAsync(looks, spans, inputs, [.. pictures, LastFrame.Output(clip, spans[0].Places.Count, partial)], sounds, cancellationToken));
        }
        else
        {
            seen = await DecodeAsync(looks, spans, inputs, pictures, sounds, cancellationToken);
        }

        await KeepTailsAsync([.. looks.Where(look => look.Scope.Tail is not null)], made, unfinished, ownId, cancellationToken);
        var prepared = new List<PreparedClip>();
        foreach (var (look, i) in looks.Select((look, i) => (look, i)))
        {
            if (look.Scope.Sound == SoundScope.Kept)
            {
                look.Folder.KeepSound(look.Clip, Samples(i));
            }

            var loudness = look.Scope.Sound == SoundScope.None ? null : LoudnessMeter.Read(await File.ReadAllTextAsync(Scanned(i), cancellationToken));
            prepared.Add(look.Folder.Keep(look.Clip, seen[i].Sketch, seen[i].Looks, loudness));
        }

        return prepared;

        string Samples(int i) => unfinished.PathOf($"sound-{i}.f32");

        string Scanned(int i) => unfinished.PathOf($"loudness-{i}.txt");
    }

    /// <summary>The ends by their places among the frames that come out.</summary>
    private static List<TailSpan> EndsOf(IReadOnlyList<ClipLook> looks, IReadOnlyList<DecodedSpan> spans) =>
        [.. looks.Zip(spans, (look, span) => look.Scope.Tail is { } tail ? tail with { From = span.RankOf(tail.From) } : null).OfType<TailSpan>()];

    private async Task KeepTailsAsync(IReadOnlyList<ClipLook> looks, string made, UnfinishedFolder unfinished, int ownId, CancellationToken cancellationToken)
    {
        if (looks.Count == 0)
        {
            return;
        }

        var files = looks.Select((_, i) => unfinished.PathOf($"tail-{i}.mp4")).ToList();
        await ClipTail.SplitAsync(made, [.. looks.Select(look => look.Scope.Tail!.Count)], files, looks[0].Clip, cancellationToken);
        foreach (var (look, file) in looks.Zip(files))
        {
            var encoded = ClipTail.Load(file, look.Scope.Tail!.Count);
            if (encoded.Config.Equals(look.Scope.Track!.Config) || encoded.Sequence.Id == ownId)
            {
                look.Folder.KeepTail(look.Clip, look.Scope.Tail, file);
            }
            else
            {
                // Another version of x264: its parameter sets are not the same in spite of the same settings.
                await new TailEncoder(tools, limits, time).EncodeAsync(look.Clip, look.Scope.Track, look.Scope.Tail, look.Order.TailId, look.Folder, cancellationToken);
            }
        }
    }

    private async Task<IReadOnlyList<Sight>> DecodeAsync(
        IReadOnlyList<ClipLook> looks, IReadOnlyList<DecodedSpan> spans, List<string> inputs, List<FilterOutput> pictures, List<FilterOutput> sounds, CancellationToken cancellationToken)
    {
        var split = string.Concat(pictures.Select((_, i) => $"[in{i}]"));
        var legs = pictures.Select((output, i) => $"[in{i}]{output.Filter}[out{i}]");

        // A graph begins only when all of its inputs have: in one, sound that starts late would let the pictures until then pile up.
        var hearing = sounds.SelectMany(sound => sound.Options.Prepend(sound.Filter).Prepend("-filter_complex"));

        // Measured: to hand slices of some forty small pictures to threads of their own costs more than to make these pictures does.
        var command = FFmpegCommand.FFmpeg(tools, $"decode {Path.GetFileName(looks[0].Clip.Path)}{(looks.Count > 1 ? $" and {looks.Count - 1} more" : "")}",
            ["-copyts", "-threads", $"{looks[0].Order.Threads}", .. inputs,
                "-filter_complex_threads", "1", "-filter_complex", $"[0:v:0]split={pictures.Count}{split};{string.Join(';', legs)}",
                .. pictures.SelectMany((output, i) => new[] { "-map", $"[out{i}]" }.Concat(output.Options)), .. hearing]);
        var length = TimeSpan.FromTicks(looks.Sum(look => look.Clip.Duration.Ticks));
        await using var process = FFmpegProcess.Start(command with { MostTime = limits.For(length), Remedy = "It may be damaged: download it again or use another take." }, limits.Stall, time, cancellationToken);
        return await SketchReader.ReadAsync(process, [.. looks.Zip(spans, (look, span) => (look.Clip, span))]);
    }
}
