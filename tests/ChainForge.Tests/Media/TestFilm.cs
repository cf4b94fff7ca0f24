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
        var (light, luma, chroma) = (Light(n), Width * Height, (Width + 1) / 2 * ((Height + 1) / 2));
        var (discX, discY) = (((Width * 0.3) + (n * Speed * 0.8)) % Width, (Height * 0.5) + (Math.Sin(n * Speed / 23) * Height * 0.25));
        Draw(frame.AsSpan(0, luma), 1, n, 0, (x, y, wave) => 16 + (light * (115 - 16 + (55 * wave) + Disc(x - discX, y - discY) + Speck(x, y, n))));
        Draw(frame.AsSpan(luma, chroma), 2, n, 0.7, (_, _, wave) => 128 + (light * 35 * wave));
        Draw(frame.AsSpan(luma + chroma), 2, n, 1.9, (_, _, wave) => 128 + (light * 35 * wave));
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

    private int Disc(double x, double y) => (x * x) + (y * y) < Height * Height / 30.0 ? 45 : 0;

    private double Speck(int x, int y, int n)
    {
        var hash = ((uint)x * 374761393u) + ((uint)y * 668265263u) + ((uint)n * 2246822519u);
        hash = (hash ^ (hash >> 13)) * 1274126177u;
        return Grain * (((hash >> 8) & 0xFFFF) / 32767.5 - 1);
    }

    /// <summary>One plane of two waves that run through each other. Each is made of a column's and a row's part: a sine for every pixel took longer than what was tested.</summary>
    /// <param name="plane">Where it goes.</param>
    /// <param name="pitch">Pixels of the picture from one of the plane's to the next.</param>
    /// <param name="n">The frame.</param>
    /// <param name="phase">What tells one plane from another.</param>
    /// <param name="level">The level at a place where the wave, from -1 to 1, is so high.</param>
    private void Draw(Span<byte> plane, int pitch, int n, double phase, Func<int, int, double, double> level)
    {
        var (width, shift, slowness) = ((Width + pitch - 1) / pitch, n * Speed, 7 + (Seed * 2));
        var columns = Enumerable.Range(0, width).Select(x => x * pitch)
            .Select(x => (Wave: 0.6 * Math.Sin(((x + shift) / (9 + Seed)) + phase + (Seed * 3)), Slant: Math.SinCos(x * 0.3 / slowness))).ToArray();
        for (var y = 0; y < plane.Length / width; y++)
        {
            var row = Math.SinCos((((y * pitch * 1.3) - (shift * 0.5)) / slowness) + (phase * 2));
            for (var x = 0; x < width; x++)
            {
                var slanted = (row.Sin * columns[x].Slant.Cos) + (row.Cos * columns[x].Slant.Sin);
                plane[(y * width) + x] = Level(level(x, y, columns[x].Wave + (0.4 * slanted)));
            }
        }
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
