using System.Runtime.CompilerServices;

namespace PictorySimulator.Rendering.Scenes;

/// <summary>Repeatable randomness: hashes, ridges and a cloudy tile that repeats without a seam.</summary>
internal static class Noise
{
    public const int Tile = 256;

    /// <summary>Cloudy noise from 0 to 1.</summary>
    public static readonly float[] Clouds = Fractal(5);

    /// <summary>Fine noise from 0 to 1, without large shapes.</summary>
    public static readonly float[] Ripples = Fractal(4, firstCell: 32);

    /// <summary>From 0 to 1, the same for the same input.</summary>
    public static float Hash(uint x, uint y = 0)
    {
        var h = (x * 0x9E3779B1u) ^ (y * 0x85EBCA77u);
        h = (h ^ (h >> 15)) * 0x2C1B3C6Du;
        h = (h ^ (h >> 12)) * 0x297A2D39u;
        return (h ^ (h >> 15)) / (float)uint.MaxValue;
    }

    /// <summary>Looks up a tile smoothly; the tile repeats for ever.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sample(float[] tile, float u, float v)
    {
        float fu = MathF.Floor(u), fv = MathF.Floor(v);
        int x = float.ConvertToIntegerNative<int>(fu) & (Tile - 1), y = float.ConvertToIntegerNative<int>(fv) & (Tile - 1);
        int x1 = (x + 1) & (Tile - 1), y1 = ((y + 1) & (Tile - 1)) * Tile;
        float du = u - fu, dv = v - fv;
        y *= Tile;
        var above = tile[y + x] + ((tile[y + x1] - tile[y + x]) * du);
        var below = tile[y1 + x] + ((tile[y1 + x1] - tile[y1 + x]) * du);
        return above + ((below - above) * dv);
    }

    /// <summary>A mountain line, about 0 to 1.</summary>
    public static float Ridge(float x, uint seed, float rugged)
    {
        float sum = 0, weight = 0.5f;
        for (uint octave = 0; octave < 6; octave++)
        {
            sum += weight * Line(x, seed + octave);
            x *= 2.03f;
            weight *= 0.35f + (0.2f * rugged);
        }

        return sum;
    }

    public static float Smooth(float t)
    {
        t = Math.Clamp(t, 0, 1);
        return t * t * (3 - (2 * t));
    }

    private static float Line(float x, uint seed)
    {
        var cell = MathF.Floor(x);
        var (a, b) = (Hash((uint)(int)cell, seed), Hash((uint)((int)cell + 1), seed));
        return a + ((b - a) * Smooth(x - cell));
    }

    private static float[] Fractal(int octaves, int firstCell = 8)
    {
        var tile = new float[Tile * Tile];
        var total = 0f;
        for (var (octave, cells, weight) = (0, firstCell, 1f); octave < octaves; octave++, cells *= 2, weight *= 0.5f)
        {
            total += weight;
            for (var i = 0; i < tile.Length; i++)
            {
                tile[i] += weight * Value(i % Tile, i / Tile, Math.Min(cells, Tile), (uint)octave);
            }
        }

        for (var i = 0; i < tile.Length; i++)
        {
            tile[i] /= total;
        }

        return tile;
    }

    private static float Value(int px, int py, int cells, uint seed)
    {
        float x = px * cells / (float)Tile, y = py * cells / (float)Tile;
        int cx = (int)x, cy = (int)y;
        float At(int dx, int dy) =>
            Hash((uint)((cx + dx) % cells) + (seed * 7919), (uint)((cy + dy) % cells) + (seed * 104729));

        float sx = Smooth(x - cx), sy = Smooth(y - cy);
        var above = At(0, 0) + ((At(1, 0) - At(0, 0)) * sx);
        var below = At(0, 1) + ((At(1, 1) - At(0, 1)) * sx);
        return above + ((below - above) * sy);
    }
}
