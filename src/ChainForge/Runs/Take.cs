namespace ChainForge.Runs;

/// <summary>A finished clip on disk.</summary>
/// <param name="File">Path relative to the run's folder, for example <c>segments/01-dawn.mp4</c>.</param>
/// <param name="Sha256">Hash of the file, lower-case hex: a clip that was changed is noticed before it is used.</param>
/// <param name="Bytes">Length of the file.</param>
/// <param name="LastFrame">Its true last frame as a picture, relative to the run's folder.</param>
/// <param name="Width">Width in pixels, as measured.</param>
/// <param name="Height">Height in pixels, as measured.</param>
/// <param name="Frames">Number of frames, as measured.</param>
/// <param name="FrameRate">Frames a second, as measured.</param>
public sealed record Take(
    string File, string Sha256, long Bytes, string LastFrame, int Width, int Height, int Frames, double FrameRate);
