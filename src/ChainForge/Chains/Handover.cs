namespace ChainForge.Chains;

/// <summary>How a segment starts from the one before.</summary>
public enum Handover
{
    /// <summary>The previous clip's last frame is this clip's first frame.</summary>
    LastFrame,

    /// <summary>The provider goes on from the previous clip as a whole.</summary>
    Extend,

    /// <summary>A new scene: nothing is handed over.</summary>
    Cut,
}
