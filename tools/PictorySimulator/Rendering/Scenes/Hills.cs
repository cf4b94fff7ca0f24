using System.Runtime.CompilerServices;

namespace PictorySimulator.Rendering.Scenes;

/// <summary>Chains of hills, one behind the other, each paler than the one in front, and their image in the water.</summary>
internal static class Hills
{
    private const int Layers = 3;

    public static void Draw(View view, Frame frame)
    {
        var scene = view.Scene;
        for (var layer = 0; layer < Layers; layer++)
        {
            var depth = 0.15f + (0.2f * layer);
            var nearness = (layer + 0.6f) / Layers;
            var body = Rgb.Mix(scene.Far, scene.Near, nearness * (1 - (0.45f * scene.Haze)));
            var height = (0.05f + (0.20f * scene.Hills)) * (1 - (0.22f * layer));
            var tops = Tops(view, (uint)layer, depth, height);
            Paint(view, frame.Luma, tops, 1, body.ToYuv().Y, Rgb.Mix(body, scene.Horizon, 0.5f * scene.Haze).ToYuv().Y, scene.Sea);
            var (_, u, v) = body.ToYuv();
            var (_, hazeU, hazeV) = Rgb.Mix(body, scene.Horizon, 0.5f * scene.Haze).ToYuv();
            Paint(view, frame.ChromaU, tops, 2, u, hazeU, scene.Sea);
            Paint(view, frame.ChromaV, tops, 2, v, hazeV, scene.Sea);
        }
    }

    /// <summary>Where there is no sea, waves of land roll up to the camera.</summary>
    public static void DrawLand(View view, Frame frame)
    {
        var scene = view.Scene;
        for (var layer = 0; layer < Layers && scene.Sea < 1; layer++)
        {
            var depth = 0.7f + (0.35f * layer);
            var tops = new float[view.Width];
            for (var x = 0; x < tops.Length; x++)
            {
                var world = view.WorldX(x + 0.5f, depth) + (layer * 7.7f) + 60;
                var ridge = Noise.Ridge(world * (1.5f - (0.3f * layer)), view.Seed + 500 + (uint)layer, 0.1f);
                var trees = scene.Pines * (0.5f + (0.4f * layer)) * Trees(world * (11 - (3 * layer)), (uint)layer + 7);
                tops[x] = view.Unit * ((0.10f * ridge) + (0.14f * trees) + 0.004f - (0.14f * layer));
            }

            var near = (layer + 1f) / Layers;
            var crest = Rgb.Mix(Rgb.Mix(scene.Far, scene.Horizon, 0.35f * (1 - near)), scene.Near, 0.35f + (0.45f * near));
            var foot = Rgb.Mix(crest, scene.Near, 0.7f);
            var (light, dark) = (crest.ToYuv(), foot.ToYuv());
            Fill(view, frame.Luma, tops, 1, light.Y, dark.Y, 1 - scene.Sea);
            Fill(view, frame.ChromaU, tops, 2, light.U, dark.U, 1 - scene.Sea);
            Fill(view, frame.ChromaV, tops, 2, light.V, dark.V, 1 - scene.Sea);
        }
    }

    private static void Fill(View view, Plane plane, float[] tops, int size, float crest, float foot, float alpha)
    {
        var fade = size / (view.Unit * 0.16f);
        for (var y = Math.Max(0, (int)((view.Horizon - tops.Max()) / size) - 1); y < plane.Height; y++)
        {
            var row = plane.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                var inside = y + 0.5f - ((view.Horizon - tops[x * size]) / size);
                if (inside > -0.5f)
                {
                    var value = crest + ((foot - crest) * Math.Min(1, inside * fade));
                    Plane.Blend(ref row[x], value, Math.Min(1, inside + 0.5f) * alpha);
                }
            }
        }
    }

    /// <summary>Height of the layer above the horizon, in pixels, for each column.</summary>
    private static float[] Tops(View view, uint layer, float depth, float height)
    {
        var tops = new float[view.Width];
        for (var x = 0; x < tops.Length; x++)
        {
            var world = view.WorldX(x + 0.5f, depth) + (layer * 5.3f) + 40;
            var ridge = Noise.Ridge(world * (1.1f + (0.5f * layer)), view.Seed + (layer * 101), view.Scene.Rugged);

            // Over the sea the nearer chains leave gaps, so that open water shows.
            var gap = view.Scene.Sea * layer * 0.16f;
            var trees = view.Scene.Pines * 0.35f * Trees(world * 14, layer);
            tops[x] = view.Unit * height * Math.Max(0, ((ridge - gap - 0.08f) * 1.3f) + (trees * Noise.Smooth((ridge - gap) * 4)));
        }

        return tops;
    }

    private static float Trees(float x, uint layer)
    {
        var cell = MathF.Floor(x);
        var tall = Noise.Hash((uint)(int)cell, layer + 31);
        return (0.4f + (0.6f * tall)) * (1 - MathF.Abs(((x - cell) * 2) - 1)) * 0.5f;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Paint(View view, Plane plane, float[] tops, int size, float body, float foot, float sea)
    {
        var horizon = view.Horizon / size;
        var tallest = tops.Max() / size;
        for (var y = Math.Max(0, (int)(horizon - tallest) - 1); y <= Math.Min(plane.Height - 1, horizon + (tallest * 0.7f * sea)); y++)
        {
            var row = plane.Row(y);
            var above = horizon - (y + 0.5f);
            var mirrored = above < 0;
            var level = mirrored ? -above / 0.7f : above;
            var value = body + ((foot - body) * Noise.Smooth(1 - (level / (view.Unit / size * 0.09f))));
            var alpha = mirrored ? 0.5f * sea / (1 + (level * 3 / tallest)) : 1;
            var ripple = mirrored ? (int)(3 * MathF.Sin((y * 0.9f) + (view.Clock * 4))) : 0;
            for (var x = 0; x < row.Length; x++)
            {
                var top = tops[Math.Clamp((x + ripple) * size, 0, tops.Length - 1)] / size;
                var cover = Math.Clamp(top - level + 0.5f, 0, 1) * alpha;
                if (cover > 0 && top > 0.05f)
                {
                    Plane.Blend(ref row[x], value, cover);
                }
            }
        }
    }
}
