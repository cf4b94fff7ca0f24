namespace PictorySimulator.Rendering.Scenes;

/// <summary>A colour, gamma-coded, each part from 0 to 1.</summary>
internal readonly record struct Rgb(float R, float G, float B)
{
    public static Rgb Hex(int rgb) => new(((rgb >> 16) & 255) / 255f, ((rgb >> 8) & 255) / 255f, (rgb & 255) / 255f);

    public static Rgb operator *(Rgb c, float k) => new(c.R * k, c.G * k, c.B * k);

    public static Rgb operator +(Rgb a, Rgb b) => new(a.R + b.R, a.G + b.G, a.B + b.B);

    public static Rgb Mix(Rgb a, Rgb b, float share) =>
        new(a.R + ((b.R - a.R) * share), a.G + ((b.G - a.G) * share), a.B + ((b.B - a.B) * share));

    /// <summary>BT.709, limited range.</summary>
    public Yuv ToYuv()
    {
        float r = Math.Clamp(R, 0, 1), g = Math.Clamp(G, 0, 1), b = Math.Clamp(B, 0, 1);
        var luma = (0.2126f * r) + (0.7152f * g) + (0.0722f * b);
        return new(16 + (219 * luma), 128 + (224 * (b - luma) / 1.8556f), 128 + (224 * (r - luma) / 1.5748f));
    }
}

internal readonly record struct Yuv(float Y, float U, float V);
