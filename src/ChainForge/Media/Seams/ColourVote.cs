namespace ChainForge.Media;

/// <summary>
/// What brings a clip's colours to the look of the clip before. The picture that both show tells it exactly, but a single odd frame
/// there (a flash, a tint that settles) would tint the whole clip: so the frames around the joint vote.
/// </summary>
/// <param name="Own">For the clip as a whole.</param>
/// <param name="First">For its first frame.</param>
/// <param name="Settled">The frame from which on <paramref name="Own"/> holds; 0: from the first on.</param>
internal sealed record ColourVote(ColourMap Own, ColourMap First, int Settled)
{
    // Voters before the joint and behind it.
    private const int Before = 3;
    private const int After = 7;

    /// <param name="before">The picture that both clips show, in the clip before.</param>
    /// <param name="after">The same in this clip.</param>
    /// <param name="tail">The last shown frames of the clip before.</param>
    /// <param name="head">The first shown frames of this clip.</param>
    public static ColourVote Of(SmallFrame before, SmallFrame after, IReadOnlyList<SmallFrame> tail, IReadOnlyList<SmallFrame> head)
    {
        var exact = ColourRegression.Fit(before, after);
        var votes = Votes(tail, [.. head.Take(After)]);
        var all = votes.SelectMany(vote => vote).ToArray();
        if (2 * all.Length <= Before * After)
        {
            return Plain(exact);
        }

        var pooled = LookFit.Median(all);
        var spread = all.Select(vote => LookFit.Apart(vote, pooled, after)).Order().ElementAt(all.Length / 2);
        var doubt = LookFit.Apart(exact, pooled, after);

        // A scene whose light really changes moves farther than any look does.
        if (doubt <= Math.Max(SeamThresholds.ColourDoubt, SeamThresholds.ColourDoubtSpread * spread) || pooled != ColourBounds.Hop(pooled))
        {
            return Plain(exact);
        }

        // Either the clip's first frames are the odd ones, and the exact map is theirs, or the picture before was.
        var settled = Array.FindIndex(votes, vote => vote.Length > 0 && IsNear(LookFit.Median(vote)));
        return settled == 0 ? Plain(pooled) : new ColourVote(pooled, exact, settled < 0 ? votes.Length : settled);

        bool IsNear(ColourMap vote) => LookFit.Apart(vote, pooled, after) < LookFit.Apart(vote, exact, after);
    }

    /// <summary>For each frame behind the joint what the last ones before it say, less what the scene does by itself in that time.</summary>
    private static ColourMap[][] Votes(IReadOnlyList<SmallFrame> tail, SmallFrame[] head)
    {
        var scene = Enumerable.Range(0, Before + After).Select(apart => Scene(tail, apart)).ToArray();
        return [.. head.Select((next, j) => Enumerable.Range(0, Math.Min(Before, tail.Count))
            .Where(i => scene[1 + i + j] is not null && tail[^(1 + i)].DistanceTo(next) < SeamThresholds.UnrelatedAnyway)
            .Select(i => LookFit.Less(LookFit.Of(tail[^(1 + i)], next), scene[1 + i + j]!)).ToArray())];
    }

    private static ColourMap? Scene(IReadOnlyList<SmallFrame> tail, int apart) =>
        tail.Count <= apart ? null : LookFit.Median([.. Enumerable.Range(0, tail.Count - apart).Select(i => LookFit.Of(tail[i], tail[i + apart]))]);

    private static ColourVote Plain(ColourMap map) => new(map, map, 0);
}
