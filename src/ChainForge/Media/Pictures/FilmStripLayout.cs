namespace ChainForge.Media;

/// <summary>Where everything on a film strip lies, in pixels.</summary>
/// <param name="Columns">Frames in a row.</param>
/// <param name="Rows">Strips below each other.</param>
/// <param name="FrameWidth">Width of a frame.</param>
/// <param name="FrameHeight">Height of a frame.</param>
internal sealed record FilmStripLayout(int Columns, int Rows, int FrameWidth, int FrameHeight)
{
    /// <summary>Space between two frames.</summary>
    public const int Gap = 8;

    /// <summary>Height of the edge with the sprocket holes.</summary>
    public const int Edge = 26;

    private const int Margin = 12;
    private const int MostWidth = 1600;
    private const int MostFrameHeight = 260;

    public int PitchX => FrameWidth + Gap;

    public int PitchY => FrameHeight + (2 * Edge);

    public int Width => (2 * Margin) + (Columns * PitchX) - Gap;

    public int Height => Rows * PitchY;

    public static FilmStripLayout For(int frames, int width, int height)
    {
        var columns = Math.Min(FilmStripFrames.Columns, frames);
        var room = (MostWidth - (2 * Margin) + Gap) / FilmStripFrames.Columns;
        var scale = Math.Min((room - Gap) / (double)width, MostFrameHeight / (double)height);
        return new FilmStripLayout(columns, (frames + columns - 1) / columns, Even(width * scale), Even(height * scale));
    }

    public int Left(int column) => Margin + (column * PitchX);

    public int Top(int row) => (row * PitchY) + Edge;

    private static int Even(double size) => Math.Max(2, (int)(size / 2) * 2);
}
