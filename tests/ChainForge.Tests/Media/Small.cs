using ChainForge.Media;

namespace ChainForge.Tests.Media;

/// <summary>Small frames straight from a film, with what generators and encoders do to a picture.</summary>
internal static class Small
{
    public static readonly TestFilm Film = new() { Width = SmallFrame.Width, Height = SmallFrame.Height, Barcode = false };

    public static SmallFrame[] Run(TestFilm film, int from, int count, Func<byte[], byte[]>? look = null) =>
        [.. Enumerable.Range(from, count).Select(n => Of(film, n, look))];

    public static SmallFrame Of(TestFilm film, int n, Func<byte[], byte[]>? look = null)
    {
        var frame = film.Frame(n);
        var yuv = new byte[3 * SmallFrame.Plane];
        Array.Copy(frame, yuv, SmallFrame.Plane);
        for (var i = 0; i < SmallFrame.Plane; i++)
        {
            var (x, y) = (i % SmallFrame.Width / 2, i / SmallFrame.Width / 2);
            yuv[SmallFrame.Plane + i] = frame[SmallFrame.Plane + (y * SmallFrame.Width / 2) + x];
            yuv[(2 * SmallFrame.Plane) + i] = frame[(SmallFrame.Plane * 5 / 4) + (y * SmallFrame.Width / 2) + x];
        }

        return new SmallFrame(look?.Invoke(yuv) ?? yuv);
    }

    public static byte[] Look(byte[] yuv, string name) => name switch
    {
        "same" => yuv,
        "contrast" => Map(yuv, (v, i) => i < SmallFrame.Plane ? ((v - 128) * 1.05) + 128 : ((v - 128) * 1.08) + 128),
        "bright" => Map(yuv, (v, i) => i < SmallFrame.Plane ? v + 9 : v),
        "noise" => Map(yuv, (v, i) => v + Noise(i, 5)),
        "grain" => Map(yuv, (v, i) => v + Noise(i, 2)),
        "soft" => Map(yuv, (v, i) => i % SmallFrame.Plane is > 0 and < SmallFrame.Plane - 1 ? (yuv[i - 1] + (2.0 * v) + yuv[i + 1]) / 4 : v),
        "shifted" => Map(yuv, (v, i) => i % SmallFrame.Width > 0 ? yuv[i - 1] : v),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private static double Noise(int i, int most) => ((((uint)i * 2654435761u) >> 13) % ((2 * most) + 1)) - most;

    public static byte[] Map(byte[] yuv, Func<byte, int, double> change) =>
        [.. yuv.Select((v, i) => (byte)Math.Clamp(Math.Round(change(v, i)), 16, 240))];
}
