namespace ChainForge.Media;

/// <summary>Draws the film around the frames: a dark base with rounded windows, sprocket holes, and a mark at each seam. RGBA.</summary>
internal static class FilmStripOverlay
{
    private const int HolePitch = 24;
    private static readonly (byte R, byte G, byte B) Base = (22, 21, 24);
    private static readonly (byte R, byte G, byte B) Hole = (226, 222, 212);
    private static readonly (byte R, byte G, byte B) Seam = (255, 176, 46);

    /// <param name="layout">Where things lie.</param>
    /// <param name="frames">How many windows.</param>
    /// <param name="seamsBefore">Windows that begin a clip.</param>
    public static byte[] Draw(FilmStripLayout layout, int frames, IReadOnlySet<int> seamsBefore)
    {
        var pixels = new byte[layout.Width * layout.Height * 4];
        for (var i = 0; i < pixels.Length; i += 4)
        {
            (pixels[i], pixels[i + 1], pixels[i + 2], pixels[i + 3]) = (Base.R, Base.G, Base.B, 255);
        }

        for (var row = 0; row < layout.Rows; row++)
        {
            var top = row * layout.PitchY;
            for (var x = HolePitch / 2.0; x < layout.Width; x += HolePitch)
            {
                Paint(pixels, layout, x - 6, top + 7, 12, 11, 3, Hole, 255);
                Paint(pixels, layout, x - 6, top + layout.PitchY - 18, 12, 11, 3, Hole, 255);
            }
        }

        for (var i = 0; i < frames; i++)
        {
            var (left, top) = (layout.Left(i % layout.Columns), layout.Top(i / layout.Columns));
            Paint(pixels, layout, left, top, layout.FrameWidth, layout.FrameHeight, 5, Base, 0);
            if (seamsBefore.Contains(i))
            {
                Paint(pixels, layout, left - (FilmStripLayout.Gap / 2.0) - 1.5, top, 3, layout.FrameHeight, 1.5, Seam, 255);
            }
        }

        return pixels;
    }

    /// <summary>A rounded rectangle with soft edges, blended over what is there; alpha 0 cuts a window.</summary>
    private static void Paint(byte[] pixels, FilmStripLayout layout, double left, double top, double width, double height, double radius, (byte R, byte G, byte B) colour, byte alpha)
    {
        for (var y = Math.Max(0, (int)top - 1); y < Math.Min(layout.Height, top + height + 1); y++)
        {
            for (var x = Math.Max(0, (int)left - 1); x < Math.Min(layout.Width, left + width + 1); x++)
            {
                var dx = Math.Max(0, Math.Abs(x + 0.5 - (left + (width / 2))) - (width / 2) + radius);
                var dy = Math.Max(0, Math.Abs(y + 0.5 - (top + (height / 2))) - (height / 2) + radius);
                var cover = Math.Clamp(radius + 0.5 - Math.Sqrt((dx * dx) + (dy * dy)), 0, 1);
                var at = ((y * layout.Width) + x) * 4;
                pixels[at] = Blend(pixels[at], colour.R, cover);
                pixels[at + 1] = Blend(pixels[at + 1], colour.G, cover);
                pixels[at + 2] = Blend(pixels[at + 2], colour.B, cover);
                pixels[at + 3] = Blend(pixels[at + 3], alpha, cover);
            }
        }
    }

    private static byte Blend(byte under, byte over, double cover) => (byte)Math.Round(under + ((over - under) * cover));
}
