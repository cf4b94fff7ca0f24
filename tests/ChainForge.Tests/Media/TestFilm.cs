namespace ChainForge.Tests.Media;

/// <summary>
/// A continuous scene whose every frame carries its number as a barcode, so that a test can say exactly which frame it sees.
/// Gray code: neighbours differ in one bit, so the code itself looks like slow motion and not like a flicker.
/// </summary>
internal sealed record TestFilm
{
    private const int Bits = 12;
    private const int BlockWidth = 8;
    private const int BlockHeight = 6;

    public int Width { get; init; } = 192;

    public int Height { get; init; } = 108;

    /// <summary>Pixels of motion a frame; 0 is a still.</summary>
    public double Speed { get; init; } = 2;

    public int Seed { get; init; } = 1;

    public bool Barcode { get; init; } = true;

    /// <summary>Levels of noise, another one in each frame: the grain of a film.</summary>
    public int Grain { get; init; }

    /// <summary>How much of its light each frame has: 1 is all, 0 is black.</summary>
    public Func<int, double> Light { get; init; } = _ => 1;

    public int FrameBytes => (Width * Height) + (2 * ((Width + 1) / 2) * ((Height + 1) / 2));

    /// <summary>Frame <paramref name="n"/>, planar YUV 4:2:0.</summary>
    public byte[] Frame(int n)
    {
        var frame = new byte[FrameBytes];
        var (cw, ch) = ((Width + 1) / 2, (Height + 1) / 2);
        var light = Light(n);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                frame[(y * Width) + x] = Level(16 + (light * (Luma(x, y, n) - 16 + Speck(x, y, n))));
            }
        }

        for (var y = 0; y < ch; y++)
        {
            for (var x = 0; x < cw; x++)
            {
                frame[(Width * Height) + (y * cw) + x] = Level(128 + (light * 35 * Wave(x * 2, y * 2, n, 0.7)));
                frame[(Width * Height) + (cw * ch) + (y * cw) + x] = Level(128 + (light * 35 * Wave(x * 2, y * 2, n, 1.9)));
            }
        }

        if (Barcode)
        {
            DrawCode(frame, n);
        }

        return frame;
    }

    /// <summary>The number that a frame carries.</summary>
    public int Read(ReadOnlySpan<byte> luma)
    {
        var gray = 0;
        for (var bit = 0; bit < Bits; bit++)
        {
            var sum = 0;
            for (var y = 1; y < BlockHeight - 1; y++)
            {
                for (var x = 2; x < BlockWidth - 2; x++)
                {
                    sum += luma[(y * Width) + (bit * BlockWidth) + x];
                }
            }

            gray |= sum > 128 * (BlockHeight - 2) * (BlockWidth - 4) ? 1 << bit : 0;
        }

        var number = gray;
        while ((gray >>= 1) != 0)
        {
            number ^= gray;
        }

        return number;
    }

    private static byte Level(double value) => (byte)Math.Clamp(Math.Round(value), 16, 235);

    private double Speck(int x, int y, int n)
    {
        var hash = ((uint)x * 374761393u) + ((uint)y * 668265263u) + ((uint)n * 2246822519u);
        hash = (hash ^ (hash >> 13)) * 1274126177u;
        return Grain * (((hash >> 8) & 0xFFFF) / 32767.5 - 1);
    }

    private double Luma(int x, int y, int n)
    {
        var shift = n * Speed;
        var (cx, cy) = ((Width * 0.3) + (shift * 0.8), (Height * 0.5) + (Math.Sin(shift / 23) * Height * 0.25));
        var wrapped = ((cx % Width) + Width) % Width;
        var disc = (((x - wrapped) * (x - wrapped)) + ((y - cy) * (y - cy))) < Height * Height / 30.0 ? 45 : 0;
        return 115 + (55 * Wave(x, y, n, 0)) + disc;
    }

    private double Wave(double x, double y, int n, double phase)
    {
        var s = n * Speed;
        return (0.6 * Math.Sin(((x + s) / (9 + Seed)) + phase + (Seed * 3))) + (0.4 * Math.Sin(((y * 1.3) - (s * 0.5) + (x * 0.3)) / (7 + (Seed * 2)) + (phase * 2)));
    }

    private void DrawCode(byte[] frame, int n)
    {
        var gray = n ^ (n >> 1);
        for (var bit = 0; bit < Bits; bit++)
        {
            for (var y = 0; y < BlockHeight; y++)
            {
                Array.Fill(frame, (byte)((gray >> bit & 1) == 1 ? 170 : 86), (y * Width) + (bit * BlockWidth), BlockWidth);
            }
        }
    }
}
