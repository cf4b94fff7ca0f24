namespace PictorySimulator.Rendering.Scenes;

/// <summary>Stars, rain and snow.</summary>
internal static class Weather
{
    public static void DrawStars(View view, Brush brush)
    {
        for (uint i = 0; i < 260 && view.Scene.Stars > 0; i++)
        {
            var x = view.Column((Noise.Hash(view.Seed + i, 10) - 0.5f) * 2.6f, 0.06f);
            var height = Noise.Hash(view.Seed + i, 11);
            var y = view.Horizon - (view.Unit * (0.06f + (0.56f * height)));
            var twinkle = 0.65f + (0.35f * MathF.Sin((view.Clock * (1 + (3 * Noise.Hash(i, 12)))) + i));
            var bright = MathF.Pow(Noise.Hash(i, 13), 3);
            brush.Light(x, y, Math.Max(1.2f, view.Unit * (0.0016f + (0.0022f * bright))), new(0.95f, 0.97f, 1),
                view.Scene.Stars * twinkle * (0.25f + (0.65f * bright)) * Noise.Smooth(height * 2.5f));
        }
    }

    public static void DrawFalling(View view, Brush brush)
    {
        for (uint i = 0; i < 240 && view.Scene.Rain > 0; i++)
        {
            var near = 0.4f + (0.6f * Noise.Hash(i, 20));
            var (x, y) = Fall(view, i, near, 1.5f * near, -0.18f);
            var length = view.Unit * 0.055f * near;
            brush.Polygon([(x, y), (x + (view.Unit * 0.0018f * near), y), (x - (length * 0.12f), y + length)], new(0.82f, 0.88f, 0.92f), 0.30f * near * view.Scene.Rain);
        }

        for (uint i = 0; i < 260 && view.Scene.Snow > 0; i++)
        {
            var near = 0.25f + (0.75f * Noise.Hash(i, 21));
            var (x, y) = Fall(view, i, near, 0.11f * near, 0.02f + (0.03f * MathF.Sin(i)));
            brush.Light(x + (view.Unit * 0.012f * MathF.Sin(view.Clock + i)), y, Math.Max(1.3f, view.Unit * 0.006f * near), new(1, 1, 1), 0.5f * view.Scene.Snow);
        }
    }

    private static (float X, float Y) Fall(View view, uint i, float near, float speed, float wind)
    {
        var span = ((float)view.Width / view.Height) + 0.4f;
        var down = Noise.Hash(i, 22) + (view.Clock * speed / 1.15f);
        var across = (Noise.Hash(i, 23) * span) + (wind * view.Clock) + (view.Pan * near);
        across -= MathF.Floor(across / span) * span;
        return ((across - 0.2f) * view.Height, ((down - MathF.Floor(down)) * 1.15f * view.Height) - (0.1f * view.Height));
    }
}
