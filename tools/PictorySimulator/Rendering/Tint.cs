namespace PictorySimulator.Rendering;

/// <summary>Changes contrast and saturation of whole frames, as generators do a little at every hop.</summary>
internal sealed class Tint(double contrast, double saturation)
{
    private readonly byte[] luma = Table(126, contrast);
    private readonly byte[] chroma = Table(128, saturation);
    private readonly bool nothing = contrast == 1 && saturation == 1;

    public void Apply(Frame frame)
    {
        if (nothing)
        {
            return;
        }

        foreach (var plane in frame.Planes)
        {
            var table = plane == frame.Luma ? luma : chroma;
            for (var y = 0; y < plane.Height; y++)
            {
                foreach (ref var pixel in plane.Row(y))
                {
                    pixel = table[pixel];
                }
            }
        }
    }

    private static byte[] Table(double middle, double factor) =>
        [.. Enumerable.Range(0, 256).Select(v => (byte)Math.Clamp(Math.Round(((v - middle) * factor) + middle), 0, 255))];
}
