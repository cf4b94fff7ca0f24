using System.Runtime.CompilerServices;

namespace PictorySimulator.Rendering.Scenes;

/// <summary>Waves, and the sun's glitter on them.</summary>
internal static class Sea
{
    public static void Draw(View view, Frame frame)
    {
        var scene = view.Scene;
        var (sunX, _) = view.SunAt;
        var glitter = Math.Max(0.15f, Noise.Smooth((scene.SunHeight + 0.06f) / 0.08f)) * (0.3f + scene.SunGlow) * 200;
        Span<float> one = stackalloc float[Noise.Tile + 1], other = stackalloc float[Noise.Tile + 1];
        for (var y = Math.Max(0, (int)view.Horizon + 1); y < frame.Height; y++)
        {
            var below = (y + 0.5f - view.Horizon) / view.Unit;
            var distance = 1 / (below + 0.035f);
            var stretch = distance * 26 / view.Unit;
            var start = view.WorldX(0, 1) * view.Unit * stretch;
            var along = distance * 44;
            Cut(one, along + (view.Clock * 11));
            Cut(other, (along * 1.7f) + (view.Clock * 8));
            var row = new WaveRow(
                scene.Sea * (0.4f + scene.Waves) * Noise.Smooth(below / 0.12f) * 46,
                scene.Sea * glitter * (1 - (0.55f * Noise.Smooth(below / 0.4f))),
                sunX, 1 / (view.Unit * (0.03f + (below * 0.22f))));
            Paint(frame.Luma.Row(y), one, (start * 0.5f) + (view.Clock * 6), stretch * 0.5f, other, start - (view.Clock * 8), stretch, row);
        }
    }

    /// <summary>One line of the ripples, its first value repeated at the end.</summary>
    private static void Cut(Span<float> line, float v)
    {
        var whole = MathF.Floor(v);
        var share = v - whole;
        int above = ((int)whole & (Noise.Tile - 1)) * Noise.Tile, next = (((int)whole + 1) & (Noise.Tile - 1)) * Noise.Tile;
        for (var x = 0; x < Noise.Tile; x++)
        {
            line[x] = Noise.Ripples[above + x] + ((Noise.Ripples[next + x] - Noise.Ripples[above + x]) * share);
        }

        line[Noise.Tile] = line[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Paint(
        Span<byte> pixels, ReadOnlySpan<float> one, float oneAt, float oneStep, ReadOnlySpan<float> other, float otherAt, float otherStep, WaveRow row)
    {
        const int Wrap = 1 << 20;
        oneAt += Wrap;
        otherAt += Wrap;
        int oneBase = (int)oneAt & ~(Noise.Tile - 1), otherBase = (int)otherAt & ~(Noise.Tile - 1);
        oneAt -= oneBase;
        otherAt -= otherBase;
        for (var x = 0; x < pixels.Length; x++)
        {
            var a = oneAt + (x * oneStep);
            var b = otherAt + (x * otherStep);
            int left = float.ConvertToIntegerNative<int>(a), right = float.ConvertToIntegerNative<int>(b);
            var shareA = a - left;
            var shareB = b - right;
            left &= Noise.Tile - 1;
            right &= Noise.Tile - 1;
            var wave = one[left] + ((one[left + 1] - one[left]) * shareA) + other[right] + ((other[right + 1] - other[right]) * shareB) - 1;
            var value = pixels[x] + (wave * row.Height);
            if (wave > 0.12f)
            {
                var off = (x - row.SunX) * row.Narrow;
                value += (wave - 0.12f) * row.Shine / (1 + (off * off));
            }

            pixels[x] = (byte)Math.Clamp(float.ConvertToIntegerNative<int>(value), 16, 235);
        }
    }

    private readonly record struct WaveRow(float Height, float Shine, float SunX, float Narrow);
}
