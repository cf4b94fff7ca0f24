namespace ChainForge.Media;

/// <summary>How a clip follows the one before it.</summary>
public enum JointKind
{
    /// <summary>It was generated from the last frame of the one before, and should begin with that very frame.</summary>
    LastFrame,

    /// <summary>The provider extended the one before; the clip may hold only the new part or the source too.</summary>
    Extend,

    /// <summary>A new scene.</summary>
    Cut,
}
