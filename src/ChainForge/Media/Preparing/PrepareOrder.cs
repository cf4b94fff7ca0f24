namespace ChainForge.Media;

/// <summary>What is wanted of a clip.</summary>
/// <param name="EveryFrame">A sketch of every frame, for an extension that is searched for its source.</param>
/// <param name="TailId">Id for parameter sets of the tail, 1 to 14; 0: no tail, because nothing follows.</param>
internal sealed record PrepareOrder(bool EveryFrame, int TailId)
{
    // With H.264's 32 sets in one track, 14 are left for ends with settings of their own.
    private const int TailIds = 14;

    /// <summary>Where the last frame goes as PNG; null: nowhere.</summary>
    public string? LastFrame { get; init; }

    /// <summary>Decodes every frame, so that damage in the middle is found; else what nothing hangs on is left out there.</summary>
    public bool IsThorough { get; init; }

    /// <summary>Threads of the decoder; 0: as many as FFmpeg likes, right where nothing else is to be done.</summary>
    public int Threads { get; init; }

    /// <summary>The order for a clip of a chain.</summary>
    /// <param name="index">Its place, from 0.</param>
    /// <param name="clips">How many there are.</param>
    /// <param name="joint">How it follows the one before.</param>
    public static PrepareOrder For(int index, int clips, JointKind joint) => new(index > 0 && joint == JointKind.Extend, index + 1 < clips ? TailIdOf(index) : 0);

    /// <summary>The id for parameter sets of a clip's tail.</summary>
    public static int TailIdOf(int index) => 1 + (index % TailIds);
}
