namespace ChainForge.Media;

/// <summary>Where a clip can be cut without a frame behind the cut being missed: its frames in the order they are decoded, up to a closed group.</summary>
internal static class CleanCut
{
    /// <summary>How many frames can be copied when only the first <paramref name="wanted"/> shown are.</summary>
    /// <param name="shown">For each frame in the order of decoding its place in the order of showing.</param>
    /// <param name="wanted">Frames to be shown.</param>
    /// <returns>The most frames, <paramref name="wanted"/> or a few less, so that those decoded first are also those shown first.</returns>
    public static int Find(IReadOnlyList<int> shown, int wanted)
    {
        var (cut, latest) = (0, -1);
        for (var i = 0; i < wanted; i++)
        {
            latest = Math.Max(latest, shown[i]);
            if (latest >= wanted)
            {
                break;
            }

            if (latest == i)
            {
                cut = i + 1;
            }
        }

        return cut;
    }

    /// <summary>The order of showing, read off the times.</summary>
    /// <exception cref="Mp4Exception">Two frames are shown at once.</exception>
    public static int[] OrderOfShowing(IReadOnlyList<Mp4Sample> samples)
    {
        var times = samples.Select(sample => sample.DecodeTime + sample.ShownAfter).ToArray();
        var order = Enumerable.Range(0, times.Length).ToArray();
        Array.Sort((long[])times.Clone(), order);
        var shown = new int[times.Length];
        for (var place = 0; place < order.Length; place++)
        {
            if (place > 0 && times[order[place]] == times[order[place - 1]])
            {
                throw new Mp4Exception("two frames are shown at the same time");
            }

            shown[order[place]] = place;
        }

        return shown;
    }
}
