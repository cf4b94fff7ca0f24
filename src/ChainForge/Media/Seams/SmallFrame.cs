using System.Runtime.CompilerServices;

namespace ChainForge.Media;

/// <summary>A frame scaled to 160x90, planar YUV 4:4:4, limited range: small enough to hold many, enough to compare.</summary>
internal sealed class SmallFrame
{
    // The loops over all pixels: most stitches are over before the runtime would compile them well.
    private const MethodImplOptions AtOnce = MethodImplOptions.AggressiveOptimization;

    public const int Width = 160;
    public const int Height = 90;
    public const int Plane = Width * Height;
    public const int Bytes = 3 * Plane;

    /// <summary>As a decoder prints it: behind the three planes a fourth, the sharpness at full resolution of the cells of the middle.</summary>
    public const int DecodedBytes = 4 * Plane;

    private readonly byte[] _yuv;
    private readonly double _mean;
    private readonly double _deviation;

    /// <param name="yuv">Three planes.</param>
    /// <param name="sharpness">See <see cref="FrameLook.Sharpness"/>.</param>
    public SmallFrame(byte[] yuv, double sharpness = 0)
    {
        (_yuv, Sharpness) = (yuv, sharpness);
        (_mean, _deviation) = Spread(Y);
    }

    /// <summary>All three planes.</summary>
    public ReadOnlySpan<byte> Yuv => _yuv.AsSpan(0, Bytes);

    /// <summary>See <see cref="FrameLook.Sharpness"/>.</summary>
    public double Sharpness { get; }

    public ReadOnlySpan<byte> Y => _yuv.AsSpan(0, Plane);

    public ReadOnlySpan<byte> U => _yuv.AsSpan(Plane, Plane);

    public ReadOnlySpan<byte> V => _yuv.AsSpan(2 * Plane, Plane);

    /// <summary>From what a decoder printed.</summary>
    public static SmallFrame Decoded(byte[] planes) => new(planes, Spread(planes.AsSpan(3 * Plane, Plane)).Mean);

    /// <summary>Its look.</summary>
    /// <param name="place">Its place in the clip.</param>
    public FrameLook LookAt(int place) => new(place, Channel(Y), Channel(U), Channel(V), Math.Round(Sharpness, 3));

    /// <summary>
    /// How different two pictures are, whatever their brightness and contrast: 0 the same, 2 unrelated. It is the mean square
    /// of the difference after each was brought to mean 0 and spread 1, so a drift of the look does not hide a repeated frame.
    /// </summary>
    [MethodImpl(AtOnce)]
    public double DistanceTo(SmallFrame other)
    {
        var a = Y;
        var b = other.Y;
        long product = 0;
        for (var i = 0; i < Plane; i++)
        {
            product += a[i] * b[i];
        }

        var covariance = ((double)product / Plane) - (_mean * other._mean);
        var (s, t) = (Scale(_deviation), Scale(other._deviation));
        var own = _deviation * _deviation / (s * s);
        var others = other._deviation * other._deviation / (t * t);
        return Math.Max(0, own + others - (2 * covariance / (s * t)));
    }

    /// <summary>Mean absolute difference of luma in levels.</summary>
    /// <param name="other">The other frame.</param>
    /// <param name="look">Brings the other frame to the look of this one first.</param>
    [MethodImpl(AtOnce)]
    public double StepTo(SmallFrame other, ChannelMap look)
    {
        var a = Y;
        var b = other.Y;
        double sum = 0;
        for (var i = 0; i < Plane; i++)
        {
            sum += Math.Abs(a[i] - look.Apply(b[i]));
        }

        return sum / Plane;
    }

    /// <summary>Mean absolute difference of luma in levels.</summary>
    [MethodImpl(AtOnce)]
    public double StepTo(SmallFrame other)
    {
        var a = Y;
        var b = other.Y;
        long sum = 0;
        for (var i = 0; i < Plane; i++)
        {
            sum += Math.Abs(a[i] - b[i]);
        }

        return (double)sum / Plane;
    }

    /// <summary>Mean and standard deviation of a plane.</summary>
    [MethodImpl(AtOnce)]
    public static (double Mean, double Deviation) Spread(ReadOnlySpan<byte> plane)
    {
        long sum = 0, squares = 0;
        foreach (var value in plane)
        {
            sum += value;
            squares += value * value;
        }

        var mean = (double)sum / plane.Length;
        return (mean, Math.Sqrt(Math.Max(0, ((double)squares / plane.Length) - (mean * mean))));
    }

    private static ChannelLook Channel(ReadOnlySpan<byte> plane)
    {
        var (mean, deviation) = Spread(plane);
        return new ChannelLook(Math.Round(mean, 3), Math.Round(deviation, 3));
    }

    // A flat picture (black, a fade) has no pattern: dividing by its noise would invent one.
    private static double Scale(double deviation) => Math.Max(deviation, 2);
}
