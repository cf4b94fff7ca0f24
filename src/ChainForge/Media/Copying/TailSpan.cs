namespace ChainForge.Media;

/// <summary>The frames of a clip that have to be encoded anew when its last ones are left out.</summary>
/// <param name="From">The first, in the order of showing: those before it are copied.</param>
/// <param name="Count">How many; 0: none.</param>
internal sealed record TailSpan(int From, int Count)
{
    // A clean cut is a mini group away at most; more means a structure that is better encoded as a whole.
    private const int Most = 20;

    /// <summary>Whether so few frames are worth the trouble.</summary>
    public bool IsShort => Count <= Most;

    /// <summary>How many frames of the clip are shown.</summary>
    public int Wanted => From + Count;

    /// <param name="track">The clip.</param>
    /// <param name="wanted">How many of its frames are shown.</param>
    public static TailSpan Of(ClipTrack track, int wanted)
    {
        var from = CleanCut.Find(track.Shown, wanted);
        return new TailSpan(from, wanted - from);
    }
}
