namespace PictorySimulator.Rendering.Scenes;

/// <summary>Draws coloured shapes on all three planes.</summary>
internal sealed class Brush(Frame frame)
{
    public void Polygon(ReadOnlySpan<(float X, float Y)> points, Rgb colour, float alpha = 1)
    {
        if (alpha <= 0.003f)
        {
            return;
        }

        var (y, u, v) = colour.ToYuv();
        Span<(float X, float Y)> half = stackalloc (float, float)[points.Length];
        for (var i = 0; i < points.Length; i++)
        {
            half[i] = (points[i].X / 2, points[i].Y / 2);
        }

        frame.Luma.Fill(points, y, alpha);
        frame.ChromaU.Fill(half, u, alpha);
        frame.ChromaV.Fill(half, v, alpha);
    }

    public void Box(float left, float top, float right, float bottom, Rgb colour, float alpha = 1)
    {
        var (y, u, v) = colour.ToYuv();
        frame.Luma.FillBox(left, top, right, bottom, y, alpha);
        frame.ChromaU.FillBox(left / 2, top / 2, right / 2, bottom / 2, u, alpha);
        frame.ChromaV.FillBox(left / 2, top / 2, right / 2, bottom / 2, v, alpha);
    }

    public void Light(float x, float y, float radius, Rgb colour, float strength)
    {
        var (luma, u, v) = colour.ToYuv();
        frame.Luma.Glow(x, y, radius, (luma - 16) * strength);
        frame.ChromaU.Glow(x / 2, y / 2, radius / 2, (u - 128) * strength);
        frame.ChromaV.Glow(x / 2, y / 2, radius / 2, (v - 128) * strength);
    }
}
