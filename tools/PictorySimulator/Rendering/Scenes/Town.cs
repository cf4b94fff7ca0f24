namespace PictorySimulator.Rendering.Scenes;

/// <summary>A skyline on the shore, its windows lit when the light asks for it.</summary>
internal static class Town
{
    private const float Depth = 0.5f;
    private const float Plot = 0.052f;

    public static void Draw(View view, Brush brush)
    {
        if (view.Scene.City <= 0)
        {
            return;
        }

        for (var row = 0; row < 2; row++)
        {
            var first = (int)MathF.Floor(view.WorldX(0, Depth) / Plot) - 1;
            var last = (int)MathF.Ceiling(view.WorldX(view.Width, Depth) / Plot) + 1;
            for (var plot = first; plot <= last; plot++)
            {
                House(view, brush, plot, (uint)row);
            }
        }
    }

    private static void House(View view, Brush brush, int plot, uint row)
    {
        var scene = view.Scene;
        var id = (uint)(plot + 5000) + (row * 77_777) + (view.Seed % 1000);
        var centre = MathF.Exp(-MathF.Pow((plot * Plot) - 0.1f, 2) * 3);
        var tall = ((0.04f + (0.07f * Noise.Hash(id, 5))) + (centre * 0.26f * MathF.Pow(Noise.Hash(id, 6), 2))) * (row == 0 ? 1.15f : 0.72f);
        var left = view.Column((plot + (0.25f * row)) * Plot, Depth);
        var right = left + (view.Unit * Plot * (0.62f + (0.36f * Noise.Hash(id, 7))));
        var top = view.Horizon - (view.Unit * tall);
        var body = Rgb.Mix(Rgb.Mix(scene.Far, scene.Near, row == 0 ? 0.55f : 0.92f), scene.Horizon, 0.12f * scene.Haze);
        brush.Box(left, top, right, view.Horizon + 1, body, scene.City);
        brush.Box(left, view.Horizon + 1, right, view.Horizon + (view.Unit * tall * 0.6f), body, scene.City * scene.Sea * 0.28f);
        if (scene.Windows <= 0.02f || view.Height < 120)
        {
            return;
        }

        Windows(view, brush, id, left, top, right);
    }

    private static void Windows(View view, Brush brush, uint id, float left, float top, float right)
    {
        var pitch = view.Unit * 0.0125f;
        var count = (int)((right - left) / pitch);
        for (var floor = 0; top + ((floor + 1.3f) * pitch) < view.Horizon; floor++)
        {
            for (var i = 0; i < count; i++)
            {
                var chance = Noise.Hash(id * 31, (uint)((floor * 57) + i));
                if (chance < 0.42f * view.Scene.Windows)
                {
                    var x = left + ((i + 0.3f) * (right - left) / count);
                    var y = top + ((floor + 0.5f) * pitch);
                    var warm = Rgb.Mix(Rgb.Hex(0xFFD08A), Rgb.Hex(0xFFF2D0), Noise.Hash(id, (uint)floor));
                    brush.Box(x, y, x + (pitch * 0.5f), y + (pitch * 0.55f), warm, view.Scene.City * (0.45f + chance));
                }
            }
        }
    }
}
