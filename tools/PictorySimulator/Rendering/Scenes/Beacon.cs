namespace PictorySimulator.Rendering.Scenes;

/// <summary>A lighthouse on its rock, with a turning beam.</summary>
internal static class Beacon
{
    private const float Depth = 0.9f;

    public static void Draw(View view, Brush brush)
    {
        var scene = view.Scene;
        if (scene.Lighthouse <= 0)
        {
            return;
        }

        // In tall pictures the side is nearer.
        var side = Math.Min(0.5f, 0.3f * view.Width / view.Height) * (view.Seed % 2 == 0 ? 1 : -1);
        var x = view.Column(side, Depth);
        var unit = view.Unit;
        var ground = view.Horizon + (0.035f * unit);
        var foot = ground - (0.07f * unit);
        var top = foot - (0.30f * unit);
        if (scene.Lamp > 0)
        {
            Beam(view, brush, x, top - (0.018f * unit));
        }

        Rock(view, brush, x, ground);
        Tower(scene, brush, x, foot, top, unit);
        if (scene.Lamp > 0)
        {
            var lamp = Rgb.Hex(0xFFE9B0);
            brush.Light(x, top - (0.018f * unit), 0.14f * unit, lamp, 0.35f * scene.Lamp * scene.Lighthouse);
            brush.Light(x, top - (0.018f * unit), 0.035f * unit, lamp, 0.9f * scene.Lamp * scene.Lighthouse);
        }
    }

    private static void Rock(View view, Brush brush, float x, float ground)
    {
        var unit = view.Unit;
        Span<(float X, float Y)> outline = stackalloc (float, float)[34];
        for (var i = 0; i < 32; i++)
        {
            var along = ((i / 31f) * 2) - 1;
            var rough = Noise.Ridge((along * 6) + 50, view.Seed + 9, 1);
            var height = (1 - (along * along)) * (0.06f + (0.075f * rough));
            outline[i] = (x + (along * 0.30f * unit), ground - (height * unit));
        }

        outline[32] = (x + (0.33f * unit), ground + (0.012f * unit));
        outline[33] = (x - (0.33f * unit), ground + (0.012f * unit));
        brush.Polygon(outline, view.Scene.Near * 0.75f, view.Scene.Lighthouse);
        for (var i = 0; i < outline.Length; i++)
        {
            outline[i].Y = ground + (Math.Max(0, ground - outline[i].Y) * 0.6f);
        }

        brush.Polygon(outline, view.Scene.Near * 0.8f, 0.3f * view.Scene.Lighthouse);
    }

    private static void Tower(Scene scene, Brush brush, float x, float foot, float top, float unit)
    {
        const int Bands = 5;
        var white = Rgb.Mix(Rgb.Mix(scene.Near, scene.Horizon, 0.55f), Rgb.Hex(0xF4EEE2), 0.35f);
        var red = Rgb.Mix(Rgb.Mix(scene.Near, Rgb.Hex(0xA8322A), 0.6f), scene.Horizon, 0.12f);
        for (var band = 0; band < Bands; band++)
        {
            float low = band / (float)Bands, high = (band + 1) / (float)Bands;
            float lowY = foot + ((top - foot) * low), highY = foot + ((top - foot) * high);
            float lowW = (0.030f - (0.011f * low)) * unit, highW = (0.030f - (0.011f * high)) * unit;
            var colour = band % 2 == 0 ? white : red;
            brush.Polygon([(x - lowW, lowY), (x + lowW, lowY), (x + highW, highY), (x - highW, highY)], colour, scene.Lighthouse);

            // The side away from the light.
            brush.Polygon([(x + (lowW * 0.15f), lowY), (x + lowW, lowY), (x + highW, highY), (x + (highW * 0.15f), highY)], scene.Near, 0.4f * scene.Lighthouse);
        }

        brush.Box(x - (0.026f * unit), top - (0.006f * unit), x + (0.026f * unit), top + (0.004f * unit), scene.Near, scene.Lighthouse);
        brush.Box(x - (0.013f * unit), top - (0.034f * unit), x + (0.013f * unit), top - (0.006f * unit), Rgb.Mix(scene.Near, Rgb.Hex(0xFFE9B0), 0.3f + (0.5f * scene.Lamp)), scene.Lighthouse);
        brush.Polygon([(x - (0.018f * unit), top - (0.034f * unit)), (x + (0.018f * unit), top - (0.034f * unit)), (x, top - (0.056f * unit))], red * 0.8f, scene.Lighthouse);
    }

    private static void Beam(View view, Brush brush, float x, float y)
    {
        var turn = view.Clock * 1.1f;
        var reach = MathF.Cos(turn) * 1.5f * view.Unit;
        var facing = 0.35f + (0.65f * MathF.Abs(MathF.Sin(turn)));
        var colour = Rgb.Hex(0xFFF0C8);
        const int Steps = 7;
        foreach (var way in (float[])[1, -1])
        {
            // Wedges of growing length and falling strength: bright at the lamp, gone before they end.
            for (var step = 1; step <= Steps; step++)
            {
                var part = step / (float)Steps;
                var end = x + (reach * way * part);
                var spread = 0.055f * part * view.Unit;
                brush.Polygon(
                    [(x, y - 1), (end, y - spread), (end, y + (spread * 0.6f)), (x, y + 1)],
                    colour, 0.055f * (1.1f - part) * facing * view.Scene.Lamp * view.Scene.Lighthouse * (0.4f + view.Scene.Stars));
            }
        }
    }
}
