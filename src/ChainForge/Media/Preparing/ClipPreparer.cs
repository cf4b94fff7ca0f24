namespace ChainForge.Media;

/// <summary>Looks at clips, unless what there is to know of them is known already.</summary>
/// <param name="tools">FFmpeg.</param>
/// <param name="limits">Time limits.</param>
/// <param name="time">The clock.</param>
internal sealed class ClipPreparer(FFmpegTools tools, MediaLimits limits, TimeProvider time)
{
    private readonly ClipReader _reader = new(tools, limits, time);
    private readonly ClipDecode _decode = new(tools, limits, time);

    /// <summary>Gives what is known of a clip already, or looks at it.</summary>
    /// <exception cref="MediaException">It is no clip that can be used, or damaged.</exception>
    public async Task<PreparedClip> FindOrPrepareAsync(string path, PreparedFolder folder, PrepareOrder order, CancellationToken cancellationToken) =>
        (await FindOrPrepareAsync([(path, folder, order)], cancellationToken))[0];

    /// <summary>The same for several clips at once: those that are alike share one FFmpeg, for to start one takes a tenth of the time of a look.</summary>
    /// <returns>One for each clip, in their order.</returns>
    /// <exception cref="MediaException">One of them is no clip that can be used, or damaged.</exception>
    public async Task<IReadOnlyList<PreparedClip>> FindOrPrepareAsync(IReadOnlyList<(string Path, PreparedFolder Folder, PrepareOrder Order)> clips, CancellationToken cancellationToken)
    {
        var prepared = new PreparedClip[clips.Count];
        var looks = new List<(int Place, ClipLook Look)>();
        for (var i = 0; i < clips.Count; i++)
        {
            var (path, folder, order) = clips[i];
            if (order.LastFrame is null && folder.Find(path) is { } known && (known.HasEveryFrame || !order.EveryFrame))
            {
                prepared[i] = known;
            }
            else
            {
                looks.Add((i, ClipLook.Of(await _reader.ReadAsync(path, cancellationToken), folder, order)));
            }
        }

        foreach (var alike in looks.GroupBy(look => look.Look.Kind).SelectMany(group => group.Key is null ? group.Chunk(1) : [[.. group]]))
        {
            var seen = await TakeAsync([.. alike.Select(look => look.Look)], cancellationToken);
            for (var i = 0; i < alike.Length; i++)
            {
                prepared[alike[i].Place] = seen[i];
            }
        }

        return prepared;
    }

    /// <summary>Looks at a clip.</summary>
    /// <exception cref="MediaException">It can't be decoded to its end.</exception>
    public async Task<PreparedClip> PrepareAsync(ClipInfo clip, PreparedFolder folder, PrepareOrder order, CancellationToken cancellationToken) =>
        await TakeAsync(ClipLook.Of(clip, folder, order), cancellationToken);

    private async Task<IReadOnlyList<PreparedClip>> TakeAsync(IReadOnlyList<ClipLook> looks, CancellationToken cancellationToken)
    {
        if (looks.Count > 1)
        {
            try
            {
                return await _decode.TakeAsync(looks, cancellationToken);
            }
            catch (Exception e) when (e is MediaException or Mp4Exception or IOException)
            {
                // Which of them is at fault, and what can be had of it all the same, shows when each is looked at by itself.
            }
        }

        var prepared = new List<PreparedClip>();
        foreach (var look in looks)
        {
            prepared.Add(await TakeAsync(look, cancellationToken));
        }

        return prepared;
    }

    private async Task<PreparedClip> TakeAsync(ClipLook look, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return (await _decode.TakeAsync([look], cancellationToken))[0];
            }
            catch (Exception e) when (look.Scope.After(look.Clip, e) is { } less)
            {
                look = look with { Scope = less };
            }
        }
    }
}
