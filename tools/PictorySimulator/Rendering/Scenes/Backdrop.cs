using System.Runtime.CompilerServices;

namespace PictorySimulator.Rendering.Scenes;

/// <summary>Sky, clouds, sun and the colour of the water: soft things, computed small and enlarged.</summary>
internal static class Backdrop
{
    private const int SoftWidth = 192;

    public static void Draw(View view, Frame frame)
    {
        var step = Math.Max(1, view.Width / (float)SoftWidth);
        int columns = (int)(view.Width / step) + 2, rows = (int)(view.Height / step) + 2;
        var luma = new float[columns * rows];
        var u = new float[columns * rows];
        var v = new float[columns * rows];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var at = (row * columns) + column;
                (luma[at], u[at], v[at]) = Colour(view, column * step, row * step).ToYuv();
            }
        }

        Enlarge(luma, columns, frame.Luma, 1 / step, grain: 2.2f, (uint)(view.Clock * 997));
        Enlarge(u, columns, frame.ChromaU, 2 / step, grain: 1, 1);
        Enlarge(v, columns, frame.ChromaV, 2 / step, grain: 1, 2);
    }

    /// <summary>Sky at a point, also below the horizon, where the water mirrors it.</summary>
    private static Rgb Colour(View view, float x, float y)
    {
        var below = (y - view.Horizon) / view.Unit;
        var colour = below <= 0 ? WithDisc(view, Sky(view, x, -below), x, -below) : Ground(view, x, below);
        float dx = (x / view.Width) - 0.5f, dy = (y / view.Height) - 0.5f;
        return colour * (1.04f - (0.42f * ((dx * dx) + (dy * dy))));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Rgb Sky(View view, float x, float elevation)
    {
        var scene = view.Scene;
        var up = elevation / 0.6f;
        var colour = up < 0.35f
            ? Rgb.Mix(scene.Horizon, scene.Middle, Noise.Smooth(up / 0.35f))
            : Rgb.Mix(scene.Middle, scene.Zenith, Noise.Smooth((up - 0.35f) / 0.65f));
        var (sunX, sunY) = view.SunAt;
        float dx = (x - sunX) / view.Unit, dy = elevation - ((view.Horizon - sunY) / view.Unit);
        var distance = (dx * dx) + (dy * dy);
        var halo = scene.SunGlow * ((0.55f / (1 + (26 * distance))) + (0.5f / (1 + (400 * distance))));
        colour = Rgb.Mix(colour, scene.Sun, Math.Min(0.92f, halo));
        return Clouds(view, x, elevation, colour, halo);
    }

    private static Rgb WithDisc(View view, Rgb sky, float x, float elevation)
    {
        var (sunX, sunY) = view.SunAt;
        float dx = (x - sunX) / view.Unit, dy = elevation - ((view.Horizon - sunY) / view.Unit);
        var disc = Noise.Smooth((0.036f - MathF.Sqrt((dx * dx) + (dy * dy))) / 0.012f);
        return disc == 0 ? sky : Rgb.Mix(sky, view.Scene.Sun * 1.15f, disc * Math.Clamp((view.Scene.SunGlow - 0.1f) * 5, 0, 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Rgb Clouds(View view, float x, float elevation, Rgb sky, float halo)
    {
        var scene = view.Scene;
        var distance = 1 / (elevation + 0.10f);
        var across = (view.WorldX(x, 0.15f) * distance * 17) + (view.Seed % 251);
        var along = distance * 30;
        var drift = view.Clock * 2.4f;
        var density = (0.62f * Noise.Sample(Noise.Clouds, across + drift, along + (drift * 0.3f)))
            + (0.38f * Noise.Sample(Noise.Clouds, (across * 2.3f) + (drift * 1.7f), (along * 2.3f) - drift));
        var edge = 0.72f - (0.42f * scene.CloudCover);
        var share = Noise.Smooth((density - edge) / 0.2f) * Noise.Smooth(elevation / 0.06f) * 0.85f;
        var lit = Rgb.Mix(scene.Cloud * (1.1f - (0.5f * Noise.Smooth((density - edge) / 0.35f))), scene.Sun, Math.Min(0.6f, halo * 0.7f));
        return Rgb.Mix(sky, lit, share);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Rgb Ground(View view, float x, float below)
    {
        var scene = view.Scene;
        var far = 1 / (1 + (below * 9));
        var mirrored = Sky(view, x + (view.Unit * 0.02f * (Noise.Sample(Noise.Clouds, below * 300, view.Clock * 6) - 0.5f)), below * 0.8f);
        var water = Rgb.Mix(scene.Water, mirrored, 0.2f + (0.55f * far));
        var (sunX, _) = view.SunAt;
        var lane = (x - sunX) / view.Unit / (0.05f + (below * 0.5f));
        water += scene.Sun * (0.3f * scene.SunGlow * far / (1 + (lane * lane * 3)));
        var soil = Rgb.Mix(Rgb.Mix(scene.Near, scene.Far, 0.35f * far), scene.Horizon, 0.45f * far * scene.Haze);
        return Rgb.Mix(soil, water, scene.Sea);
    }

    /// <summary>Enlarges smoothly; a little grain hides the steps of 8 bits.</summary>
    private static void Enlarge(float[] small, int columns, Plane plane, float scale, float grain, uint seed)
    {
        var line = new float[columns];
        int offset = (int)(seed * 7919 % 65536), mask = (Noise.Tile * Noise.Tile) - 1;
        for (var y = 0; y < plane.Height; y++)
        {
            var top = (int)(y * scale);
            var share = (y * scale) - top;
            for (var i = 0; i < columns; i++)
            {
                line[i] = small[(top * columns) + i] + ((small[((top + 1) * columns) + i] - small[(top * columns) + i]) * share) + 0.5f - (grain / 2);
            }

            Ramp(line, plane.Row(y), 1 / scale, (int)(grain * 256), Grain.AsSpan((offset + (y * 7867)) & mask));
        }
    }

    /// <summary>One row: straight from each value to the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Ramp(float[] line, Span<byte> row, float step, int grain, ReadOnlySpan<byte> noise)
    {
        noise = noise[..row.Length];
        var x = 0;
        for (var cell = 0; x < row.Length; cell++)
        {
            // Fixed point, 16 bits of fraction: a conversion for every pixel would cost more than all the rest.
            var slope = (line[cell + 1] - line[cell]) / step;
            var value = (int)(65536 * (line[cell] + ((x - (cell * step)) * slope)));
            var rise = (int)(65536 * slope);
            var end = Math.Min(row.Length, (int)MathF.Ceiling((cell + 1) * step));
            for (; x < end; x++)
            {
                row[x] = (byte)((value + (grain * noise[x])) >> 16);
                value += rise;
            }
        }
    }

    /// <summary>Longer than the tile by the widest row, so that a row never wraps.</summary>
    private static readonly byte[] Grain =
        [.. Enumerable.Range(0, (Noise.Tile * Noise.Tile) + 4096).Select(i => (byte)(255 * Noise.Hash((uint)i, 99)))];
}
