namespace PictorySimulator.Rendering.Scenes;

/// <summary>Boats and birds.</summary>
internal static class Life
{
    private const int BoatCount = 4;
    private const int BirdCount = 11;

    public static void Draw(View view, Brush brush)
    {
        for (uint i = 0; i < BoatCount && view.Scene.Boats * view.Scene.Sea > 0; i++)
        {
            Boat(view, brush, i);
        }

        for (uint i = 0; i < BirdCount && view.Scene.Birds > 0; i++)
        {
            Bird(view, brush, i);
        }
    }

    private static void Boat(View view, Brush brush, uint i)
    {
        var scene = view.Scene;
        var near = 0.25f + (0.75f * i / (BoatCount - 1));
        var below = 0.02f + (0.17f * near * near);
        var size = view.Unit * (0.018f + (0.062f * near));

        // They sail across and come back from the other side, out of view.
        var speed = (0.010f + (0.016f * near)) * (i % 2 == 0 ? 1 : -1);
        var span = ((float)view.Width / view.Height) + 1.2f;
        var way = (Noise.Hash(view.Seed + i, 70) * span) + (view.Clock * speed);
        var x = view.Column((way - (MathF.Floor(way / span) * span)) - (span / 2), near);
        var bob = MathF.Sin((view.Clock * 1.4f) + (i * 2)) * 0.03f;
        var y = view.Horizon + (below * view.Unit) + (bob * size);
        var hull = scene.Near * 0.8f;
        var sail = Rgb.Mix(Rgb.Mix(scene.Near, scene.Horizon, 0.6f), Rgb.Hex(0xFFFFFF), 0.25f);
        var lean = bob * size * 1.5f;
        var ahead = speed > 0 ? 1 : -1;
        brush.Polygon([(x - (0.5f * size), y), (x + (0.5f * size), y), (x + (0.36f * size), y + (0.45f * size)), (x - (0.36f * size), y + (0.45f * size))], scene.Near, 0.3f * scene.Boats);
        brush.Polygon([(x + lean, y - size), (x + (0.03f * size), y - (0.16f * size)), (x - (0.46f * size * ahead), y - (0.16f * size))], sail, scene.Boats);
        brush.Polygon([(x + lean, y - (0.86f * size)), (x + (0.08f * size * ahead), y - (0.16f * size)), (x + (0.44f * size * ahead), y - (0.16f * size))], sail * 0.88f, scene.Boats);
        brush.Polygon([(x - (0.55f * size), y - (0.12f * size)), (x + (0.55f * size), y - (0.12f * size)), (x + (0.40f * size), y + (0.05f * size)), (x - (0.40f * size), y + (0.05f * size))], hull, scene.Boats);
        if (scene.Windows > 0.3f)
        {
            brush.Light(x, y - (0.2f * size), 0.3f * size, Rgb.Hex(0xFFD890), 0.8f * scene.Boats * scene.Windows);
        }
    }

    private static void Bird(View view, Brush brush, uint i)
    {
        var span = ((float)view.Width / view.Height) + 0.8f;
        var way = (Noise.Hash(view.Seed + i, 80) * 0.5f) + (view.Clock * 0.05f);
        var x = view.Column((way - (MathF.Floor(way / span) * span)) - (span / 2), 0.4f);
        var y = view.Horizon - (view.Unit * (0.28f + (0.18f * Noise.Hash(view.Seed + i, 81)) + (0.01f * MathF.Sin(view.Clock + i))));
        var size = view.Unit * (0.012f + (0.010f * Noise.Hash(view.Seed + i, 82)));
        var flap = MathF.Sin((view.Clock * 7) + (i * 1.7f)) * 0.5f * size;
        foreach (var wing in (float[])[1, -1])
        {
            brush.Polygon(
                [(x, y), (x + (wing * size * 0.5f), y - (0.28f * size) - (flap * 0.6f)), (x + (wing * size), y - flap), (x + (wing * size * 0.5f), y - (0.10f * size) - (flap * 0.5f)), (x, y + (0.12f * size))],
                view.Scene.Near, 0.85f * view.Scene.Birds);
        }
    }
}
