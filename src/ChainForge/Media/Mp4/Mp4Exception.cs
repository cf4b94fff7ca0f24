namespace ChainForge.Media;

/// <summary>An MP4, or the H.264 in it, is not made in a way that can be copied from. Never seen by a user: the clips are encoded anew instead.</summary>
internal sealed class Mp4Exception(string message) : Exception(message);
