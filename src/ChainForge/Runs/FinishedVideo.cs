namespace ChainForge.Runs;

/// <summary>What a run made.</summary>
/// <param name="File">Path relative to the run's folder.</param>
/// <param name="Seconds">Length of picture and sound.</param>
/// <param name="Frames">Number of frames.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Sha256">Hash of the file, lower-case hex.</param>
public sealed record FinishedVideo(string File, double Seconds, int Frames, int Width, int Height, string Sha256);
